#include "client/engine/search_text.h"

#include "shared/model/text.h"

#include <vector>

namespace veldpost::engine {

namespace {

constexpr std::size_t kSnippetBytes = 120;
constexpr std::size_t kBytesBeforeWord = 40;

std::vector<std::string_view> piecesOf(std::string_view folded)
{
    std::vector<std::string_view> out;
    for (std::size_t from = 0; from < folded.size();) {
        const std::size_t to = std::min(folded.find(' ', from), folded.size());
        out.push_back(folded.substr(from, to - from));
        from = to + 1;
    }
    return out;
}

bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

std::string oneLine(std::string_view text, std::size_t from)
{
    while (from > 0 && isContinuation(text[from])) --from;
    std::size_t to = std::min(text.size(), from + kSnippetBytes);
    while (to < text.size() && isContinuation(text[to])) ++to;
    std::string out = from > 0 ? "… " : "";
    for (const char c : text.substr(from, to - from)) out.push_back(static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
    if (to < text.size()) out += " …";
    return out;
}

bool beginsAWord(std::string_view folded, std::string_view word)
{
    for (const std::string_view piece : piecesOf(folded))
        if (piece.starts_with(word)) return true;
    return false;
}

// Where in the text a word stands that begins so: the text is folded word by word, for folding changes lengths.
std::size_t findWord(std::string_view text, std::string_view word)
{
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t to = std::min(text.find_first_of(" \n\t", from), text.size());
        if (beginsAWord(model::foldedWords(text.substr(from, to - from)), word)) return from;
        from = to + 1;
    }
    return std::string_view::npos;
}

}  // namespace

bool containsWords(std::string_view text, std::string_view piece)
{
    const std::string folded = model::foldedWords(text);
    const std::string wanted = model::foldedWords(piece);
    for (const std::string_view word : piecesOf(wanted))
        if (!beginsAWord(folded, word)) return false;
    return true;
}

std::string ftsQuery(std::string_view text)
{
    const std::string folded = model::foldedWords(text);
    std::string query;
    for (const std::string_view word : piecesOf(folded))
        query.append(query.empty() ? "\"" : " \"").append(word).append("\"");
    return query.empty() ? query : query + "*";
}

std::string snippetOf(const revision::Json& fields, std::string_view query)
{
    const std::string folded = model::foldedWords(query);
    const auto words = piecesOf(folded);
    std::string fallback;
    for (const auto& [name, value] : fields.items()) {
        if (!value.is_string()) continue;
        const std::string& text = value.get_ref<const std::string&>();
        const std::size_t at = words.empty() ? std::string::npos : findWord(text, words.front());
        if (at != std::string::npos) return oneLine(text, at > kBytesBeforeWord ? at - kBytesBeforeWord : 0);
        if (fallback.empty()) fallback = oneLine(text, 0);
    }
    return fallback;
}

}  // namespace veldpost::engine
