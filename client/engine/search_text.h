// Words in, index query out; fields in, a plain snippet out. Index and query go through the same folding
// (model::foldedWords), so that "zoe" finds "Zoë" and a word is one token on both sides.
#pragma once

#include "shared/revision/json.h"

#include <string>

namespace veldpost::engine {

// Every word of `piece` begins a word of `text`, in any order. An empty piece is in every text.
bool containsWords(std::string_view text, std::string_view piece);

// An FTS5 query: every word, the last one as a beginning. Empty when the text holds no word.
std::string ftsQuery(std::string_view text);

// About 120 bytes of the first field that holds the first word, on one line; whole UTF-8 characters.
std::string snippetOf(const revision::Json& fields, std::string_view query);

}  // namespace veldpost::engine
