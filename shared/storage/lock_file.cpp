#include "shared/storage/lock_file.h"

#include "shared/storage/errors.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace veldpost::storage {

Result<LockFile> LockFile::take(const std::filesystem::path& path)
{
    // CLOEXEC: a child process must not keep the lock alive.
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return fileError(errno, "opening the lock file");
    LockFile lock(fd);
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno != EWOULDBLOCK) return fileError(errno, "locking the lock file");
    return Error{ErrorKind::Busy, "store_in_use", "Another program is using the store",
                 "Close the other Veldpost that uses this folder and try again."};
}

LockFile::~LockFile()
{
    if (m_fd >= 0) ::close(m_fd);
}

LockFile::LockFile(LockFile&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}

LockFile& LockFile::operator=(LockFile&& other) noexcept
{
    std::swap(m_fd, other.m_fd);
    return *this;
}

}  // namespace veldpost::storage
