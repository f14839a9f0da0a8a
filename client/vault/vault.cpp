#include "client/vault/vault.h"

#include "client/vault/passphrase_policy.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/seal.h"
#include "shared/storage/files.h"

#include <cerrno>
#include <unistd.h>

namespace veldpost::vault {

namespace {

namespace fs = std::filesystem;

constexpr char kKeyFileName[] = "vault.json";
constexpr char kStoreName[] = "store.db";
constexpr char kTriesName[] = "tries";
constexpr char kLockName[] = "lock";
constexpr char kNewName[] = "new";
constexpr char kWipedName[] = "wiped";
constexpr char kTextPurpose[] = "veldpost/text-in-memory/1";

bool isThere(const fs::path& path)
{
    // Only a name that is surely absent counts as absent: a folder that cannot be read is no empty home.
    std::error_code error;
    return fs::symlink_status(path, error).type() != fs::file_type::not_found;
}

// Whether a set-up was begun here and not ended. What is under the mark may be cleared away, so only a mark that is surely
// there counts: a disk that does not answer must never make a real home look like a new one.
Result<bool> isMarkedNew(const fs::path& folder)
{
    std::error_code error;
    const fs::file_type type = fs::symlink_status(folder / kNewName, error).type();
    if (type == fs::file_type::not_found) return false;
    if (!error) return true;
    return Error{ErrorKind::Failed, "store_not_accessible", "The folder of the home cannot be read",
                 "Nothing was changed in it. System error " + std::to_string(error.value())};
}

Error notEnrolled(const char* detail)
{
    return {ErrorKind::Locked, "not_enrolled", "There is no Veldpost in this folder yet", detail};
}

Error storeMissing()
{
    return {ErrorKind::Damaged, "store_missing", "The store's file is not there",
            "Nothing was made in its place. Put the file store.db back from where it went."};
}

Status removeFile(const fs::path& path)
{
    if (::unlink(path.c_str()) == 0 || errno == ENOENT) return done();
    return Error{ErrorKind::Failed, "store_not_accessible", "A file of the home cannot be removed",
                 path.filename().string() + ", system error " + std::to_string(errno)};
}

// Everything of a set-up that did not come to an end; the mark goes last, so that this can be broken off too.
Status clearSetup(const fs::path& folder)
{
    for (const char* name : {kStoreName, "store.db-wal", "store.db-shm", "store.db-journal", kKeyFileName,
                             "vault.json.new", kTriesName, "tries.new"})
        VELDPOST_TRY(removeFile(folder / name));
    VELDPOST_TRY(storage::syncFolder(folder));
    VELDPOST_TRY(removeFile(folder / kNewName));
    return storage::syncFolder(folder);
}

// The key goes first, overwritten; what is left after that no one can read. The mark stays and says why.
Status eraseHome(const fs::path& folder)
{
    VELDPOST_TRY(storage::replaceFile(folder / kWipedName, "This Veldpost was wiped, as its region ordered.\n"));
    for (const char* name : {kKeyFileName, "vault.json.new", "recovery.json"}) VELDPOST_TRY(storage::eraseFile(folder / name));
    for (const char* name : {kStoreName, "store.db-wal", "store.db-shm", "store.db-journal", kTriesName, "tries.new", "contact.json"})
        VELDPOST_TRY(removeFile(folder / name));
    return storage::syncFolder(folder);
}

// A wipe that was broken off behind the key is ended; before it, nothing was lost and it begins anew with the next contact.
Status endWipe(const fs::path& folder)
{
    const bool isWiped = isThere(folder / kWipedName) && !isThere(folder / kKeyFileName);
    if (!isWiped) return done();
    VELDPOST_TRY(eraseHome(folder));
    return Error{ErrorKind::Locked, "wiped", "This device was wiped, as its region ordered",
                 "Enrol it again with a new invitation. A sealed file beside it is for the coordinator."};
}

// A home must be whole before anything is tried on it.
Status checkWhole(const fs::path& folder)
{
    VELDPOST_TRY(endWipe(folder));
    VELDPOST_ASSIGN(const bool begun, isMarkedNew(folder));
    if (begun) return notEnrolled("A set-up was broken off here before it was done; enrol again.");
    const bool hasKey = isThere(folder / kKeyFileName);
    const bool hasStore = isThere(folder / kStoreName);
    if (!hasKey && !hasStore) return notEnrolled("Enrol this device first.");
    if (!hasStore) return storeMissing();
    return done();  // a missing key file is told by loadKeyFile()
}

Status beginSetup(const fs::path& folder)
{
    VELDPOST_ASSIGN(const bool begun, isMarkedNew(folder));
    if (begun) VELDPOST_TRY(clearSetup(folder));
    for (const char* name : {kKeyFileName, kStoreName, "store.db-wal", kTriesName})
        if (isThere(folder / name))
            return Error{ErrorKind::Conflict, "home_exists", "There is a Veldpost in this folder already",
                         "It was left as it is. Take another folder."};
    VELDPOST_TRY(removeFile(folder / kWipedName));
    return storage::replaceFile(folder / kNewName, "");
}

}  // namespace

Vault::Vault(const fs::path& folder, const Surroundings& around, storage::LockFile lock, TryCounter tries,
             KeyFile keyFile)
    : m_folder(folder), m_around(around), m_lock(std::move(lock)), m_tries(std::move(tries)),
      m_keyFile(std::move(keyFile)), m_pin(around.clock, around.random, around.secrets)
{
}

Vault::~Vault() = default;

Result<std::unique_ptr<Vault>> Vault::create(const fs::path& folder, std::string_view passphrase,
                                             std::string_view userName, const Surroundings& around, KeyCost cost)
{
    VELDPOST_TRY(checkPassphrase(passphrase, userName));
    VELDPOST_TRY(storage::makePrivateFolder(folder));
    VELDPOST_ASSIGN(storage::LockFile lock, storage::LockFile::take(folder / kLockName));
    VELDPOST_TRY(beginSetup(folder));
    crypto::SecretBytes dataKey = crypto::SecretBytes::random(kDataKeyBytes, around.random);
    VELDPOST_ASSIGN(KeyFile keyFile, wrapKey(dataKey, passphrase, cost.argon2(), around.random));
    VELDPOST_ASSIGN(TryCounter tries, TryCounter::make(folder / kTriesName, around.clock));
    VELDPOST_TRY(saveKeyFile(folder / kKeyFileName, keyFile));
    std::unique_ptr<Vault> vault(
        new Vault(folder, around, std::move(lock), std::move(tries), std::move(keyFile)));
    vault->m_dataKey = std::move(dataKey);
    vault->m_pin.passphraseGiven();
    return vault;
}

Result<std::unique_ptr<Vault>> Vault::open(const fs::path& folder, const Surroundings& around)
{
    VELDPOST_TRY(checkWhole(folder));
    VELDPOST_ASSIGN(storage::LockFile lock, storage::LockFile::take(folder / kLockName));
    VELDPOST_ASSIGN(KeyFile keyFile, loadKeyFile(folder / kKeyFileName));
    VELDPOST_ASSIGN(TryCounter tries, TryCounter::load(folder / kTriesName, around.clock));
    return std::unique_ptr<Vault>(
        new Vault(folder, around, std::move(lock), std::move(tries), std::move(keyFile)));
}

Status Vault::erase()
{
    lock();
    m_pin.forget();
    return eraseHome(m_folder);
}

Status Vault::finishSetup()
{
    if (!isThere(storeFile())) return storeMissing();
    VELDPOST_TRY(removeFile(m_folder / kNewName));
    return storage::syncFolder(m_folder);
}

Status Vault::abandonSetup()
{
    VELDPOST_ASSIGN(const bool begun, isMarkedNew(m_folder));
    VELDPOST_CHECK(begun);  // or it would erase a home with work in it
    lock();
    return clearSetup(m_folder);
}

Result<crypto::SecretBytes> Vault::tryPassphrase(std::string_view passphrase)
{
    VELDPOST_TRY(m_tries.beforeTry());
    VELDPOST_ASSIGN(crypto::SecretBytes dataKey, unwrapKey(m_keyFile, passphrase));
    VELDPOST_TRY(m_tries.rightTry());
    m_pin.passphraseGiven();
    return dataKey;
}

Status Vault::unlock(std::string_view passphrase)
{
    VELDPOST_TRY(checkWhole(m_folder));
    VELDPOST_ASSIGN(m_keyFile, loadKeyFile(m_folder / kKeyFileName));
    VELDPOST_ASSIGN(m_dataKey, tryPassphrase(passphrase));
    return done();
}

Status Vault::unlockWithPin(std::string_view pin)
{
    VELDPOST_ASSIGN(m_dataKey, m_pin.open(pin));
    return done();
}

Status Vault::setPin(std::string_view pin)
{
    return m_pin.set(pin, dataKey(), m_keyFile.cost);
}

const crypto::SecretBytes& Vault::dataKey() const
{
    VELDPOST_CHECK(isUnlocked());
    return m_dataKey;
}

crypto::SecretBytes Vault::textKey() const
{
    std::array<std::uint8_t, kDataKeyBytes> derived =
        crypto::hmacSha256(dataKey().bytes().first<kDataKeyBytes>(), kTextPurpose);
    crypto::SecretBytes key{std::span<const std::uint8_t>(derived)};
    crypto::wipeMemory(derived.data(), derived.size());
    return key;
}

std::string Vault::sealText(std::string_view plain) const
{
    return crypto::seal(textKey(), plain, kTextPurpose, m_around.random);
}

Result<crypto::SecretBytes> Vault::openText(std::string_view sealed) const
{
    return crypto::open(textKey(), sealed, kTextPurpose);
}

Status Vault::changePassphrase(std::string_view current, std::string_view next, std::string_view userName)
{
    VELDPOST_CHECK(isUnlocked());
    VELDPOST_TRY(checkPassphrase(next, userName));
    VELDPOST_ASSIGN(const crypto::SecretBytes proven, tryPassphrase(current));
    VELDPOST_ASSIGN(KeyFile changed, wrapKey(proven, next, m_keyFile.cost, m_around.random));
    changed.recovery = m_keyFile.recovery;  // the data key is the same
    VELDPOST_TRY(saveKeyFile(m_folder / kKeyFileName, changed));
    m_keyFile = std::move(changed);
    m_pin.forget();
    return done();
}

Status Vault::sealToRecovery(const std::array<std::uint8_t, 32>& recoveryPublicKey)
{
    KeyFile sealed = m_keyFile;
    VELDPOST_ASSIGN(sealed.recovery, sealForRecovery(dataKey(), recoveryPublicKey));
    VELDPOST_TRY(saveKeyFile(m_folder / kKeyFileName, sealed));
    m_keyFile = std::move(sealed);
    return done();
}

Result<std::string> Vault::recoveryCopy() const
{
    if (m_keyFile.recovery) return m_keyFile.recovery->sealed;
    return Error{ErrorKind::Failed, "no_recovery_copy", "The key file holds no copy for the region",
                 "Without the passphrase this home cannot be opened."};
}

Status Vault::recover(const crypto::SecretBytes& dataKey, std::string_view next, std::string_view userName)
{
    VELDPOST_TRY(checkPassphrase(next, userName));
    VELDPOST_ASSIGN(KeyFile changed, wrapKey(dataKey, next, m_keyFile.cost, m_around.random));
    changed.recovery = m_keyFile.recovery;
    VELDPOST_TRY(saveKeyFile(m_folder / kKeyFileName, changed));
    m_keyFile = std::move(changed);
    m_pin.forget();
    return m_tries.rightTry();
}

fs::path Vault::storeFile() const
{
    return m_folder / kStoreName;
}

}  // namespace veldpost::vault
