// Argon2id (RFC 9106) over passphrases and PINs.
#pragma once

#include "shared/base/result.h"
#include "shared/crypto/secret.h"

#include <array>
#include <string_view>

namespace veldpost::crypto {

struct Argon2Cost {
    std::uint64_t passes = 3;
    std::size_t memoryBytes = 64u << 20;
    auto operator<=>(const Argon2Cost&) const = default;
};

using Salt = std::array<std::uint8_t, 16>;

// 32 bytes. Error `out_of_memory` when the machine cannot give `memoryBytes`.
Result<SecretBytes> argon2id(std::string_view passphrase, const Salt& salt, const Argon2Cost& cost);

}  // namespace veldpost::crypto
