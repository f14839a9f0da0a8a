#include "shared/protocol/certificate.h"

#include "shared/protocol/fields.h"

namespace veldpost::protocol {

namespace {

Json toJson(const Certificate& c)
{
    Json json{{"v", 1},
              {"region", c.region.text()},
              {"device", c.device.text()},
              {"user", c.user.text()},
              {"key", c.key.text()},
              {"issued_at", c.issuedAtMs},
              {"epoch", c.epoch},
              {"signer", c.signer.text()}};
    if (c.rekeyedFrom) json["rekeyed_from"] = c.rekeyedFrom->text();
    return json;
}

Result<Certificate> parsedCertificate(const Json& json)
{
    Certificate c;
    VELDPOST_ASSIGN(const std::int64_t v, integerField(json, "v"));
    if (v != 1) return malformed("v");
    VELDPOST_ASSIGN(c.region, parsedField<RegionId>(json, "region"));
    VELDPOST_ASSIGN(c.device, parsedField<DeviceId>(json, "device"));
    VELDPOST_ASSIGN(c.user, parsedField<UserId>(json, "user"));
    VELDPOST_ASSIGN(c.key, parsedField<crypto::PublicKey>(json, "key"));
    VELDPOST_ASSIGN(c.issuedAtMs, integerField(json, "issued_at"));
    VELDPOST_ASSIGN(c.epoch, textField(json, "epoch"));
    VELDPOST_ASSIGN(c.rekeyedFrom, optionalField<DeviceId>(json, "rekeyed_from"));
    VELDPOST_ASSIGN(c.signer, parsedField<Sha256>(json, "signer"));
    return c;
}

}  // namespace

Result<Certificate> Certificate::fromBytes(std::string bytes, const crypto::Signature& signature)
{
    VELDPOST_ASSIGN(const Json json, revision::readJson(bytes));
    auto parsed = parsedCertificate(json);
    // Comparing with what we would write ourselves refuses unknown keys and every other spelling.
    if (!parsed.ok() || revision::canonicalText(toJson(*parsed)) != bytes)
        return Error{ErrorKind::Malformed, "bad_certificate", "The device certificate is not valid", ""};
    parsed->bytes = std::move(bytes);
    parsed->signature = signature;
    return parsed;
}

bool Certificate::signedBy(const crypto::PublicKey& serverKey) const
{
    return signer == serverKey.fingerprint() &&
           crypto::verifyFor(crypto::Purpose::Certificate, serverKey, bytes, signature);
}

Certificate issueCertificate(Certificate fields, const crypto::SigningKey& serverKey)
{
    fields.signer = serverKey.publicKey().fingerprint();
    fields.bytes = revision::canonicalText(toJson(fields));
    fields.signature = serverKey.signFor(crypto::Purpose::Certificate, fields.bytes);
    return fields;
}

}  // namespace veldpost::protocol
