#include "client/engine/blob_source.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace veldpost::engine {

namespace {

Error fileProblem(int errnoValue)
{
    if (errnoValue == ENOENT) return {ErrorKind::NotFound, "file_missing", "There is no such file", ""};
    return {ErrorKind::Failed, "file_not_read", "The file cannot be read",
            "system error " + std::to_string(errnoValue) + "; nothing was added"};
}

}  // namespace

Result<std::unique_ptr<FileSource>> FileSource::open(const std::filesystem::path& path)
{
    // Without waiting for a writer, should it be a pipe: that is told below.
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return fileProblem(errno);
    std::unique_ptr<FileSource> source(new FileSource(fd));
    struct stat about {};
    if (::fstat(fd, &about) != 0) return fileProblem(errno);
    if (!S_ISREG(about.st_mode)) return fileProblem(S_ISDIR(about.st_mode) ? EISDIR : ESPIPE);
    return source;
}

FileSource::~FileSource()
{
    ::close(m_fd);  // read only: what it answers does not matter
}

Result<std::size_t> FileSource::read(char* into, std::size_t size)
{
    for (;;) {
        const ssize_t got = ::read(m_fd, into, size);
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno != EINTR) return fileProblem(errno);
    }
}

}  // namespace veldpost::engine
