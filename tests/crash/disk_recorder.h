// Writes down everything that happens to the files of one store, can make one operation fail, and says what would be
// found on the disk had the machine stopped at any of them.
#pragma once

#include "shared/base/random.h"
#include "shared/storage/vfs.h"

#include <array>
#include <filesystem>
#include <optional>
#include <vector>

namespace veldpost::crash {

using Bytes = std::vector<std::uint8_t>;

struct DiskOp {
    // SyncFailed: the system answered an error, and from then on believes those pages clean (as Linux does).
    // SyncForgotten: it answered that all is well and did nothing.
    enum class Kind { Write, Truncate, Sync, SyncFailed, SyncForgotten, Delete };
    Kind kind;
    storage::StoreFile file;
    std::int64_t at = 0;  // of Truncate: the new size
    Bytes bytes = {};
};

// What became of writes that no sync covers.
enum class Unsynced {
    Kept,      // all there: only the process had died
    Dropped,   // none there
    Garbage,   // their sectors hold anything
    Torn,      // up to one of them, and that one in part
    Shuffled,  // some of them, whatever their order
};
inline constexpr Unsynced kUnsynced[] = {Unsynced::Kept, Unsynced::Dropped, Unsynced::Garbage, Unsynced::Torn,
                                         Unsynced::Shuffled};
const char* wordOf(Unsynced what);

// The files of a store by StoreFile; absent: no such file.
using Files = std::array<std::optional<Bytes>, 3>;
Files readFiles(const std::filesystem::path& store);
void writeFiles(const std::filesystem::path& store, const Files& files);  // takes away what else a store leaves

// The files after the first `count` of `ops` were done to `before`.
Files filesAfter(const Files& before, const std::vector<DiskOp>& ops, std::size_t count, Unsynced what,
                 RandomSource& random);

class DiskRecorder final : public storage::DiskHand {
public:
    explicit DiskRecorder(const std::filesystem::path& store);
    ~DiskRecorder() override;
    DiskRecorder(const DiskRecorder&) = delete;
    DiskRecorder& operator=(const DiskRecorder&) = delete;

    const std::vector<DiskOp>& ops() const { return m_ops; }

    // The k-th write from now on (0: the next) fails with `fault`, the k-th sync if it is one; with `onwards` all after
    // it as well, until heal().
    void failAt(std::size_t k, storage::Fault fault, bool onwards);
    void heal() { m_failAt.reset(); }
    bool hasFailed() const { return m_failed; }

private:
    storage::Fault onWrite(storage::StoreFile file, std::int64_t at, std::span<const std::uint8_t> before,
                           std::span<const std::uint8_t> bytes) override;
    storage::Fault onTruncate(storage::StoreFile file, std::int64_t size, std::span<const std::uint8_t> lost) override;
    storage::Fault onSync(storage::StoreFile file) override;
    storage::Fault onDelete(storage::StoreFile file) override;
    storage::Fault next();

    storage::PathIo& m_io;
    std::vector<DiskOp> m_ops;
    std::size_t m_asked = 0;
    std::optional<std::size_t> m_failAt;
    storage::Fault m_fault = storage::Fault::None;
    bool m_onwards = false;
    bool m_failed = false;
};

}  // namespace veldpost::crash
