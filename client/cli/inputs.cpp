#include "client/cli/inputs.h"

#include "shared/crypto/secret.h"
#include "shared/model/text.h"
#include "shared/revision/json.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace veldpost::cli {

namespace {

// An open file that closes itself; standard input is left open.
class Input {
public:
    explicit Input(const std::string& path)
        : m_isStandard(path == "-"), m_fd(m_isStandard ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC))
    {
    }
    ~Input()
    {
        if (!m_isStandard && m_fd >= 0) ::close(m_fd);
    }
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;
    int fd() const { return m_fd; }

private:
    bool m_isStandard;
    int m_fd;
};

Error notRead(const std::string& path, int errnoValue)
{
    if (errnoValue == ENOENT) return {ErrorKind::Failed, "file_missing", "There is no such file", path};
    return {ErrorKind::Failed, "file_not_read", "The file cannot be read",
            path + ": system error " + std::to_string(errnoValue)};
}

Error withOption(Error error, const std::string& option)
{
    error.detail = option + (error.detail.empty() ? "" : ": " + error.detail);
    return error;
}

}  // namespace

Result<std::string> readInput(const std::string& path, std::size_t bytesMax)
{
    const Input input(path);
    if (input.fd() < 0) return notRead(path, errno);
    std::string out;
    char piece[16 * 1024];
    while (out.size() <= bytesMax) {
        const ssize_t got = ::read(input.fd(), piece, sizeof piece);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return notRead(path, errno);
        if (got == 0) break;
        out.append(piece, static_cast<std::size_t>(got));
    }
    crypto::wipeMemory(piece, sizeof piece);  // it may have been a passphrase
    if (out.size() <= bytesMax) return out;
    crypto::wipeText(out);
    return Error{ErrorKind::TooLarge, "too_large", "The file is larger than what is taken",
                 "at most " + std::to_string(bytesMax) + " bytes; nothing was saved"};
}

Result<std::string> readNoteText(const std::string& path)
{
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    VELDPOST_ASSIGN(std::string text, readInput(path, model::kTextBytesMax + kByteOrderMark.size()));
    if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
    if (text.size() > model::kTextBytesMax)
        return Error{ErrorKind::TooLarge, "too_large", "A note has at most 64 KiB of text", "Make two notes of it."};
    if (!revision::isValidUtf8(text))
        return Error{ErrorKind::Malformed, "invalid_utf8", "The text is not valid UTF-8", "Nothing was saved."};
    if (model::isBlank(text))
        return Error{ErrorKind::Failed, "empty_text", "There is no text in it", "Nothing was saved."};
    return text;
}

Error badId(const std::string& what)
{
    return {ErrorKind::Usage, "bad_id", "This is not an id", what + ": as the lists give it, in lower case"};
}

Result<calendar::Moment> parseMoment(const std::string& text, const std::string& option)
{
    auto moment = calendar::Moment::parse(text);
    if (!moment.ok()) return withOption(std::move(moment).error(), option);
    return moment;
}

Result<std::optional<calendar::Moment>> parseMoment(const std::optional<std::string>& text, const std::string& option)
{
    if (!text) return std::optional<calendar::Moment>();
    VELDPOST_ASSIGN(calendar::Moment moment, parseMoment(*text, option));
    return std::optional<calendar::Moment>(moment);
}

Result<calendar::Date> parseDate(const std::string& text, const std::string& option)
{
    auto date = calendar::Date::parse(text);
    if (!date.ok()) return withOption(std::move(date).error(), option);
    return date;
}

}  // namespace veldpost::cli
