// A device that can no longer go on in its own chains begins new ones under a key and a name of its own (protocol §4).
//
//   POST /v1/rekey  RekeyRequest → RekeyAnswer; of the asking device alone
//
//   signature = by the device's present key, purpose `rekey`, over canonical JSON of {"v":1,"region","device","key"}
//
// The new certificate names the device it comes from in `rekeyed_from`; who revokes a device revokes what comes from it.
// The same key gets the same certificate again: an answer that was lost makes no second device.
#pragma once

#include "shared/protocol/certificate.h"
#include "shared/protocol/fields.h"

namespace veldpost::protocol {

struct RekeyRequest {
    DeviceId device;        // whose chains end
    crypto::PublicKey key;  // the new one
    crypto::Signature signature;
    std::string signedBytes(const RegionId& region) const;
    Json toJson() const;
    static Result<RekeyRequest> fromJson(const Json& json);
};

struct RekeyAnswer {
    Certificate certificate;
    std::int64_t serverTimeMs = 0;
    Json toJson() const;
    static Result<RekeyAnswer> fromJson(const Json& json);
};

}  // namespace veldpost::protocol
