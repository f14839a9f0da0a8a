// The key file: the store's random data key, wrapped under the passphrase and sealed to the region's recovery key.
//
// Canonical JSON, one line (frozen: a golden file guards it):
//   {"kdf":{"alg":"argon2id13","memory_kib":65536,"passes":3,"salt":H16},
//    "key":{"alg":"xchacha20poly1305","sealed":H72},          nonce 24 + ciphertext 32 + tag 16
//    "recovery":{"alg":"x25519-sealed-box","key":H32,"sealed":H80},   absent until enrolment
//    "v":1}
// Hn = n bytes in lower-case hex. `recovery.key` is the SHA-256 of the recovery public key. The associated data of
// `key.sealed` is "veldpost-key-file-v1\n" + the canonical JSON of {"kdf","v"}: a changed cost or salt does not open.
#pragma once

#include "shared/base/id.h"
#include "shared/base/result.h"
#include "shared/crypto/derive.h"
#include "shared/crypto/secret.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>

namespace veldpost::vault {

inline constexpr std::size_t kDataKeyBytes = 32;

struct RecoveryCopy {
    Sha256 key;
    std::string sealed;
};

struct KeyFile {
    crypto::Argon2Cost cost;
    crypto::Salt salt{};
    std::string sealedKey;
    std::optional<RecoveryCopy> recovery;
};

std::string encodeKeyFile(const KeyFile& file);

// Errors: key_file_damaged (Damaged), key_file_too_new (a later `v`). Unknown keys are refused.
Result<KeyFile> decodeKeyFile(const std::string& text);

// Errors: key_file_missing, key_file_damaged (Damaged), key_file_too_new, those of files.
Result<KeyFile> loadKeyFile(const std::filesystem::path& path);
Status saveKeyFile(const std::filesystem::path& path, const KeyFile& file);

// A fresh salt and the data key wrapped under `passphrase`. Error out_of_memory.
Result<KeyFile> wrapKey(const crypto::SecretBytes& dataKey, std::string_view passphrase,
                        const crypto::Argon2Cost& cost, RandomSource& random);

// Error wrong_passphrase (Locked): a wrong passphrase and a changed file cannot be told apart.
Result<crypto::SecretBytes> unwrapKey(const KeyFile& file, std::string_view passphrase);

// The copy that only the holder of the recovery secret can open.
Result<RecoveryCopy> sealForRecovery(const crypto::SecretBytes& dataKey,
                                     const std::array<std::uint8_t, 32>& recoveryPublicKey);

}  // namespace veldpost::vault
