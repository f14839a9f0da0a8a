#include "shared/protocol/recovery.h"

#include "shared/crypto/hash.h"

namespace veldpost::protocol {

namespace {

std::string plainCode(std::string_view code)
{
    std::string plain;
    for (const char c : code) {
        if (c == '-' || c == ' ') continue;
        plain.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    }
    return plain;
}

Status readSealedKey(const Json& json, const char* key, std::string& out)
{
    VELDPOST_ASSIGN(const std::string text, textField(json, key));
    const auto bytes = crypto::fromBase64(text);
    if (!bytes || bytes->size() != crypto::kSealedKeyBytes) return malformed(key);
    out.assign(*bytes);
    return done();
}

}  // namespace

std::string RecoveryRequest::code() const
{
    const std::string bytes = revision::canonicalText(
        Json{{"device", device.text()}, {"key", toHex(publicKey)}, {"sealed", toHex(crypto::asBytes(sealed))}});
    const Sha256 hash = crypto::sha256("veldpost-recovery-code-v1\n" + bytes);
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 8; ++i) bits = bits << 8 | hash.bytes()[i];
    std::string out;
    for (int i = 0; i < 10; ++i) {
        if (i == 5) out.push_back('-');
        out.push_back("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[bits >> 59]);
        bits <<= 5;
    }
    return out;
}

bool sameRecoveryCode(std::string_view a, std::string_view b)
{
    const std::string x = plainCode(a), y = plainCode(b);
    return crypto::equalSecret(crypto::asBytes(x), crypto::asBytes(y));
}

Json RecoveryRequest::toJson() const
{
    return {{"device", device.text()},
            {"public_key", toHex(publicKey)},
            {"sealed", crypto::toBase64(sealed)},
            {"token_hash", tokenHash.text()}};
}

Result<RecoveryRequest> RecoveryRequest::fromJson(const Json& json)
{
    RecoveryRequest r;
    VELDPOST_ASSIGN(r.device, parsedField<DeviceId>(json, "device"));
    VELDPOST_ASSIGN(const std::string key, textField(json, "public_key"));
    if (!fromHex(key, r.publicKey)) return malformed("public_key");
    VELDPOST_TRY(readSealedKey(json, "sealed", r.sealed));
    VELDPOST_ASSIGN(r.tokenHash, parsedField<Sha256>(json, "token_hash"));
    return r;
}

Json RecoveryAsked::toJson() const
{
    return {{"request", request.text()}, {"expires_at", expiresAtMs}};
}

Result<RecoveryAsked> RecoveryAsked::fromJson(const Json& json)
{
    RecoveryAsked a;
    VELDPOST_ASSIGN(a.request, parsedField<RecoveryId>(json, "request"));
    VELDPOST_ASSIGN(a.expiresAtMs, integerField(json, "expires_at"));
    return a;
}

Json RecoveryApproval::toJson() const
{
    return {{"request", request.text()}, {"code", code}};
}

Result<RecoveryApproval> RecoveryApproval::fromJson(const Json& json)
{
    RecoveryApproval a;
    VELDPOST_ASSIGN(a.request, parsedField<RecoveryId>(json, "request"));
    VELDPOST_ASSIGN(a.code, textField(json, "code"));
    return a;
}

Json RecoveryFetch::toJson() const
{
    return {{"request", request.text()}, {"token", token.text()}};
}

Result<RecoveryFetch> RecoveryFetch::fromJson(const Json& json)
{
    RecoveryFetch f;
    VELDPOST_ASSIGN(f.request, parsedField<RecoveryId>(json, "request"));
    VELDPOST_ASSIGN(f.token, parsedField<Sha256>(json, "token"));
    return f;
}

Json RecoveryAnswer::toJson() const
{
    return {{"sealed", crypto::toBase64(sealed)}};
}

Result<RecoveryAnswer> RecoveryAnswer::fromJson(const Json& json)
{
    RecoveryAnswer a;
    VELDPOST_TRY(readSealedKey(json, "sealed", a.sealed));
    return a;
}

Json RecoveryWaiting::toJson() const
{
    return {{"request", request.text()}, {"device", device.text()}, {"user", user.text()}, {"name", userName},
            {"at", atMs},                {"expires_at", expiresAtMs}, {"approved", approved}};
}

Result<RecoveryWaiting> RecoveryWaiting::fromJson(const Json& json)
{
    RecoveryWaiting w;
    VELDPOST_ASSIGN(w.request, parsedField<RecoveryId>(json, "request"));
    VELDPOST_ASSIGN(w.device, parsedField<DeviceId>(json, "device"));
    VELDPOST_ASSIGN(w.user, parsedField<UserId>(json, "user"));
    VELDPOST_ASSIGN(w.userName, textField(json, "name"));
    VELDPOST_ASSIGN(w.atMs, integerField(json, "at"));
    VELDPOST_ASSIGN(w.expiresAtMs, integerField(json, "expires_at"));
    VELDPOST_ASSIGN(w.approved, booleanField(json, "approved"));
    return w;
}

Json recoveriesJson(const std::vector<RecoveryWaiting>& waiting)
{
    Json list = Json::array();
    for (const RecoveryWaiting& one : waiting) list.push_back(one.toJson());
    Json json = Json::object();
    json["requests"] = std::move(list);
    return json;
}

Result<std::vector<RecoveryWaiting>> recoveriesFrom(const Json& json)
{
    VELDPOST_ASSIGN(const Json* list, arrayField(json, "requests"));
    std::vector<RecoveryWaiting> out;
    for (const Json& item : *list) {
        VELDPOST_ASSIGN(RecoveryWaiting one, RecoveryWaiting::fromJson(item));
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace veldpost::protocol
