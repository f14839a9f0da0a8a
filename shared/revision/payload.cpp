#include "shared/revision/payload.h"

#include "shared/base/hex.h"

#include <array>

namespace veldpost::revision {

namespace {

Error bad(const char* what)
{
    return {ErrorKind::Malformed, "bad_payload", "The revision's payload is not valid", what};
}

bool isSalt(const Json& value)
{
    std::array<std::uint8_t, 16> bytes;
    return value.is_string() && fromHex(value.get_ref<const std::string&>(), bytes);
}

}  // namespace

std::string Payload::canonicalBytes() const
{
    Json json{{"salt", salt}, {"set", set}};
    if (reason) json["reason"] = *reason;
    return canonicalText(json);
}

Result<Payload> Payload::fromBytes(std::string_view bytes)
{
    if (bytes.size() > kPayloadBytesMax)
        return Error{ErrorKind::TooLarge, "too_large", "The revision is over 256 KiB", "payload"};
    VELDPOST_ASSIGN(Json json, readJson(bytes));
    if (!json.is_object() || !json.contains("salt") || !isSalt(json["salt"])) return bad("salt");
    if (!json.contains("set") || !json["set"].is_object()) return bad("set");
    const bool hasReason = json.contains("reason");
    if (hasReason && (!json["reason"].is_string() || json["reason"].get_ref<const std::string&>().empty()))
        return bad("reason");
    if (json.size() != (hasReason ? 3u : 2u)) return bad("unknown key");
    if (canonicalText(json) != bytes) return bad("not canonical");
    Payload payload{json["salt"].get<std::string>(), std::move(json["set"]), std::nullopt};
    if (hasReason) payload.reason = json["reason"].get<std::string>();
    return payload;
}

std::string makeSalt(RandomSource& random)
{
    std::array<std::uint8_t, 16> bytes;
    random.fill(bytes);
    return toHex(bytes);
}

}  // namespace veldpost::revision
