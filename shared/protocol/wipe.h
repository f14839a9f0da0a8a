// Wiping a device (protocol §7): the server's order, and the device's receipt for it.
//
//   order   = canonical JSON of {"v":1,"region","device","nonce","ordered_at","deliver_until"}, signed by the server key
//             over "veldpost-wipe-order-v1\n" + bytes. It reaches the device with a session's answer
//   receipt = canonical JSON of {"v":1,"region","device","nonce","at","sealed","file"}, signed by the device key over
//             "veldpost-wipe-receipt-v1\n" + bytes; POST /v1/wipe/receipt, and only then the device erases its keys
//
// Times in ms since 1970 UTC. `nonce`, 64 hex digits, ties a receipt to its order; an order with another
// `deliver_until` keeps it. On the wire both are {"bytes","signature"}.
#pragma once

#include "shared/crypto/sign.h"
#include "shared/revision/json.h"

#include <optional>

namespace veldpost::protocol {

struct WipeOrder {
    RegionId region;
    DeviceId device;
    Sha256 nonce;
    std::int64_t orderedAtMs = 0;
    std::int64_t deliverUntilMs = 0;  // until then what is left is tried again; after that it is sealed
    std::string bytes;
    crypto::Signature signature;

    // Error `malformed_message`; the signature is not checked here.
    static Result<WipeOrder> fromBytes(std::string bytes, const crypto::Signature& signature);
    static Result<WipeOrder> fromJson(const revision::Json& json);
    revision::Json toJson() const;
    bool signedBy(const crypto::PublicKey& serverKey) const;
};

// Fills bytes and signature.
WipeOrder issueWipeOrder(WipeOrder fields, const crypto::SigningKey& serverKey);

struct WipeReceipt {
    RegionId region;
    DeviceId device;
    Sha256 nonce;
    std::int64_t atMs = 0;
    std::int64_t sealed = 0;            // revisions and files that could not be delivered and were sealed
    std::optional<Sha256> file;         // of the sealed file; absent when nothing was left
    std::string bytes;
    crypto::Signature signature;

    static Result<WipeReceipt> fromBytes(std::string bytes, const crypto::Signature& signature);
    static Result<WipeReceipt> fromJson(const revision::Json& json);
    revision::Json toJson() const;
    bool signedBy(const crypto::PublicKey& deviceKey) const;
};

WipeReceipt signWipeReceipt(WipeReceipt fields, const crypto::SigningKey& deviceKey);

}  // namespace veldpost::protocol
