#include "shared/revision/signed_revision.h"

#include "shared/crypto/hash.h"

namespace veldpost::revision {

Result<SignedRevision> SignedRevision::fromParts(std::string headerBytes, std::string payloadBytes,
                                                 const crypto::Signature& signature)
{
    VELDPOST_ASSIGN(Header header, Header::fromBytes(headerBytes));
    const RevisionId id = revisionId(headerBytes);
    return SignedRevision{id, std::move(header), std::move(headerBytes), std::move(payloadBytes), signature};
}

SignedRevision signRevision(Header header, std::string payloadBytes, const crypto::SigningKey& key)
{
    VELDPOST_CHECK(header.v == 1);
    header.payloadSha256 = crypto::sha256(payloadBytes);
    std::string bytes = header.canonicalBytes();
    const RevisionId id = revisionId(bytes);
    const crypto::Signature signature = key.signRevision(bytes);
    return {id, std::move(header), std::move(bytes), std::move(payloadBytes), signature};
}

bool payloadMatches(const SignedRevision& revision)
{
    return crypto::sha256(revision.payloadBytes) == revision.header.payloadSha256;
}

bool signatureHolds(const SignedRevision& revision, const crypto::PublicKey& key)
{
    return crypto::verifyRevision(key, revision.headerBytes, revision.signature);
}

}  // namespace veldpost::revision
