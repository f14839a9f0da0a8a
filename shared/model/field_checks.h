// What one field's value may be. A check looks at the value alone: no clock, no zone, no other field, so that every
// program judges a revision alike, now and in twenty years. null is never handed to a check (it clears the field).
#pragma once

#include "shared/model/code_lists.h"
#include "shared/model/text.h"
#include "shared/revision/json.h"

namespace veldpost::model {

using revision::Json;

// nullptr: the value may stand. Else why not, in a few words that never hold the value.
using FieldCheck = const char* (*)(const Json& value);

const char* checkTextBetween(const Json& value, std::size_t minCharacters, std::size_t maxCharacters);
const char* checkIntegerBetween(const Json& value, std::int64_t min, std::int64_t max);

const char* checkBoolean(const Json& value);
const char* checkFreeText(const Json& value);   // anything but nothing: not blank, ≤ 64 KiB
const char* checkUuid(const Json& value);
const char* checkSha256(const Json& value);
const char* checkPartialDate(const Json& value);  // YYYY, YYYY-MM or YYYY-MM-DD, 1900…2199
// `YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM:SS±HH:MM` as calendar::Moment::text() writes it; whether the offset is the one
// Amsterdam had is not asked: the zone's rules may change after the text was signed.
const char* checkMoment(const Json& value);
const char* checkBodyPlace(const Json& value);     // {"region", "laterality"?}
const char* checkMapPosition(const Json& value);   // {"map_v", "view", "x", "y"}
// {"length_mm"?, "width_mm"?, "depth_mm"?}, at least one, each 1…3000: sides measured together, so that an edit of one
// beside an edit of another is a conflict and never a size that nobody measured.
const char* checkInjurySize(const Json& value);
// {"at": moment, "inclusive"?: boolean}: "tot" or "tot en met", which means nothing without its moment.
const char* checkDecidedEnd(const Json& value);
const char* checkColours(const Json& value);       // 1…10 distinct codes
const char* checkNames(const Json& value);         // 1…50 names
inline constexpr std::size_t kDecidedMax = 64;
const char* checkRevisionIds(const Json& value);   // 1…64 ids, sorted, each once

// A short text of at least one character that shows, at most `max` characters.
template <std::size_t max>
const char* checkShortText(const Json& value)
{
    return checkTextBetween(value, 1, max);
}

template <std::int64_t min, std::int64_t max>
const char* checkInteger(const Json& value)
{
    return checkIntegerBetween(value, min, max);
}

// A code of the list that `list()` gives.
template <auto list>
const char* checkCode(const Json& value)
{
    if (!value.is_string()) return "not a text";
    return findCode(list(), std::string_view(value.get_ref<const std::string&>())) != nullptr ? nullptr
                                                                                              : "not a known code";
}

}  // namespace veldpost::model
