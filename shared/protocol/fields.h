// Reading and writing messages: one checked getter per shape, one problem for all of them.
#pragma once

#include "shared/base/id.h"
#include "shared/crypto/sign.h"
#include "shared/revision/json.h"

#include <optional>
#include <vector>

namespace veldpost::protocol {

using revision::Json;

// Error `malformed_message`, detail = the field.
Error malformed(const std::string& field);

Result<std::string> textField(const Json& object, const char* key);
Result<std::int64_t> integerField(const Json& object, const char* key);
Result<bool> booleanField(const Json& object, const char* key);
// The array under `key`; an empty one when the key is absent.
Result<const Json*> arrayField(const Json& object, const char* key);

// Anything with a static parse(text) -> optional: ids, hashes, keys, signatures.
template <typename T>
Result<T> parsedField(const Json& object, const char* key)
{
    VELDPOST_ASSIGN(const std::string text, textField(object, key));
    const auto value = T::parse(text);
    if (!value) return malformed(key);
    return *value;
}

template <typename T>
Result<std::optional<T>> optionalField(const Json& object, const char* key)
{
    if (!object.is_object() || !object.contains(key) || object[key].is_null()) return std::optional<T>();
    VELDPOST_ASSIGN(T value, parsedField<T>(object, key));
    return std::optional<T>(std::move(value));
}

// Ids, hashes and the like, each by its text.
template <typename T>
Json textsOf(const std::vector<T>& items)
{
    Json out = Json::array();
    for (const T& item : items) out.push_back(item.text());
    return out;
}

template <typename T>
Status readTexts(const Json& object, const char* key, std::vector<T>& out)
{
    VELDPOST_ASSIGN(const Json* array, arrayField(object, key));
    out.reserve(array->size());
    for (const Json& item : *array) {
        const auto value = item.is_string() ? T::parse(item.get_ref<const std::string&>()) : std::nullopt;
        if (!value) return malformed(key);
        out.push_back(*value);
    }
    return done();
}

// Messages in messages.
template <typename T>
Status readAll(const Json& json, const char* key, std::vector<T>& out)
{
    VELDPOST_ASSIGN(const Json* items, arrayField(json, key));
    for (const Json& item : *items) {
        VELDPOST_ASSIGN(T value, T::fromJson(item));
        out.push_back(std::move(value));
    }
    return done();
}

template <typename T>
Json allOf(const std::vector<T>& values)
{
    Json out = Json::array();
    for (const T& value : values) out.push_back(value.toJson());
    return out;
}

}  // namespace veldpost::protocol
