// What people and scripts hand in: files, ids, times. Everything is bounded and checked here.
#pragma once

#include "shared/base/id.h"
#include "shared/base/result.h"
#include "shared/calendar/moment.h"

#include <optional>
#include <string>

namespace veldpost::cli {

inline constexpr std::size_t kInjuryFileBytesMax = 1024 * 1024;
inline constexpr std::size_t kRulingsFileBytesMax = 16 * 1024 * 1024;
inline constexpr std::size_t kCaFileBytesMax = 1024 * 1024;

// The whole content; "-" is standard input. Never reads more than one byte over the limit. Errors: `file_missing`,
// `file_not_read` (Failed), `too_large`.
Result<std::string> readInput(const std::string& path, std::size_t bytesMax);

// A note's text: as it stands in the file, but for a byte-order mark. Errors: those of readInput; `too_large` over
// 64 KiB, `invalid_utf8`, `empty_text`.
Result<std::string> readNoteText(const std::string& path);

Error badId(const std::string& what);

// Error `bad_id` (Usage): not a canonical id at all. Whether there is such a thing is another question.
template <typename Id>
Result<Id> parseId(const std::string& text, const std::string& what)
{
    const auto id = Id::parse(text);
    if (!id) return badId(what);
    return *id;
}

// Errors `bad_time`, `bad_date` (Usage); the detail names the option.
Result<calendar::Moment> parseMoment(const std::string& text, const std::string& option);
Result<std::optional<calendar::Moment>> parseMoment(const std::optional<std::string>& text, const std::string& option);
Result<calendar::Date> parseDate(const std::string& text, const std::string& option);

}  // namespace veldpost::cli
