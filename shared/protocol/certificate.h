// Who may speak for which device: canonical JSON signed by the server key (protocol §3).
//
//   certificate = canonical bytes of {"v":1,"region","device","user","key","issued_at","epoch","signer"}
//                 and "rekeyed_from" after a rekey; signature over "veldpost-certificate-v1\n" + bytes
//
// It names no role: roles are revisions of the region's dossier and change without a new certificate.
#pragma once

#include "shared/crypto/sign.h"
#include "shared/revision/json.h"

#include <optional>

namespace veldpost::protocol {

struct Certificate {
    RegionId region;
    DeviceId device;
    UserId user;
    crypto::PublicKey key;
    std::int64_t issuedAtMs = 0;
    std::string epoch;
    std::optional<DeviceId> rekeyedFrom;
    Sha256 signer;  // fingerprint of the server key
    std::string bytes;
    crypto::Signature signature;

    // Error `bad_certificate`; the signature is not checked here.
    static Result<Certificate> fromBytes(std::string bytes, const crypto::Signature& signature);
    bool signedBy(const crypto::PublicKey& serverKey) const;
};

// Fills signer, bytes and signature.
Certificate issueCertificate(Certificate fields, const crypto::SigningKey& serverKey);

}  // namespace veldpost::protocol
