#include "shared/protocol/unsent_file.h"

#include "shared/crypto/hash.h"
#include "shared/protocol/fields.h"

namespace veldpost::protocol {

namespace {

Error badFile(const char* why)
{
    return {ErrorKind::Malformed, "bad_unsent_file", "This is no file of a wiped device, or it is damaged", why};
}

std::string associated(const UnsentHead& head, std::int64_t index)
{
    return "veldpost-unsent-v1\n" + head.text() + "\n" + std::to_string(index);
}

std::optional<std::string> bytesOf(const std::string& hex, std::size_t size)
{
    std::string out(size, '\0');
    if (!fromHex(hex, std::span(reinterpret_cast<std::uint8_t*>(out.data()), out.size()))) return std::nullopt;
    return out;
}

}  // namespace

std::string UnsentHead::text() const
{
    return revision::canonicalText(Json{{"v", 1},
                                        {"region", region.text()},
                                        {"device", device.text()},
                                        {"nonce", nonce.text()},
                                        {"recovery_key", recoveryKey.text()},
                                        {"key", toHex(crypto::asBytes(sealedKey))}});
}

Result<UnsentHead> UnsentHead::parse(std::string_view text)
{
    if (text.size() > kUnsentHeadBytesMax) return badFile("head");
    const auto json = revision::readJson(text);
    if (!json.ok()) return badFile("head");
    UnsentHead head;
    const auto region = parsedField<RegionId>(*json, "region");
    const auto device = parsedField<DeviceId>(*json, "device");
    const auto nonce = parsedField<Sha256>(*json, "nonce");
    const auto recovery = parsedField<Sha256>(*json, "recovery_key");
    const auto hex = textField(*json, "key");
    if (!region.ok() || !device.ok() || !nonce.ok() || !recovery.ok() || !hex.ok()) return badFile("head");
    const auto key = bytesOf(*hex, crypto::kSealedKeyBytes);
    if (!key) return badFile("key");
    head = {*region, *device, *nonce, *recovery, *key};
    return head.text() == text ? Result<UnsentHead>(std::move(head)) : badFile("head");
}

Result<UnsentKey> makeUnsentKey(const RegionId& region, const DeviceId& device, const Sha256& nonce,
                                const std::array<std::uint8_t, 32>& recoveryPublic, RandomSource& random)
{
    UnsentKey made{crypto::SecretBytes::random(crypto::kSealKeyBytes, random), {region, device, nonce, {}, {}}};
    made.head.recoveryKey = crypto::sha256(std::span<const std::uint8_t>(recoveryPublic));
    VELDPOST_ASSIGN(made.head.sealedKey, crypto::sealTo(recoveryPublic, crypto::asText(made.key.bytes())));
    return made;
}

Result<crypto::SecretBytes> openUnsentKey(const UnsentHead& head, const crypto::BoxKeyPair& recovery)
{
    return crypto::openSealed(recovery, head.sealedKey);
}

std::string sealUnsentFrame(const crypto::SecretBytes& key, const UnsentHead& head, std::int64_t index, const Json& content,
                            RandomSource& random)
{
    return crypto::seal(key, revision::writeCbor(content), associated(head, index), random);
}

Result<Json> openUnsentFrame(const crypto::SecretBytes& key, const UnsentHead& head, std::int64_t index,
                             std::string_view frame)
{
    VELDPOST_ASSIGN(const crypto::SecretBytes plain, crypto::open(key, frame, associated(head, index)));
    return revision::readCbor(crypto::asText(plain.bytes()), {.stringBytesMax = kUnsentFrameBytesMax});
}

std::string unsentFrameRecord(std::string_view frame)
{
    VELDPOST_CHECK(frame.size() <= kUnsentFrameBytesMax);
    std::string record;
    for (int shift = 24; shift >= 0; shift -= 8) record.push_back(static_cast<char>(frame.size() >> shift & 0xff));
    return record.append(frame);
}

Json UnsentRequest::toJson() const
{
    return {{"head", head.text()}, {"index", index}, {"frame", crypto::toBase64(frame)}};
}

Result<UnsentRequest> UnsentRequest::fromJson(const Json& json)
{
    UnsentRequest r;
    VELDPOST_ASSIGN(const std::string head, textField(json, "head"));
    VELDPOST_ASSIGN(r.head, UnsentHead::parse(head));
    VELDPOST_ASSIGN(r.index, integerField(json, "index"));
    VELDPOST_ASSIGN(const std::string text, textField(json, "frame"));
    const auto frame = crypto::fromBase64(text);
    if (!frame || frame->size() > kUnsentFrameBytesMax) return malformed("frame");
    r.frame = *frame;
    return r;
}

Json UnsentAnswer::toJson() const
{
    return {{"stored", stored}, {"already", already}, {"quarantined", quarantined}, {"refused", refused}, {"files", files}, {"end", end}};
}

Result<UnsentAnswer> UnsentAnswer::fromJson(const Json& json)
{
    UnsentAnswer a;
    VELDPOST_ASSIGN(a.stored, integerField(json, "stored"));
    VELDPOST_ASSIGN(a.already, integerField(json, "already"));
    VELDPOST_ASSIGN(a.quarantined, integerField(json, "quarantined"));
    VELDPOST_ASSIGN(a.refused, integerField(json, "refused"));
    VELDPOST_ASSIGN(a.files, integerField(json, "files"));
    VELDPOST_ASSIGN(a.end, booleanField(json, "end"));
    return a;
}

}  // namespace veldpost::protocol
