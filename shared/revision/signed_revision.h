// A revision as it is kept and sent: header bytes, payload bytes, signature. Made once, never changed.
#pragma once

#include "shared/crypto/sign.h"
#include "shared/revision/header.h"
#include "shared/revision/payload.h"

namespace veldpost::revision {

struct SignedRevision {
    RevisionId id;
    Header header;
    std::string headerBytes;   // canonical
    std::string payloadBytes;  // as stored: canonical, or sealed when header.enc is there; empty when destroyed
    crypto::Signature signature;

    // Error `bad_header` when the bytes are not a header's; checks neither signature nor payload.
    static Result<SignedRevision> fromParts(std::string headerBytes, std::string payloadBytes,
                                            const crypto::Signature& signature);
};

// Fills payload_sha256, signs. REQUIRES: header.v == 1, everything but payload_sha256 set
SignedRevision signRevision(Header header, std::string payloadBytes, const crypto::SigningKey& key);

// True when the stored payload bytes are those the header names.
bool payloadMatches(const SignedRevision& revision);
bool signatureHolds(const SignedRevision& revision, const crypto::PublicKey& key);

}  // namespace veldpost::revision
