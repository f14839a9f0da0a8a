// The server's mark that it took a revision in at a moment: the first 128 bits of HMAC-SHA256 over id and
// received_at under the server's stamp key. After a restore a revision with a valid stamp is taken back under its
// old received_at without judging its right anew (protocol §4, §5).
#pragma once

#include "shared/base/id.h"
#include "shared/crypto/secret.h"

namespace veldpost::protocol {

// 16 bytes, 32 hex digits.
class Stamp {
public:
    using Bytes = std::array<std::uint8_t, 16>;
    Stamp() = default;
    explicit Stamp(const Bytes& bytes) : m_bytes(bytes) {}
    static std::optional<Stamp> parse(std::string_view hex);
    static std::optional<Stamp> fromBytes(std::span<const std::uint8_t> bytes);
    std::string text() const { return toHex(m_bytes); }
    const Bytes& bytes() const { return m_bytes; }
    auto operator<=>(const Stamp&) const = default;

private:
    Bytes m_bytes{};
};

// REQUIRES: key of 32 bytes
Stamp makeStamp(const crypto::SecretBytes& key, const RevisionId& id, std::int64_t receivedAtMs);
bool stampHolds(const crypto::SecretBytes& key, const RevisionId& id, std::int64_t receivedAtMs, const Stamp& stamp);

}  // namespace veldpost::protocol
