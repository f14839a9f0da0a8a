#include "shared/crypto/sign.h"

#include "shared/base/check.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/init.h"

#include <sodium.h>

#include <cstring>

namespace veldpost::crypto {

namespace {

template <typename T>
std::optional<T> parseHex(std::string_view hex)
{
    typename T::Bytes bytes;
    if (!fromHex(hex, bytes)) return std::nullopt;
    return T(bytes);
}

template <typename T>
std::optional<T> copyBytes(std::span<const std::uint8_t> in)
{
    typename T::Bytes bytes;
    if (in.size() != bytes.size()) return std::nullopt;
    std::memcpy(bytes.data(), in.data(), in.size());
    return T(bytes);
}

std::string tagged(Purpose purpose, std::string_view bytes)
{
    std::string text = "veldpost-";
    text.append(purposeWord(purpose)).append("-v1\n").append(bytes);
    return text;
}

bool verifyRaw(const PublicKey& key, std::string_view bytes, const Signature& signature)
{
    return crypto_sign_verify_detached(signature.bytes().data(), asBytes(bytes).data(), bytes.size(),
                                       key.bytes().data()) == 0;
}

}  // namespace

std::optional<PublicKey> PublicKey::parse(std::string_view hex) { return parseHex<PublicKey>(hex); }
std::optional<PublicKey> PublicKey::fromBytes(std::span<const std::uint8_t> b) { return copyBytes<PublicKey>(b); }
std::optional<Signature> Signature::parse(std::string_view hex) { return parseHex<Signature>(hex); }
std::optional<Signature> Signature::fromBytes(std::span<const std::uint8_t> b) { return copyBytes<Signature>(b); }

Sha256 PublicKey::fingerprint() const
{
    return sha256(m_bytes);
}

bool PublicKey::isStrong() const
{
    ensureReady();
    // On the curve, in the main subgroup, not of small order.
    return crypto_core_ed25519_is_valid_point(m_bytes.data()) == 1;
}

std::string_view purposeWord(Purpose purpose)
{
    switch (purpose) {
    case Purpose::Certificate: return "certificate";
    case Purpose::Session: return "session";
    case Purpose::Withheld: return "withheld";
    case Purpose::Rekey: return "rekey";
    case Purpose::WipeReceipt: return "wipe-receipt";
    case Purpose::Audit: return "audit";
    case Purpose::WipeOrder: return "wipe-order";
    }
    VELDPOST_CHECK(false);
}

SigningKey::SigningKey(const SecretBytes& seed) : m_secret(crypto_sign_SECRETKEYBYTES)
{
    VELDPOST_CHECK(seed.size() == crypto_sign_SEEDBYTES);
    PublicKey::Bytes publicBytes;
    crypto_sign_seed_keypair(publicBytes.data(), m_secret.bytes().data(), seed.bytes().data());
    m_public = PublicKey(publicBytes);
}

SigningKey SigningKey::generate(RandomSource& random)
{
    return SigningKey(SecretBytes::random(crypto_sign_SEEDBYTES, random));
}

SecretBytes SigningKey::seed() const
{
    SecretBytes seed(crypto_sign_SEEDBYTES);
    crypto_sign_ed25519_sk_to_seed(seed.bytes().data(), m_secret.bytes().data());
    return seed;
}

Signature SigningKey::signRevision(std::string_view canonicalHeader) const
{
    VELDPOST_CHECK(!canonicalHeader.empty() && canonicalHeader.front() == '{');
    return signRaw(canonicalHeader);
}

Signature SigningKey::signFor(Purpose purpose, std::string_view bytes) const
{
    return signRaw(tagged(purpose, bytes));
}

Signature SigningKey::signRaw(std::string_view bytes) const
{
    Signature::Bytes out;
    crypto_sign_detached(out.data(), nullptr, asBytes(bytes).data(), bytes.size(), m_secret.bytes().data());
    return Signature(out);
}

bool verifyRevision(const PublicKey& key, std::string_view canonicalHeader, const Signature& signature)
{
    return !canonicalHeader.empty() && canonicalHeader.front() == '{' && verifyRaw(key, canonicalHeader, signature);
}

bool verifyFor(Purpose purpose, const PublicKey& key, std::string_view bytes, const Signature& signature)
{
    return verifyRaw(key, tagged(purpose, bytes), signature);
}

}  // namespace veldpost::crypto
