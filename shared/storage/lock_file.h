// One process at a time.
#pragma once

#include "shared/base/result.h"

#include <filesystem>

namespace veldpost::storage {

// An exclusive flock() on a file (made 0600 when absent, never removed: removing it would let two processes lock
// two different files of the same name). Freed when it goes, and by the system when the process dies.
class LockFile {
public:
    // Error: store_in_use (Busy) when another process, or this one, holds it.
    static Result<LockFile> take(const std::filesystem::path& path);

    ~LockFile();
    LockFile(LockFile&& other) noexcept;
    LockFile& operator=(LockFile&& other) noexcept;
    LockFile(const LockFile&) = delete;
    LockFile& operator=(const LockFile&) = delete;

private:
    explicit LockFile(int fd) : m_fd(fd) {}

    int m_fd;
};

}  // namespace veldpost::storage
