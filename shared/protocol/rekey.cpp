#include "shared/protocol/rekey.h"

#include "shared/protocol/messages.h"

namespace veldpost::protocol {

std::string RekeyRequest::signedBytes(const RegionId& region) const
{
    return revision::canonicalText(
        Json{{"v", 1}, {"region", region.text()}, {"device", device.text()}, {"key", key.text()}});
}

Json RekeyRequest::toJson() const
{
    return {{"device", device.text()}, {"key", key.text()}, {"signature", signature.text()}};
}

Result<RekeyRequest> RekeyRequest::fromJson(const Json& json)
{
    RekeyRequest r;
    VELDPOST_ASSIGN(r.device, parsedField<DeviceId>(json, "device"));
    VELDPOST_ASSIGN(r.key, parsedField<crypto::PublicKey>(json, "key"));
    VELDPOST_ASSIGN(r.signature, parsedField<crypto::Signature>(json, "signature"));
    return r;
}

Json RekeyAnswer::toJson() const
{
    return {{"certificate", certificateJson(certificate)}, {"server_time", serverTimeMs}};
}

Result<RekeyAnswer> RekeyAnswer::fromJson(const Json& json)
{
    RekeyAnswer a;
    if (!json.is_object() || !json.contains("certificate")) return malformed("certificate");
    VELDPOST_ASSIGN(a.certificate, certificateFrom(json["certificate"]));
    VELDPOST_ASSIGN(a.serverTimeMs, integerField(json, "server_time"));
    return a;
}

}  // namespace veldpost::protocol
