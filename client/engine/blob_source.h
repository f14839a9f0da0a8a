// Where the bytes of a new photo or document come from.
#pragma once

#include "shared/base/result.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace veldpost::engine {

class BlobSource {
public:
    virtual ~BlobSource() = default;
    // Up to `size` bytes into `into`; 0 is the end.
    virtual Result<std::size_t> read(char* into, std::size_t size) = 0;
};

// A file, read piece by piece. Errors: `file_missing` (NotFound), `file_not_read` (a folder, no right, a disk that fails).
class FileSource final : public BlobSource {
public:
    static Result<std::unique_ptr<FileSource>> open(const std::filesystem::path& path);
    ~FileSource() override;
    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;
    Result<std::size_t> read(char* into, std::size_t size) override;

private:
    explicit FileSource(int fd) : m_fd(fd) {}
    int m_fd;
};

// Bytes in memory: what a camera gave. They outlive the source.
class MemorySource final : public BlobSource {
public:
    explicit MemorySource(std::string_view bytes) : m_left(bytes) {}
    Result<std::size_t> read(char* into, std::size_t size) override
    {
        const std::size_t count = m_left.copy(into, size);
        m_left.remove_prefix(count);
        return count;
    }

private:
    std::string_view m_left;
};

}  // namespace veldpost::engine
