// Reading and writing a set's fields for the typed views. Reading comes after checkReadable: what is there is well-typed.
#pragma once

#include "shared/calendar/moment.h"
#include "shared/model/kind_rules.h"

#include <optional>

namespace veldpost::model {

class SetReader {
public:
    explicit SetReader(const Json& fields) : m_fields(fields) {}

    const Json* find(const char* key) const
    {
        const auto it = m_fields.find(key);
        return it == m_fields.end() || it->is_null() ? nullptr : &*it;
    }

    template <typename T>
    std::optional<T> get(const char* key) const
    {
        const Json* value = find(key);
        return value == nullptr ? std::nullopt : std::optional<T>(value->get<T>());
    }

    std::optional<std::string> text(const char* key) const { return get<std::string>(key); }
    std::string requiredText(const char* key) const { return find(key)->get<std::string>(); }

    template <typename Id>
    Id requiredId(const char* key) const
    {
        return *Id::parse(find(key)->get_ref<const std::string&>());
    }

    // Error `time_zone_missing`, or `rule_broken` for a time outside what Moment can hold.
    Status moment(const char* key, std::optional<calendar::Moment>& out) const
    {
        const Json* value = find(key);
        if (value == nullptr) return done();
        auto parsed = calendar::Moment::parse(value->get_ref<const std::string&>());
        if (!parsed.ok() && parsed.error().type == "time_zone_missing") return std::move(parsed).error();
        if (!parsed.ok()) return ruleBroken(key, "not a moment");
        out = *parsed;
        return done();
    }

private:
    const Json& m_fields;
};

template <typename T>
void putOptional(Json& set, const char* key, const std::optional<T>& value)
{
    if (value) set[key] = *value;
}

inline void putOptional(Json& set, const char* key, const std::optional<calendar::Moment>& value)
{
    if (value) set[key] = value->text();
}

}  // namespace veldpost::model
