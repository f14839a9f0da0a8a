// Ed25519 signatures (RFC 8032). A revision is signed over its header's canonical bytes alone; every other
// signature goes over `veldpost-<purpose>-v1\n` + bytes (protocol §1), so that none can pass for a revision:
// canonical bytes begin with `{`.
#pragma once

#include "shared/base/id.h"
#include "shared/base/random.h"
#include "shared/crypto/secret.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace veldpost::crypto {

// A public key: 32 bytes, 64 hex digits.
class PublicKey {
public:
    using Bytes = std::array<std::uint8_t, 32>;
    PublicKey() = default;
    explicit PublicKey(const Bytes& bytes) : m_bytes(bytes) {}
    static std::optional<PublicKey> parse(std::string_view hex);
    static std::optional<PublicKey> fromBytes(std::span<const std::uint8_t> bytes);
    std::string text() const { return toHex(m_bytes); }
    const Bytes& bytes() const { return m_bytes; }
    auto operator<=>(const PublicKey&) const = default;

    // SHA-256 of the key: how `signer` names it.
    Sha256 fingerprint() const;

    // False for the small-order points, under which a signature can hold for every message. Enrolment refuses them.
    bool isStrong() const;

private:
    Bytes m_bytes{};
};

// A signature: 64 bytes, 128 hex digits.
class Signature {
public:
    using Bytes = std::array<std::uint8_t, 64>;
    Signature() = default;
    explicit Signature(const Bytes& bytes) : m_bytes(bytes) {}
    static std::optional<Signature> parse(std::string_view hex);
    static std::optional<Signature> fromBytes(std::span<const std::uint8_t> bytes);
    std::string text() const { return toHex(m_bytes); }
    const Bytes& bytes() const { return m_bytes; }
    auto operator<=>(const Signature&) const = default;

private:
    Bytes m_bytes{};
};

// What a signature that is not a revision's is for. The words are frozen.
enum class Purpose { Certificate, Session, Withheld, Rekey, WipeReceipt, Audit, WipeOrder };
std::string_view purposeWord(Purpose purpose);

class SigningKey {
public:
    // From a 32-byte seed, the form in which keys are kept.
    explicit SigningKey(const SecretBytes& seed);
    static SigningKey generate(RandomSource& random);

    const PublicKey& publicKey() const { return m_public; }
    SecretBytes seed() const;

    // Over the bytes alone. Only for a revision header's canonical bytes. REQUIRES: bytes begin with '{'
    Signature signRevision(std::string_view canonicalHeader) const;
    Signature signFor(Purpose purpose, std::string_view bytes) const;

private:
    Signature signRaw(std::string_view bytes) const;
    SecretBytes m_secret;  // libsodium's 64 bytes: seed and public key
    PublicKey m_public;
};

bool verifyRevision(const PublicKey& key, std::string_view canonicalHeader, const Signature& signature);
bool verifyFor(Purpose purpose, const PublicKey& key, std::string_view bytes, const Signature& signature);

}  // namespace veldpost::crypto
