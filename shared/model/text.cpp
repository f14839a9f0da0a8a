#include "shared/model/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace veldpost::model {

namespace {

bool isNoncharacter(char32_t c)
{
    return (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
}

bool isWhiteSpace(char32_t c)
{
    return (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0x85 || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200d) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
           c == 0x2060 || c == 0x3000 || c == 0xfeff;
}

// The code point at `at`, which moves behind it. REQUIRES: valid UTF-8
char32_t nextCharacter(std::string_view utf8, std::size_t& at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
    const unsigned char lead = byte(at++);
    if (lead < 0x80) return lead;
    const int extra = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    char32_t c = lead & (0x3f >> extra);
    for (int i = 0; i < extra; ++i) c = c << 6 | (byte(at++) & 0x3f);
    return c;
}

std::string withoutNoncharacters(std::string_view utf8)
{
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t from = at;
        if (isNoncharacter(nextCharacter(utf8, at))) out.append("\xef\xbf\xbd");
        else out.append(utf8.substr(from, at - from));
    }
    return out;
}

// U+D800…U+DFFF, written in three bytes as some programs do with half a character.
std::string withoutSurrogates(std::string_view bytes)
{
    std::string out(bytes);
    for (std::size_t at = out.find('\xed'); at != std::string::npos && at + 2 < out.size(); at = out.find('\xed', at + 1)) {
        const auto second = static_cast<unsigned char>(out[at + 1]);
        const auto third = static_cast<unsigned char>(out[at + 2]);
        if (second >= 0xa0 && second <= 0xbf && third >= 0x80 && third <= 0xbf) out.replace(at, 3, "\xef\xbf\xbd");
    }
    return out;
}

Error tooLarge()
{
    return {ErrorKind::TooLarge, "too_large", "The text is too long", "At most 64 KiB as UTF-8."};
}

struct Free {
    void operator()(utf8proc_uint8_t* p) const { std::free(p); }
};

Result<std::string> composed(const std::string& text)
{
    utf8proc_uint8_t* raw = nullptr;
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()), &raw,
                                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    const std::unique_ptr<utf8proc_uint8_t, Free> owned(raw);
    if (length < 0) return Error{ErrorKind::Failed, "text_not_composed", "The text could not be normalised", ""};
    return std::string(reinterpret_cast<const char*>(owned.get()), static_cast<std::size_t>(length));
}

bool isLetterOrDigit(utf8proc_int32_t c)
{
    const utf8proc_category_t category = utf8proc_category(c);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

// Gathers folded words, one space between two.
class Words {
public:
    void add(utf8proc_int32_t c)
    {
        if (!isLetterOrDigit(c)) return end();
        utf8proc_uint8_t bytes[4];
        const auto length = utf8proc_encode_char(c, bytes);
        begin();
        m_out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
    }
    void addPlain(char c)
    {
        begin();
        m_out.push_back(c);
    }
    void end() { m_ended = true; }
    std::string take() { return std::move(m_out); }

private:
    void begin()
    {
        if (m_ended && !m_out.empty()) m_out.push_back(' ');
        m_ended = false;
    }
    std::string m_out;
    bool m_ended = true;
};

// U+FDFA, the longest there is, unfolds into 18.
constexpr utf8proc_ssize_t kUnfoldedMax = 32;

void addUnfolded(Words& words, char32_t c)
{
    utf8proc_int32_t out[kUnfoldedMax];
    int boundary = 0;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                                        UTF8PROC_STRIPMARK);
    const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), out, kUnfoldedMax, options, &boundary);
    if (count < 0 || count > kUnfoldedMax) return words.end();
    for (utf8proc_ssize_t i = 0; i < count; ++i) words.add(out[i]);
}

}  // namespace

Result<std::string> cleanText(std::string_view utf8)
{
    if (utf8.size() > kTextBytesMax) return tooLarge();
    if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return std::string(utf8);
    const std::string whole = withoutSurrogates(utf8);
    if (!revision::isValidUtf8(whole))
        return Error{ErrorKind::Malformed, "invalid_utf8", "The text is not valid UTF-8", ""};
    VELDPOST_ASSIGN(std::string text, composed(withoutNoncharacters(whole)));
    if (text.size() > kTextBytesMax) return tooLarge();
    return text;
}

Result<revision::Json> cleanTexts(revision::Json value)
{
    if (value.is_string()) {
        VELDPOST_ASSIGN(value, cleanText(value.get_ref<const std::string&>()));
        return value;
    }
    if (value.is_structured())
        for (revision::Json& item : value) {
            VELDPOST_ASSIGN(item, cleanTexts(std::move(item)));
        }
    return value;
}

std::size_t countCharacters(std::string_view utf8)
{
    return static_cast<std::size_t>(
        std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

bool isBlank(std::string_view utf8)
{
    for (std::size_t at = 0; at < utf8.size();)
        if (!isWhiteSpace(nextCharacter(utf8, at))) return false;
    return true;
}

std::string foldedWords(std::string_view utf8)
{
    Words words;
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t c = nextCharacter(utf8, at);
        if (c >= 0x80) addUnfolded(words, c);
        else if (c >= 'A' && c <= 'Z') words.addPlain(static_cast<char>(c + 32));
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) words.addPlain(static_cast<char>(c));
        else words.end();
    }
    return words.take();
}

}  // namespace veldpost::model
