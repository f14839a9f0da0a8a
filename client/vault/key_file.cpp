#include "client/vault/key_file.h"

#include "shared/crypto/hash.h"
#include "shared/crypto/seal.h"
#include "shared/revision/json.h"
#include "shared/storage/files.h"

namespace veldpost::vault {

using revision::Json;

namespace {

constexpr std::size_t kFileBytesMax = 16 * 1024;
constexpr std::size_t kSealedKeyBytes = 24 + kDataKeyBytes + 16;
constexpr std::size_t kSealedBoxBytes = 32 + kDataKeyBytes + 16;

// What a file may ask of this machine: a damaged number must not take all its memory or minutes of its time.
constexpr std::int64_t kMemoryKibMin = 8;
constexpr std::int64_t kMemoryKibMax = 1024 * 1024;
constexpr std::int64_t kPassesMax = 20;

Error damaged(const char* what)
{
    return {ErrorKind::Damaged, "key_file_damaged", "The key file is damaged",
            std::string(what) + ". Nothing was changed; put back a copy of the file, or ask the region's coordinator "
                                "to recover the store."};
}

Json kdfJson(const crypto::Argon2Cost& cost, const crypto::Salt& salt)
{
    Json kdf = Json::object();
    kdf["alg"] = "argon2id13";
    kdf["passes"] = static_cast<std::int64_t>(cost.passes);
    kdf["memory_kib"] = static_cast<std::int64_t>(cost.memoryBytes / 1024);
    kdf["salt"] = toHex(salt);
    return kdf;
}

std::string associatedData(const crypto::Argon2Cost& cost, const crypto::Salt& salt)
{
    Json bound = Json::object();
    bound["v"] = 1;
    bound["kdf"] = kdfJson(cost, salt);
    return "veldpost-key-file-v1\n" + revision::canonicalText(bound);
}

bool hasOnly(const Json& object, std::initializer_list<const char*> keys)
{
    if (!object.is_object() || object.size() != keys.size()) return false;
    for (const char* key : keys)
        if (!object.contains(key)) return false;
    return true;
}

bool isText(const Json& object, const char* key, std::string_view value)
{
    return object.at(key).is_string() && object.at(key).get_ref<const std::string&>() == value;
}

std::optional<std::string> hexBytes(const Json& value, std::size_t bytes)
{
    if (!value.is_string()) return std::nullopt;
    std::string out(bytes, '\0');
    const std::span<std::uint8_t> span(reinterpret_cast<std::uint8_t*>(out.data()), out.size());
    if (!fromHex(value.get_ref<const std::string&>(), span)) return std::nullopt;
    return out;
}

std::optional<std::int64_t> integerIn(const Json& value, std::int64_t least, std::int64_t most)
{
    if (!value.is_number_integer()) return std::nullopt;
    const auto number = value.get<std::int64_t>();
    if (number < least || number > most) return std::nullopt;
    return number;
}

Status readKdf(const Json& kdf, KeyFile& file)
{
    if (!hasOnly(kdf, {"alg", "passes", "memory_kib", "salt"}) || !isText(kdf, "alg", "argon2id13"))
        return damaged("Its key derivation is unknown");
    const auto passes = integerIn(kdf.at("passes"), 1, kPassesMax);
    const auto memoryKib = integerIn(kdf.at("memory_kib"), kMemoryKibMin, kMemoryKibMax);
    const auto salt = hexBytes(kdf.at("salt"), file.salt.size());
    if (!passes || !memoryKib || !salt) return damaged("Its key derivation is out of bounds");
    file.cost.passes = static_cast<std::uint64_t>(*passes);
    file.cost.memoryBytes = static_cast<std::size_t>(*memoryKib) * 1024;
    std::copy(salt->begin(), salt->end(), file.salt.begin());
    return done();
}

Status readRecovery(const Json& copy, KeyFile& file)
{
    if (!hasOnly(copy, {"alg", "key", "sealed"}) || !isText(copy, "alg", "x25519-sealed-box"))
        return damaged("Its recovery copy is unknown");
    const auto key = copy.at("key").is_string() ? Sha256::parse(copy.at("key").get_ref<const std::string&>())
                                                : std::nullopt;
    const auto sealed = hexBytes(copy.at("sealed"), kSealedBoxBytes);
    if (!key || !sealed) return damaged("Its recovery copy is not whole");
    file.recovery = RecoveryCopy{*key, *sealed};
    return done();
}

}  // namespace

std::string encodeKeyFile(const KeyFile& file)
{
    Json json = Json::object();
    json["v"] = 1;
    json["kdf"] = kdfJson(file.cost, file.salt);
    json["key"]["alg"] = "xchacha20poly1305";
    json["key"]["sealed"] = toHex(crypto::asBytes(file.sealedKey));
    if (file.recovery) {
        json["recovery"]["alg"] = "x25519-sealed-box";
        json["recovery"]["key"] = file.recovery->key.text();
        json["recovery"]["sealed"] = toHex(crypto::asBytes(file.recovery->sealed));
    }
    return revision::canonicalText(json) + "\n";
}

Result<KeyFile> decodeKeyFile(const std::string& text)
{
    if (text.empty() || text.back() != '\n') return damaged("Its end is missing");
    const auto read = revision::readJson(std::string_view(text).substr(0, text.size() - 1));
    if (!read.ok() || !read->is_object() || !read->contains("v")) return damaged("It is not what it should be");
    const Json& json = *read;
    if (integerIn(json.at("v"), 2, revision::kIntegerMax))
        return Error{ErrorKind::Failed, "key_file_too_new", "The key file was made by a newer version",
                     "Use the newer version; nothing was changed."};
    const bool hasRecovery = json.contains("recovery");
    const bool isShape = hasRecovery ? hasOnly(json, {"v", "kdf", "key", "recovery"})
                                     : hasOnly(json, {"v", "kdf", "key"});
    if (!isShape || !integerIn(json.at("v"), 1, 1)) return damaged("It is not what it should be");
    KeyFile file;
    VELDPOST_TRY(readKdf(json.at("kdf"), file));
    const Json& key = json.at("key");
    if (!hasOnly(key, {"alg", "sealed"}) || !isText(key, "alg", "xchacha20poly1305"))
        return damaged("Its wrapped key is unknown");
    const auto sealed = hexBytes(key.at("sealed"), kSealedKeyBytes);
    if (!sealed) return damaged("Its wrapped key is not whole");
    file.sealedKey = *sealed;
    if (hasRecovery) VELDPOST_TRY(readRecovery(json.at("recovery"), file));
    return file;
}

Result<KeyFile> loadKeyFile(const std::filesystem::path& path)
{
    auto text = storage::readFile(path, kFileBytesMax);
    if (text.ok()) return decodeKeyFile(*text);
    if (text.error().type == "too_large") return damaged("It is far too large");
    if (text.error().type != "file_missing") return std::move(text).error();
    return Error{ErrorKind::Damaged, "key_file_missing", "The key file is not there",
                 "The store cannot be opened without it, and nothing was made in its place. Put the file back, or ask "
                 "the region's coordinator to recover the store."};
}

Status saveKeyFile(const std::filesystem::path& path, const KeyFile& file)
{
    return storage::replaceFile(path, encodeKeyFile(file));
}

Result<KeyFile> wrapKey(const crypto::SecretBytes& dataKey, std::string_view passphrase,
                        const crypto::Argon2Cost& cost, RandomSource& random)
{
    VELDPOST_CHECK(dataKey.size() == kDataKeyBytes);
    KeyFile file;
    file.cost = cost;
    random.fill(file.salt);
    VELDPOST_ASSIGN(const crypto::SecretBytes wrapping, crypto::argon2id(passphrase, file.salt, cost));
    file.sealedKey = crypto::seal(wrapping, crypto::asText(dataKey.bytes()), associatedData(cost, file.salt), random);
    return file;
}

Result<crypto::SecretBytes> unwrapKey(const KeyFile& file, std::string_view passphrase)
{
    VELDPOST_ASSIGN(const crypto::SecretBytes wrapping, crypto::argon2id(passphrase, file.salt, file.cost));
    auto opened = crypto::open(wrapping, file.sealedKey, associatedData(file.cost, file.salt));
    if (opened.ok()) return opened;
    return Error{ErrorKind::Locked, "wrong_passphrase", "The passphrase is not right",
                 "A key file that was changed looks the same. Nothing is erased by wrong tries."};
}

Result<RecoveryCopy> sealForRecovery(const crypto::SecretBytes& dataKey,
                                     const std::array<std::uint8_t, 32>& recoveryPublicKey)
{
    VELDPOST_ASSIGN(std::string sealed, crypto::sealTo(recoveryPublicKey, crypto::asText(dataKey.bytes())));
    return RecoveryCopy{crypto::sha256(std::span<const std::uint8_t>(recoveryPublicKey)), std::move(sealed)};
}

}  // namespace veldpost::vault
