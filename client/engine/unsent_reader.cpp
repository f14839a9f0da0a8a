#include "client/engine/unsent_reader.h"

#include <array>

namespace veldpost::engine {

using protocol::UnsentRequest;

namespace {

Error damaged()
{
    return {ErrorKind::Malformed, "bad_unsent_file", "This is no file of a wiped device, or it is damaged", ""};
}

}  // namespace

Result<UnsentReader> UnsentReader::open(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error{ErrorKind::Usage, "file_not_read", "The file cannot be read", path.filename().string()};
    std::string line;
    for (char c = 0; file.get(c) && c != '\n';) {
        if (line.size() == protocol::kUnsentHeadBytesMax) return damaged();
        line.push_back(c);
    }
    if (!file) return damaged();
    VELDPOST_ASSIGN(protocol::UnsentHead head, protocol::UnsentHead::parse(line));
    return UnsentReader(std::move(file), std::move(head));
}

Result<std::optional<UnsentRequest>> UnsentReader::next()
{
    std::array<char, 4> length{};
    m_file.read(length.data(), length.size());
    if (m_file.gcount() == 0 && m_file.eof()) return std::optional<UnsentRequest>();
    std::size_t size = 0;
    for (const char byte : length) size = size << 8 | static_cast<unsigned char>(byte);
    if (!m_file || size == 0 || size > protocol::kUnsentFrameBytesMax) return damaged();
    UnsentRequest request{m_head, m_index++, std::string(size, '\0')};
    m_file.read(request.frame.data(), static_cast<std::streamsize>(size));
    if (!m_file) return damaged();
    return std::optional<UnsentRequest>(std::move(request));
}

}  // namespace veldpost::engine
