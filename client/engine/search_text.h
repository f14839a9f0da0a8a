// Words in, index query out; fields in, a plain snippet out.
#pragma once

#include "shared/revision/json.h"

#include <string>

namespace veldpost::engine {

// Lower case without accents for the letters Dutch names use, so that "Zoe" finds "Zoë".
std::string folded(std::string_view text);
bool containsFolded(std::string_view text, std::string_view piece);

// An FTS5 query: every word quoted, the last one a prefix. Empty when the text holds no word.
std::string ftsQuery(std::string_view text);

// About 120 bytes of the first field that holds the first word, on one line; whole UTF-8 characters.
std::string snippetOf(const revision::Json& fields, std::string_view query);

}  // namespace veldpost::engine
