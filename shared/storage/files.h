// Small files that must be there whole or not at all: key files and the like. Private to their owner.
#pragma once

#include "shared/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace veldpost::storage {

// Errors of all: file_missing (NotFound), disk_full, io_error, store_not_accessible.

// The whole content. Error `too_large` above `bytesMax`: never reads without a bound.
Result<std::string> readFile(const std::filesystem::path& path, std::size_t bytesMax);

// Puts `content` in the place of the file in one step: a temporary file beside it (0600), fsync, rename, fsync of the
// folder. After a crash or an error the old content, or the new one, is there whole.
Status replaceFile(const std::filesystem::path& path, std::string_view content);

// A file written piece by piece, which stands in its place only once finish() has answered: until then, and after an
// error, what stood there before does. Private to its owner.
class NewFile {
public:
    static Result<NewFile> make(const std::filesystem::path& path);
    ~NewFile();  // unfinished: nothing is left
    NewFile(NewFile&& other) noexcept;
    NewFile& operator=(NewFile&&) = delete;

    Status write(std::string_view bytes);
    Status finish();  // fsync, rename, fsync of the folder

private:
    NewFile(std::filesystem::path path, std::string temporary, int descriptor)
        : m_path(std::move(path)), m_temporary(std::move(temporary)), m_descriptor(descriptor)
    {
    }

    std::filesystem::path m_path;
    std::string m_temporary;  // beside it, until it has its name
    int m_descriptor = -1;
};

// Overwrites the file's bytes, as far as the medium lets them be, and removes it. That it is not there is no error.
Status eraseFile(const std::filesystem::path& path);

// Makes the folder and its parents where they are missing; the folder itself gets 0700 in any case.
Status makePrivateFolder(const std::filesystem::path& folder);

// fsync of a folder: makes names made, changed or removed in it durable.
Status syncFolder(const std::filesystem::path& folder);

}  // namespace veldpost::storage
