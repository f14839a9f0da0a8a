#include "client/engine/search_text.h"

#include <vector>

namespace veldpost::engine {

namespace {

bool isWordByte(unsigned char c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    std::string word;
    for (const char c : text) {
        if (isWordByte(static_cast<unsigned char>(c))) word.push_back(c);
        else if (!word.empty()) words.push_back(std::exchange(word, {}));
    }
    if (!word.empty()) words.push_back(word);
    return words;
}

// U+00C0 … U+00FF, the Latin-1 letters, as the plain letter each stands on.
constexpr std::string_view kLatin = "aaaaaaaceeeeiiiidnooooo/ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty";
static_assert(kLatin.size() == 64);

bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

std::string oneLine(std::string_view text, std::size_t from, std::size_t length)
{
    while (from > 0 && isContinuation(text[from])) --from;
    std::size_t to = std::min(text.size(), from + length);
    while (to < text.size() && isContinuation(text[to])) ++to;
    std::string out = from > 0 ? "… " : "";
    for (const char c : text.substr(from, to - from)) out.push_back(static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
    if (to < text.size()) out += " …";
    return out;
}

}  // namespace

std::string folded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 'A' && c <= 'Z') out.push_back(static_cast<char>(c + 32));
        else if (c == 0xc3 && i + 1 < text.size())
            out.push_back(kLatin[static_cast<unsigned char>(text[++i]) & 0x3f]);
        else out.push_back(text[i]);
    }
    return out;
}

bool containsFolded(std::string_view text, std::string_view piece)
{
    return folded(text).find(folded(piece)) != std::string::npos;
}

std::string ftsQuery(std::string_view text)
{
    std::string query;
    for (const std::string& word : wordsOf(text)) query.append(query.empty() ? "\"" : " \"").append(word).append("\"");
    return query.empty() ? query : query + "*";
}

std::string snippetOf(const revision::Json& fields, std::string_view query)
{
    const auto words = wordsOf(query);
    const std::string first = words.empty() ? std::string() : folded(words.front());
    std::string fallback;
    for (const auto& [name, value] : fields.items()) {
        if (!value.is_string()) continue;
        const std::string& text = value.get_ref<const std::string&>();
        // The folded text is shorter where accents were; near enough for a place to start reading.
        const std::size_t at = folded(text).find(first);
        if (at != std::string::npos) return oneLine(text, at > 40 ? at - 40 : 0, 120);
        if (fallback.empty()) fallback = oneLine(text, 0, 120);
    }
    return fallback;
}

}  // namespace veldpost::engine
