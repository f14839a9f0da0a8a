#include "shared/model/field_checks.h"

#include "shared/calendar/date.h"
#include "shared/calendar/digits.h"
#include "shared/base/id.h"
#include "shared/model/body_region.h"

#include <set>

namespace veldpost::model {

namespace {

using calendar::digits;

const char* const kNotText = "not a text";
const char* const kNotMoment = "not a moment";

const std::string& textOf(const Json& value)
{
    return value.get_ref<const std::string&>();
}

bool isYear(std::string_view text)
{
    const auto year = digits(text, 0, 4);
    return text.size() == 4 && year && *year >= calendar::kFirstYear && *year <= calendar::kLastYear;
}

// Two digits at `at`, from 0 to `max`.
bool isPair(std::string_view text, std::size_t at, int max)
{
    const auto number = digits(text, at, 2);
    return number && *number <= max;
}

}  // namespace

const char* checkTextBetween(const Json& value, std::size_t minCharacters, std::size_t maxCharacters)
{
    if (!value.is_string()) return kNotText;
    const std::size_t count = countCharacters(textOf(value));
    if (count < minCharacters) return "too short";
    if (count > maxCharacters) return "too long";
    return isBlank(textOf(value)) ? "nothing but white space" : nullptr;
}

const char* checkIntegerBetween(const Json& value, std::int64_t min, std::int64_t max)
{
    if (!value.is_number_integer()) return "not an integer";
    const auto number = value.get<std::int64_t>();
    return number >= min && number <= max ? nullptr : "out of range";
}

const char* checkBoolean(const Json& value)
{
    return value.is_boolean() ? nullptr : "neither true nor false";
}

const char* checkFreeText(const Json& value)
{
    if (!value.is_string()) return kNotText;
    if (textOf(value).size() > kTextBytesMax) return "over 64 KiB";
    return isBlank(textOf(value)) ? "nothing but white space" : nullptr;
}

const char* checkUuid(const Json& value)
{
    if (!value.is_string()) return kNotText;
    return RecordId::parse(textOf(value)) ? nullptr : "not a UUID";
}

const char* checkSha256(const Json& value)
{
    if (!value.is_string()) return kNotText;
    return Sha256::parse(textOf(value)) ? nullptr : "not 64 hex digits";
}

const char* checkPartialDate(const Json& value)
{
    if (!value.is_string()) return kNotText;
    const std::string_view text = textOf(value);
    if (isYear(text)) return nullptr;
    // A year and month is right when the first of that month is.
    const std::string whole = text.size() == 7 ? std::string(text) + "-01" : std::string(text);
    return calendar::Date::parse(whole).ok() ? nullptr : "not a date as YYYY, YYYY-MM or YYYY-MM-DD";
}

const char* checkMoment(const Json& value)
{
    if (!value.is_string()) return kNotText;
    const std::string_view text = textOf(value);
    if (!calendar::Date::parse(text.substr(0, 10)).ok()) return kNotMoment;
    if (text.size() == 10) return nullptr;
    if (text.size() != 25 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[22] != ':') return kNotMoment;
    if (!isPair(text, 11, 23) || !isPair(text, 14, 59) || !isPair(text, 17, 59)) return kNotMoment;
    if ((text[19] != '+' && text[19] != '-') || !isPair(text, 20, 13) || !isPair(text, 23, 59)) return kNotMoment;
    return nullptr;
}

const char* checkBodyPlace(const Json& value)
{
    if (!value.is_object() || !value.contains("region") || !value["region"].is_string()) return "no region";
    const BodyRegion* region = findBodyRegion(textOf(value["region"]));
    if (region == nullptr) return "not a known region";
    const bool sided = value.contains("laterality");
    if (value.size() != (sided ? 2u : 1u)) return "unknown key";
    if (sided && checkCode<lateralities>(value["laterality"]) != nullptr) return "not a known laterality";
    const std::string laterality = sided ? textOf(value["laterality"]) : std::string();
    if (lateralityFits(*region, laterality)) return nullptr;
    return region->sides == Sides::Paired ? "this region needs left, right or both"
                                          : "this region takes no side but midline";
}

const char* checkMapPosition(const Json& value)
{
    if (!value.is_object() || value.size() != 4 || !value.contains("view") || !value.contains("map_v") ||
        !value.contains("x") || !value.contains("y"))
        return "not view, x, y and map_v together";
    if (checkCode<bodyViews>(value["view"]) != nullptr) return "not a known view";
    if (checkIntegerBetween(value["x"], 0, 10000) != nullptr || checkIntegerBetween(value["y"], 0, 10000) != nullptr)
        return "x and y run from 0 to 10000";
    return checkIntegerBetween(value["map_v"], 1, 65535) == nullptr ? nullptr : "not a version of the drawing";
}

const char* checkInjurySize(const Json& value)
{
    if (!value.is_object() || value.empty()) return "no side";
    struct Side {
        const char* key;
        const char* notInteger;
        const char* outOfRange;
    };
    constexpr Side kSides[] = {{"length_mm", "length_mm is not an integer", "length_mm is out of range"},
                               {"width_mm", "width_mm is not an integer", "width_mm is out of range"},
                               {"depth_mm", "depth_mm is not an integer", "depth_mm is out of range"}};
    std::size_t known = 0;
    for (const Side& side : kSides) {
        const auto it = value.find(side.key);
        if (it == value.end()) continue;
        ++known;
        if (!it->is_number_integer()) return side.notInteger;
        if (checkIntegerBetween(*it, 1, 3000) != nullptr) return side.outOfRange;
    }
    return known == value.size() ? nullptr : "unknown key";
}

const char* checkDecidedEnd(const Json& value)
{
    if (!value.is_object() || !value.contains("at")) return "no moment";
    if (const char* wrong = checkMoment(value["at"])) return wrong;
    const bool said = value.contains("inclusive");
    if (said && checkBoolean(value["inclusive"]) != nullptr) return "inclusive is neither true nor false";
    return value.size() == (said ? 2u : 1u) ? nullptr : "unknown key";
}

const char* checkColours(const Json& value)
{
    if (!value.is_array() || value.empty() || value.size() > injuryColours().size()) return "not a list of colours";
    std::set<std::string> seen;
    for (const Json& colour : value) {
        if (checkCode<injuryColours>(colour) != nullptr) return "not a known colour";
        if (!seen.insert(textOf(colour)).second) return "a colour twice";
    }
    return nullptr;
}

const char* checkRevisionIds(const Json& value)
{
    if (!value.is_array() || value.empty() || value.size() > kDecidedMax) return "not a list of 1 to 64 revisions";
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (checkSha256(value[i]) != nullptr) return "not a revision's id";
        if (i > 0 && textOf(value[i - 1]) >= textOf(value[i])) return "not sorted, or one twice";
    }
    return nullptr;
}

const char* checkNames(const Json& value)
{
    if (!value.is_array() || value.empty() || value.size() > 50) return "not a list of 1 to 50 names";
    for (const Json& name : value)
        if (checkTextBetween(name, 1, 200) != nullptr) return "a name that is empty, too long or no text";
    return nullptr;
}

}  // namespace veldpost::model
