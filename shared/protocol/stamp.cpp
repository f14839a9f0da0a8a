#include "shared/protocol/stamp.h"

#include "shared/base/check.h"
#include "shared/crypto/hash.h"

#include <algorithm>

namespace veldpost::protocol {

std::optional<Stamp> Stamp::parse(std::string_view hex)
{
    Stamp stamp;
    if (!fromHex(hex, stamp.m_bytes)) return std::nullopt;
    return stamp;
}

std::optional<Stamp> Stamp::fromBytes(std::span<const std::uint8_t> bytes)
{
    Stamp stamp;
    if (bytes.size() != stamp.m_bytes.size()) return std::nullopt;
    std::copy(bytes.begin(), bytes.end(), stamp.m_bytes.begin());
    return stamp;
}

Stamp makeStamp(const crypto::SecretBytes& key, const RevisionId& id, std::int64_t receivedAtMs)
{
    VELDPOST_CHECK(key.size() == 32);
    const auto mac = crypto::hmacSha256(std::span<const std::uint8_t, 32>(key.bytes().data(), 32),
                                        id.text() + "\n" + std::to_string(receivedAtMs));
    Stamp::Bytes bytes;
    std::copy_n(mac.begin(), bytes.size(), bytes.begin());
    return Stamp(bytes);
}

bool stampHolds(const crypto::SecretBytes& key, const RevisionId& id, std::int64_t receivedAtMs, const Stamp& stamp)
{
    return crypto::equalSecret(makeStamp(key, id, receivedAtMs).bytes(), stamp.bytes());
}

}  // namespace veldpost::protocol
