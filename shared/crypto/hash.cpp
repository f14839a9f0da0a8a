#include "shared/crypto/hash.h"

#include "shared/crypto/init.h"

#include <sodium.h>

namespace veldpost::crypto {

Sha256 sha256(std::span<const std::uint8_t> bytes)
{
    Sha256::Bytes out;
    crypto_hash_sha256(out.data(), bytes.data(), bytes.size());
    return Sha256(out);
}

Sha256 sha256(std::string_view bytes)
{
    return sha256(asBytes(bytes));
}

struct Sha256Stream::State {
    crypto_hash_sha256_state hash;
};

Sha256Stream::Sha256Stream() : m_state(std::make_unique<State>())
{
    crypto_hash_sha256_init(&m_state->hash);
}

Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::add(std::string_view bytes)
{
    crypto_hash_sha256_update(&m_state->hash, asBytes(bytes).data(), bytes.size());
}

Sha256 Sha256Stream::finish()
{
    Sha256::Bytes out;
    crypto_hash_sha256_final(&m_state->hash, out.data());
    return Sha256(out);
}

std::array<std::uint8_t, 32> hmacSha256(std::span<const std::uint8_t, 32> key, std::string_view bytes)
{
    std::array<std::uint8_t, 32> out;
    crypto_auth_hmacsha256(out.data(), asBytes(bytes).data(), bytes.size(), key.data());
    return out;
}

std::string toBase64(std::string_view bytes)
{
    std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), asBytes(bytes).data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    out.pop_back();  // the final NUL it counts
    return out;
}

std::optional<std::string> fromBase64(std::string_view text)
{
    std::string out(text.size() / 4 * 3, '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    const int rc = sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(),
                                     nullptr, &length, &end, sodium_base64_VARIANT_ORIGINAL);
    if (rc != 0 || end != text.data() + text.size()) return std::nullopt;
    out.resize(length);
    if (toBase64(out) != text) return std::nullopt;  // bits behind the end that nobody reads
    return out;
}

bool equalSecret(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b)
{
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace veldpost::crypto
