// The raw 256-bit key of a store.
#pragma once

#include "shared/base/check.h"
#include "shared/crypto/secret.h"

namespace veldpost::storage {

// 32 random bytes; used as the cipher key as they are (no password derivation: the vault has done that).
// Locked into memory, wiped when it goes. Moves only.
class Key {
public:
    static constexpr std::size_t kBytes = 32;

    // REQUIRES: 32 bytes
    explicit Key(std::span<const std::uint8_t> bytes) : m_bytes(bytes) { VELDPOST_CHECK(bytes.size() == kBytes); }
    explicit Key(const crypto::SecretBytes& secret) : Key(secret.bytes()) {}

    std::span<const std::uint8_t> bytes() const { return m_bytes.bytes(); }

private:
    crypto::SecretBytes m_bytes;
};

}  // namespace veldpost::storage
