// SHA-256 and HMAC-SHA256.
#pragma once

#include "shared/base/id.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace veldpost::crypto {

Sha256 sha256(std::span<const std::uint8_t> bytes);
Sha256 sha256(std::string_view bytes);

// SHA-256 of what arrives in pieces.
class Sha256Stream {
public:
    Sha256Stream();
    ~Sha256Stream();
    void add(std::string_view bytes);
    Sha256 finish();  // once

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// HMAC-SHA256 (RFC 2104) under a 32-byte key.
std::array<std::uint8_t, 32> hmacSha256(std::span<const std::uint8_t, 32> key, std::string_view bytes);

// Compares in constant time.
bool equalSecret(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b);

// Base64 (RFC 4648 §4, with padding): bytes that travel where only text may.
std::string toBase64(std::string_view bytes);
std::optional<std::string> fromBase64(std::string_view text);  // only what toBase64() writes

inline std::span<const std::uint8_t> asBytes(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string_view asText(std::span<const std::uint8_t> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace veldpost::crypto
