#include "shared/crypto/seal.h"

#include "shared/crypto/hash.h"
#include "shared/crypto/init.h"

#include <sodium.h>

namespace veldpost::crypto {

namespace {
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kSealKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

Error notAuthentic()
{
    return {ErrorKind::Damaged, "not_authentic", "The sealed bytes could not be opened", ""};
}

std::uint8_t* mutableBytes(std::string& text)
{
    return reinterpret_cast<std::uint8_t*>(text.data());
}
}  // namespace

std::string seal(const SecretBytes& key, std::string_view plain, std::string_view associated, RandomSource& random)
{
    VELDPOST_CHECK(key.size() == kSealKeyBytes);
    std::string out(kNonceBytes + plain.size() + kTagBytes, '\0');
    random.fill({mutableBytes(out), kNonceBytes});
    crypto_aead_xchacha20poly1305_ietf_encrypt(mutableBytes(out) + kNonceBytes, nullptr, asBytes(plain).data(),
                                               plain.size(), asBytes(associated).data(), associated.size(), nullptr,
                                               mutableBytes(out), key.bytes().data());
    return out;
}

Result<SecretBytes> open(const SecretBytes& key, std::string_view sealed, std::string_view associated)
{
    VELDPOST_CHECK(key.size() == kSealKeyBytes);
    if (sealed.size() < kNonceBytes + kTagBytes) return notAuthentic();
    SecretBytes plain(sealed.size() - kNonceBytes - kTagBytes);
    const auto bytes = asBytes(sealed);
    const int rc = crypto_aead_xchacha20poly1305_ietf_decrypt(
        plain.bytes().data(), nullptr, nullptr, bytes.data() + kNonceBytes, bytes.size() - kNonceBytes,
        asBytes(associated).data(), associated.size(), bytes.data(), key.bytes().data());
    if (rc != 0) return notAuthentic();
    return plain;
}

BoxKeyPair BoxKeyPair::generate(RandomSource& random)
{
    ensureReady();
    BoxKeyPair pair{{}, SecretBytes::random(crypto_box_SECRETKEYBYTES, random)};
    crypto_scalarmult_base(pair.publicKey.data(), pair.secretKey.bytes().data());
    return pair;
}

Result<std::string> sealTo(const std::array<std::uint8_t, 32>& publicKey, std::string_view plain)
{
    ensureReady();
    std::string out(plain.size() + crypto_box_SEALBYTES, '\0');
    if (crypto_box_seal(mutableBytes(out), asBytes(plain).data(), plain.size(), publicKey.data()) != 0)
        return Error{ErrorKind::Malformed, "weak_key", "The public key cannot be sealed to", ""};
    return out;
}

Result<SecretBytes> openSealed(const BoxKeyPair& pair, std::string_view sealed)
{
    if (sealed.size() < crypto_box_SEALBYTES) return notAuthentic();
    SecretBytes plain(sealed.size() - crypto_box_SEALBYTES);
    if (crypto_box_seal_open(plain.bytes().data(), asBytes(sealed).data(), sealed.size(), pair.publicKey.data(),
                             pair.secretKey.bytes().data()) != 0)
        return notAuthentic();
    return plain;
}

}  // namespace veldpost::crypto
