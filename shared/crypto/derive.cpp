#include "shared/crypto/derive.h"

#include "shared/crypto/init.h"

#include <sodium.h>

namespace veldpost::crypto {

Result<SecretBytes> argon2id(std::string_view passphrase, const Salt& salt, const Argon2Cost& cost)
{
    ensureReady();
    static_assert(crypto_pwhash_SALTBYTES == std::tuple_size_v<Salt>);
    SecretBytes key(32);
    if (crypto_pwhash(key.bytes().data(), key.size(), passphrase.data(), passphrase.size(), salt.data(), cost.passes,
                      cost.memoryBytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return Error{ErrorKind::Failed, "out_of_memory", "Not enough memory to check the passphrase", ""};
    return key;
}

}  // namespace veldpost::crypto
