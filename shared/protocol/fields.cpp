#include "shared/protocol/fields.h"

namespace veldpost::protocol {

Error malformed(const std::string& field)
{
    return {ErrorKind::Malformed, "malformed_message", "The message is not what it should be", field};
}

namespace {
const Json* find(const Json& object, const char* key)
{
    if (!object.is_object()) return nullptr;
    const auto it = object.find(key);
    return it == object.end() ? nullptr : &*it;
}
}  // namespace

Result<std::string> textField(const Json& object, const char* key)
{
    const Json* value = find(object, key);
    if (value == nullptr || !value->is_string()) return malformed(key);
    return value->get<std::string>();
}

Result<std::int64_t> integerField(const Json& object, const char* key)
{
    const Json* value = find(object, key);
    if (value == nullptr || !value->is_number_integer()) return malformed(key);
    return value->get<std::int64_t>();
}

Result<bool> booleanField(const Json& object, const char* key)
{
    const Json* value = find(object, key);
    if (value == nullptr || !value->is_boolean()) return malformed(key);
    return value->get<bool>();
}

Result<const Json*> arrayField(const Json& object, const char* key)
{
    static const Json empty = Json::array();
    if (!object.is_object()) return malformed(key);
    const Json* value = find(object, key);
    if (value == nullptr) return &empty;
    if (!value->is_array()) return malformed(key);
    return value;
}

}  // namespace veldpost::protocol
