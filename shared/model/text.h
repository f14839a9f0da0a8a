// Text as its author's program hands it on: what is signed is in one form, and nobody repeats this later (protocol §1).
#pragma once

#include "shared/revision/json.h"

#include <string>
#include <string_view>

namespace veldpost::model {

inline constexpr std::size_t kTextBytesMax = 64 * 1024;

// NFC (Unicode's composed form), with every noncharacter (U+FDD0…U+FDEF, U+xxFFFE, U+xxFFFF) and every surrogate that was
// encoded by itself as U+FFFD. Control characters stay. Errors: `invalid_utf8` (Malformed), `too_large` over
// kTextBytesMax, before or after.
Result<std::string> cleanText(std::string_view utf8);

// Every text in a value made clean; keys are left alone. Errors as cleanText.
Result<revision::Json> cleanTexts(revision::Json value);

// Code points, not bytes. REQUIRES: valid UTF-8
std::size_t countCharacters(std::string_view utf8);

// Nothing but white space or empty. The list of white space is ours, so that a rule that leans on it reads the same
// in every program. REQUIRES: valid UTF-8
bool isBlank(std::string_view utf8);

// The words of a text as searching compares them: lower case, no accents, letters and digits alone, one space between
// two ("Zoë's IJslandse" gives "zoe s ijslandse"). REQUIRES: valid UTF-8
std::string foldedWords(std::string_view utf8);

}  // namespace veldpost::model
