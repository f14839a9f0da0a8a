#include "shared/calendar/royal_decree_days.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <initializer_list>

namespace veldpost::calendar {

extern const char* const kRoyalDecreeDaysJson;  // made by CMake from the data file

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxBytes = 1 << 20;  // a century of decrees is far below

Error bad(std::string detail)
{
    return Error{ErrorKind::Malformed, "bad_royal_decree_days", "The file of royal-decree days is not usable",
                 std::move(detail)};
}

// `object` has exactly these keys.
Status hasKeys(const Json& object, std::initializer_list<const char*> keys, const std::string& where)
{
    if (!object.is_object()) return bad(where + " is not an object.");
    for (const char* key : keys)
        if (!object.contains(key)) return bad(where + " lacks " + key + ".");
    if (object.size() != keys.size()) return bad(where + " holds a key that is not known.");
    return done();
}

Result<int> readInt(const Json& object, const char* key, int least, int most, const std::string& where)
{
    const Json& value = object.at(key);
    if (!value.is_number_integer() || value < least || value > most)
        return bad(std::string(key) + " of " + where + " is not a whole number from " + std::to_string(least) +
                   " to " + std::to_string(most) + ".");
    return value.get<int>();
}

Result<std::string> readText(const Json& object, const char* key, const std::string& where)
{
    const Json& value = object.at(key);
    if (!value.is_string() || value.get_ref<const std::string&>().empty())
        return bad(std::string(key) + " of " + where + " is not a text.");
    return value.get<std::string>();
}

Result<RoyalDecreeDay> readDay(const Json& object, int fileVersion, const std::string& where)
{
    VELDPOST_TRY(hasKeys(object, {"date", "version", "source"}, where));
    VELDPOST_ASSIGN(const std::string text, readText(object, "date", where));
    const auto date = Date::parse(text);
    if (!date) return bad(where + ": " + date.error().detail);
    if (date->isWeekend()) return bad(where + " is a Saturday or a Sunday, which no decree equates.");
    VELDPOST_ASSIGN(const int version, readInt(object, "version", 1, fileVersion, where));
    VELDPOST_ASSIGN(std::string source, readText(object, "source", where));
    return RoyalDecreeDay{*date, version, std::move(source)};
}

}  // namespace

Result<RoyalDecreeDays> RoyalDecreeDays::parse(std::string_view text)
{
    if (text.size() > kMaxBytes) return bad("It is larger than 1 MiB.");
    const Json file = Json::parse(text, nullptr, false);
    if (file.is_discarded()) return bad("It is not JSON, or only a part of it.");
    VELDPOST_TRY(hasKeys(file, {"about", "version", "known_from", "known_to", "days"}, "The file"));
    RoyalDecreeDays out;
    VELDPOST_ASSIGN(out.m_version, readInt(file, "version", 1, 1'000'000, "the file"));
    VELDPOST_ASSIGN(out.m_knownFrom, readInt(file, "known_from", kFirstYear, kLastYear, "the file"));
    VELDPOST_ASSIGN(out.m_knownTo, readInt(file, "known_to", out.m_knownFrom, kLastYear, "the file"));
    VELDPOST_TRY(readText(file, "about", "the file"));
    if (!file["days"].is_array()) return bad("days of the file is not an array.");
    for (const Json& entry : file["days"]) {
        const std::string where = "Day " + std::to_string(out.m_days.size() + 1);
        VELDPOST_ASSIGN(RoyalDecreeDay day, readDay(entry, out.m_version, where));
        if (!out.covers(day.date.year())) return bad(where + " lies outside known_from..known_to.");
        if (!out.m_days.empty() && day.date <= out.m_days.back().date)
            return bad(where + " is not after the one before it.");
        out.m_days.push_back(std::move(day));
    }
    return out;
}

const RoyalDecreeDays& RoyalDecreeDays::builtIn()
{
    static const RoyalDecreeDays days = [] {
        auto parsed = parse(kRoyalDecreeDaysJson);
        VELDPOST_CHECK(parsed.ok());
        return std::move(parsed).value();
    }();
    return days;
}

bool RoyalDecreeDays::contains(const Date& date) const
{
    const auto at = std::lower_bound(m_days.begin(), m_days.end(), date,
                                     [](const RoyalDecreeDay& day, const Date& wanted) { return day.date < wanted; });
    return at != m_days.end() && at->date == date;
}

}  // namespace veldpost::calendar
