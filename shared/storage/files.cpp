#include "shared/storage/files.h"

#include "shared/storage/errors.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace veldpost::storage {

namespace {

// Closes when it goes. What close() answers matters only after a write, and there fsync has answered before.
class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0) ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return m_fd; }
    bool isOpen() const { return m_fd >= 0; }

private:
    int m_fd;
};

Status writeAll(int fd, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t put = ::write(fd, content.data(), content.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return fileError(errno, "writing a file");
        content.remove_prefix(static_cast<std::size_t>(put));
    }
    return done();
}

Status writeNewFile(const std::filesystem::path& path, std::string_view content)
{
    // Left over from a crash: ours alone, since the folder's lock is held by whoever writes here.
    ::unlink(path.c_str());
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.isOpen()) return fileError(errno, "making a file");
    VELDPOST_TRY(writeAll(file.get(), content));
    if (::fsync(file.get()) != 0) return fileError(errno, "writing a file");
    return done();
}

}  // namespace

Result<std::string> readFile(const std::filesystem::path& path, std::size_t bytesMax)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.isOpen()) {
        if (errno != ENOENT) return fileError(errno, "opening a file");
        return Error{ErrorKind::NotFound, "file_missing", "The file is not there", path.filename().string()};
    }
    std::string content(bytesMax + 1, '\0');
    std::size_t size = 0;
    while (size < content.size()) {
        const ssize_t got = ::read(file.get(), content.data() + size, content.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fileError(errno, "reading a file");
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    if (size > bytesMax)
        return Error{ErrorKind::TooLarge, "too_large", "The file is too large", path.filename().string()};
    content.resize(size);
    return content;
}

Status replaceFile(const std::filesystem::path& path, std::string_view content)
{
    const std::filesystem::path temporary = path.string() + ".new";
    Status written = writeNewFile(temporary, content);
    if (written.ok() && ::rename(temporary.c_str(), path.c_str()) != 0) written = fileError(errno, "renaming a file");
    if (!written.ok()) {
        ::unlink(temporary.c_str());
        return written;
    }
    return syncFolder(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."));
}

// A name nobody else has: the folder may be anybody's.
Result<NewFile> NewFile::make(const std::filesystem::path& path)
{
    std::string temporary = path.string() + ".XXXXXX";
    const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (descriptor < 0) return fileError(errno, "making a file");
    return NewFile(path, std::move(temporary), descriptor);
}

NewFile::NewFile(NewFile&& other) noexcept
    : m_path(std::move(other.m_path)), m_temporary(std::move(other.m_temporary)),
      m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

NewFile::~NewFile()
{
    if (m_descriptor < 0) return;
    ::close(m_descriptor);
    ::unlink(m_temporary.c_str());
}

Status NewFile::write(std::string_view bytes) { return writeAll(m_descriptor, bytes); }

Status NewFile::finish()
{
    if (::fsync(m_descriptor) != 0) return fileError(errno, "writing a file");
    if (::rename(m_temporary.c_str(), m_path.c_str()) != 0) return fileError(errno, "renaming a file");
    ::close(std::exchange(m_descriptor, -1));
    return syncFolder(m_path.has_parent_path() ? m_path.parent_path() : std::filesystem::path("."));
}

Status eraseFile(const std::filesystem::path& path)
{
    {
        const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
        if (!file.isOpen() && errno == ENOENT) return done();
        if (!file.isOpen()) return fileError(errno, "opening a file");
        struct stat info {};
        if (::fstat(file.get(), &info) != 0) return fileError(errno, "reading a file");
        const std::string zeros(64 * 1024, '\0');
        for (off_t left = info.st_size; left > 0;) {
            const auto piece = static_cast<std::size_t>(std::min<off_t>(left, static_cast<off_t>(zeros.size())));
            VELDPOST_TRY(writeAll(file.get(), std::string_view(zeros).substr(0, piece)));
            left -= static_cast<off_t>(piece);
        }
        if (::fsync(file.get()) != 0) return fileError(errno, "writing a file");
    }
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return fileError(errno, "removing a file");
    return syncFolder(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."));
}

Status makePrivateFolder(const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return fileError(error.value(), "making a folder");
    if (::chmod(folder.c_str(), 0700) != 0) return fileError(errno, "closing a folder to others");
    return done();
}

Status syncFolder(const std::filesystem::path& folder)
{
    const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd.isOpen()) return fileError(errno, "opening a folder");
    if (::fsync(fd.get()) != 0) return fileError(errno, "writing a folder");
    return done();
}

}  // namespace veldpost::storage
