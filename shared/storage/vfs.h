// A thin layer between SQLCipher and the system's files: it counts what reaches the disk and can fail on demand.
// Private to this folder, but for IoCounts and, in tests, fault_injector.h.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <span>
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

enum class StoreFile { Main, Wal, Journal };

// A test's own disk: asked before anything changes the files of one database, it says what becomes of the change and can
// remember what it would take to undo it. Called on the thread that writes. No program has one.
class DiskHand {
public:
    virtual ~DiskHand() = default;
    // `before`: what stands there now; shorter than `bytes` where the file ends.
    virtual Fault onWrite(StoreFile file, std::int64_t at, std::span<const std::uint8_t> before,
                          std::span<const std::uint8_t> bytes) = 0;
    virtual Fault onTruncate(StoreFile file, std::int64_t size, std::span<const std::uint8_t> lost) = 0;
    virtual Fault onSync(StoreFile file) = 0;
    virtual Fault onDelete(StoreFile file) = 0;
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

    std::atomic<DiskHand*> hand{nullptr};

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
