#include "shared/protocol/wipe.h"

#include "shared/protocol/fields.h"

namespace veldpost::protocol {

namespace {

Json fieldsOf(const WipeOrder& o)
{
    return {{"v", 1},
            {"region", o.region.text()},
            {"device", o.device.text()},
            {"nonce", o.nonce.text()},
            {"ordered_at", o.orderedAtMs},
            {"deliver_until", o.deliverUntilMs}};
}

Json fieldsOf(const WipeReceipt& r)
{
    return {{"v", 1},           {"region", r.region.text()}, {"device", r.device.text()},
            {"nonce", r.nonce.text()}, {"at", r.atMs},       {"sealed", r.sealed},
            {"file", r.file ? Json(r.file->text()) : Json()}};
}

// Comparing with what we would write ourselves refuses unknown keys and every other spelling.
template <typename T>
Result<T> whole(T parsed, std::string bytes, const crypto::Signature& signature)
{
    if (revision::canonicalText(fieldsOf(parsed)) != bytes) return malformed("bytes");
    parsed.bytes = std::move(bytes);
    parsed.signature = signature;
    return parsed;
}

template <typename T>
Result<T> signedFrom(const Json& json)
{
    VELDPOST_ASSIGN(std::string bytes, textField(json, "bytes"));
    VELDPOST_ASSIGN(const crypto::Signature signature, parsedField<crypto::Signature>(json, "signature"));
    return T::fromBytes(std::move(bytes), signature);
}

template <typename T>
Json signedJson(const T& value)
{
    return {{"bytes", value.bytes}, {"signature", value.signature.text()}};
}

}  // namespace

Result<WipeOrder> WipeOrder::fromBytes(std::string bytes, const crypto::Signature& signature)
{
    VELDPOST_ASSIGN(const Json json, revision::readJson(bytes));
    WipeOrder o;
    VELDPOST_ASSIGN(o.region, parsedField<RegionId>(json, "region"));
    VELDPOST_ASSIGN(o.device, parsedField<DeviceId>(json, "device"));
    VELDPOST_ASSIGN(o.nonce, parsedField<Sha256>(json, "nonce"));
    VELDPOST_ASSIGN(o.orderedAtMs, integerField(json, "ordered_at"));
    VELDPOST_ASSIGN(o.deliverUntilMs, integerField(json, "deliver_until"));
    return whole(std::move(o), std::move(bytes), signature);
}

Result<WipeOrder> WipeOrder::fromJson(const Json& json) { return signedFrom<WipeOrder>(json); }
Json WipeOrder::toJson() const { return signedJson(*this); }

bool WipeOrder::signedBy(const crypto::PublicKey& serverKey) const
{
    return crypto::verifyFor(crypto::Purpose::WipeOrder, serverKey, bytes, signature);
}

WipeOrder issueWipeOrder(WipeOrder fields, const crypto::SigningKey& serverKey)
{
    fields.bytes = revision::canonicalText(fieldsOf(fields));
    fields.signature = serverKey.signFor(crypto::Purpose::WipeOrder, fields.bytes);
    return fields;
}

Result<WipeReceipt> WipeReceipt::fromBytes(std::string bytes, const crypto::Signature& signature)
{
    VELDPOST_ASSIGN(const Json json, revision::readJson(bytes));
    WipeReceipt r;
    VELDPOST_ASSIGN(r.region, parsedField<RegionId>(json, "region"));
    VELDPOST_ASSIGN(r.device, parsedField<DeviceId>(json, "device"));
    VELDPOST_ASSIGN(r.nonce, parsedField<Sha256>(json, "nonce"));
    VELDPOST_ASSIGN(r.atMs, integerField(json, "at"));
    VELDPOST_ASSIGN(r.sealed, integerField(json, "sealed"));
    VELDPOST_ASSIGN(r.file, optionalField<Sha256>(json, "file"));
    return whole(std::move(r), std::move(bytes), signature);
}

Result<WipeReceipt> WipeReceipt::fromJson(const Json& json) { return signedFrom<WipeReceipt>(json); }
Json WipeReceipt::toJson() const { return signedJson(*this); }

bool WipeReceipt::signedBy(const crypto::PublicKey& deviceKey) const
{
    return crypto::verifyFor(crypto::Purpose::WipeReceipt, deviceKey, bytes, signature);
}

WipeReceipt signWipeReceipt(WipeReceipt fields, const crypto::SigningKey& deviceKey)
{
    fields.bytes = revision::canonicalText(fieldsOf(fields));
    fields.signature = deviceKey.signFor(crypto::Purpose::WipeReceipt, fields.bytes);
    return fields;
}

}  // namespace veldpost::protocol
