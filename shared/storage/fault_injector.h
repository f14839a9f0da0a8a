// Failing disks for tests: never used by a program.
#pragma once

#include "shared/storage/vfs.h"

#include <filesystem>

namespace veldpost::storage {

// Makes the k-th write or sync from now on fail for all connections of this process to one database file.
// Disarmed when it goes. Thread-safe.
class FaultInjector {
public:
    enum class Repeat { Once, FromThenOn };

    explicit FaultInjector(const std::filesystem::path& database)
        : m_io(pathIo(canonicalPath(database, m_pathError).string()))
    {
        restart();
    }
    ~FaultInjector() { disarm(); }
    FaultInjector(const FaultInjector&) = delete;
    FaultInjector& operator=(const FaultInjector&) = delete;

    // k = 0: the very next one.
    void failWrite(std::int64_t k, Fault fault, Repeat repeat = Repeat::Once)
    {
        disarm();
        m_io.fault = fault;
        m_io.failFromThenOn = repeat == Repeat::FromThenOn;
        m_io.failWriteAt = m_io.writes + k;
    }

    void failSync(std::int64_t k, Repeat repeat = Repeat::Once)
    {
        disarm();
        m_io.failFromThenOn = repeat == Repeat::FromThenOn;
        m_io.failSyncAt = m_io.syncs + k;
    }

    void disarm()
    {
        m_io.failWriteAt = -1;
        m_io.failSyncAt = -1;
    }

    void restart() { m_start = m_io.counts(); }
    std::int64_t writes() const { return m_io.writes - m_start.writes; }  // since the start or restart()
    std::int64_t syncs() const { return m_io.syncs - m_start.syncs; }

private:
    std::error_code m_pathError;  // a path that cannot be resolved never opens either
    PathIo& m_io;
    IoCounts m_start;
};

}  // namespace veldpost::storage
