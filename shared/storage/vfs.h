// A thin layer between SQLCipher and the system's files: it counts what reaches the disk and can fail on demand.
// Private to this folder, but for IoCounts and, in tests, fault_injector.h.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>

namespace veldpost::storage {

// What went to the files of one store (database, WAL, journal). Bytes are encrypted bytes.
struct IoCounts {
    std::int64_t syncs = 0;  // fsync/fdatasync of the files themselves; not the rare one of the folder
    std::int64_t writes = 0;
    std::int64_t bytesWritten = 0;
};

enum class Fault {
    None,
    DiskFull,    // as ENOSPC
    IoError,     // as EIO
    ShortWrite,  // half of the bytes reach the file, then as ENOSPC: a torn page
};

// The counters and the planned faults of one database path; shared by all connections of this process to it.
struct PathIo {
    std::atomic<std::int64_t> syncs{0};
    std::atomic<std::int64_t> writes{0};
    std::atomic<std::int64_t> bytesWritten{0};

    // Absolute positions in the counts above; negative = no fault planned.
    std::atomic<std::int64_t> failWriteAt{-1};
    std::atomic<std::int64_t> failSyncAt{-1};
    std::atomic<Fault> fault{Fault::None};
    std::atomic<bool> failFromThenOn{false};

    IoCounts counts() const { return {syncs.load(), writes.load(), bytesWritten.load()}; }
};

inline constexpr const char* kVfsName = "veldpost";

// Registers the layer (once a process), before the first open.
void registerVfs();

// The one name of a file that may not exist yet: absolute, symbolic links of its folder resolved.
std::filesystem::path canonicalPath(const std::filesystem::path& path, std::error_code& error);

// The state of a database's path (a canonicalPath()); made on first use, kept for the life of the process.
PathIo& pathIo(const std::string& path);

}  // namespace veldpost::storage
