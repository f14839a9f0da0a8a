#include "shared/model/field_text.h"

#include "shared/calendar/moment.h"
#include "shared/model/kind_rules.h"

namespace veldpost::model {

namespace {

// What the text may mean, the plainest first.
Result<std::vector<Json>> readings(std::string_view text)
{
    VELDPOST_ASSIGN(std::string clean, cleanText(text));
    std::vector<Json> out{Json(clean)};
    const auto moment = calendar::Moment::parse(clean);
    if (!moment.ok() && moment.error().type == "time_zone_missing") return moment.error();
    if (moment.ok()) {
        out.emplace_back(moment->text());
        out.push_back(Json::object({{"at", moment->text()}}));  // a decided end
    }
    auto json = revision::readJson(text);
    if (json.ok()) {
        VELDPOST_ASSIGN(Json cleaned, cleanTexts(std::move(json).value()));
        out.push_back(std::move(cleaned));
    }
    return out;
}

Result<Json> parseRetracted(std::string_view text)
{
    if (text == "true") return Json(true);
    if (text == "false") return Json(false);
    return ruleBroken(revision::kRetracted, "neither true nor false");
}

}  // namespace

Result<Json> parseFieldText(std::string_view kind, std::string_view field, std::string_view text)
{
    const KindRule* rule = findKind(kind);
    VELDPOST_CHECK(rule != nullptr);
    if (field == revision::kRetracted) return parseRetracted(text);
    const FieldRule* fieldRule = rule->field(field);
    if (fieldRule == nullptr) return ruleBroken("set", "a field this kind does not have");
    if (text.empty()) {
        if (fieldRule->required) return ruleBroken(field, "cannot be cleared");
        return Json(nullptr);
    }
    VELDPOST_ASSIGN(const std::vector<Json> values, readings(text));
    for (const Json& value : values) {
        if (!value.is_null() && fieldRule->check(value) == nullptr) return value;
        if (value.is_null() && !fieldRule->required) return value;
    }
    return ruleBroken(field, fieldRule->check(values.back().is_null() ? values.front() : values.back()));
}

}  // namespace veldpost::model
