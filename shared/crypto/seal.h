// Authenticated encryption: XChaCha20-Poly1305 under a key, and sealed boxes to a public key (X25519).
#pragma once

#include "shared/base/result.h"
#include "shared/crypto/secret.h"

#include <array>
#include <string>
#include <string_view>

namespace veldpost::crypto {

inline constexpr std::size_t kSealKeyBytes = 32;

// Returns nonce (24 bytes) + ciphertext + tag. `associated` is bound, not stored. REQUIRES: key of 32 bytes
std::string seal(const SecretBytes& key, std::string_view plain, std::string_view associated, RandomSource& random);

// Error `not_authentic`: wrong key, wrong associated data or changed bytes; the three cannot be told apart.
Result<SecretBytes> open(const SecretBytes& key, std::string_view sealed, std::string_view associated);

// A key of kSealKeyBytes, sealed to a public key.
inline constexpr std::size_t kSealedKeyBytes = 32 + kSealKeyBytes + 16;

// The pair a region's recovery copies are sealed to. The public half is on every device, the secret half at the server.
struct BoxKeyPair {
    std::array<std::uint8_t, 32> publicKey;
    SecretBytes secretKey;  // 32 bytes
    static BoxKeyPair generate(RandomSource& random);
};

// Anybody can seal to the public key; only the secret key opens (libsodium sealed box).
Result<std::string> sealTo(const std::array<std::uint8_t, 32>& publicKey, std::string_view plain);
Result<SecretBytes> openSealed(const BoxKeyPair& pair, std::string_view sealed);

}  // namespace veldpost::crypto
