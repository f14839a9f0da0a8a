// The keys of one home folder.
//
//   DIR/            0700
//   DIR/vault.json  the key file (key_file.h)
//   DIR/store.db    the encrypted store; made by the engine with the data key
//   DIR/tries       count of wrong tries (try_counter.h)
//   DIR/contact.json, DIR/recovery.json   of the engine: how to ask for help when the passphrase is forgotten
//   DIR/lock        held while a Vault is there: one process a home
//   DIR/wiped       only after a wipe: there was a home here, and no key of it is left
//   DIR/new         only while a home is being set up: what is there then holds no work yet
//
// Thread rule: one thread.
// Invariants:
//  1. The data key is in memory only while unlocked, in locked memory; lock() overwrites it.
//  2. Nothing that is missing or damaged is ever replaced by something new and empty.
//  3. A try is counted on the disk before it is made; no number of tries erases anything.
#pragma once

#include "client/vault/key_file.h"
#include "client/vault/pin_lock.h"
#include "client/vault/secret_store.h"
#include "client/vault/try_counter.h"
#include "shared/storage/lock_file.h"

#include <memory>

namespace veldpost::vault {

// What a Vault works with; all outlive it.
struct Surroundings {
    const Clock& clock;
    RandomSource& random;
    SecretStore& secrets;
};

// What a guess at the passphrase costs. A program can only say standard().
class KeyCost {
public:
    static KeyCost standard() { return KeyCost({3, std::size_t{64} << 20}); }  // the floor for files that people use
    static KeyCost cheapForTests() { return KeyCost({1, std::size_t{8} << 10}); }
    const crypto::Argon2Cost& argon2() const { return m_cost; }

private:
    explicit KeyCost(const crypto::Argon2Cost& cost) : m_cost(cost) {}
    crypto::Argon2Cost m_cost;
};

class Vault {
public:
    // Begins a new home in a folder that has none (made when missing): a random data key under `passphrase`. The vault
    // is unlocked, the set-up not finished: make the store at storeFile() with dataKey(), then finishSetup(). What a
    // broken-off set-up left is cleared away first. Errors: home_exists (Conflict), store_in_use, those of
    // checkPassphrase() and of files.
    static Result<std::unique_ptr<Vault>> create(const std::filesystem::path& folder, std::string_view passphrase,
                                                 std::string_view userName, const Surroundings& around,
                                                 KeyCost cost = KeyCost::standard());

    // A home that is there, locked. Errors: not_enrolled (Locked; nothing is there, or a set-up was broken off), wiped (Locked),
    // store_missing, key_file_missing, key_file_damaged (Damaged), key_file_too_new, store_in_use (Busy),
    // store_not_accessible (the folder cannot be read).
    static Result<std::unique_ptr<Vault>> open(const std::filesystem::path& folder, const Surroundings& around);

    ~Vault();
    Vault(const Vault&) = delete;
    Vault& operator=(const Vault&) = delete;

    // Erases the home, its key first: from there on nothing in it can be read. Broken off, it is ended by the next open().
    // REQUIRES: store closed; all that was in it is elsewhere. Errors: those of files: call it again
    Status erase();

    // From now on the home is whole. REQUIRES: the store was made. Error: store_missing, those of files.
    Status finishSetup();
    // Takes back a set-up that did not come to an end (no server, refused code). REQUIRES: not finished, store closed
    Status abandonSetup();

    // Errors: wrong_passphrase, too_many_tries (Locked; the detail says how many seconds), tries_not_written,
    // out_of_memory, those of open(): the files are read anew.
    Status unlock(std::string_view passphrase);

    // For twelve hours after a passphrase in this process. Errors: pin_expired, wrong_pin (Locked).
    Status unlockWithPin(std::string_view pin);

    // REQUIRES: unlocked. Errors: those of PinLock::set.
    Status setPin(std::string_view pin);
    void forgetPin() { m_pin.forget(); }
    bool hasPin() const { return m_pin.isReady(); }  // unlockWithPin() has something to try

    // Overwrites the data key. Whoever opened the store with it closes the store first.
    void lock() { m_dataKey.wipe(); }
    bool isUnlocked() const { return !m_dataKey.empty(); }

    // 32 bytes. REQUIRES: unlocked
    const crypto::SecretBytes& dataKey() const;

    // Text that must wait in memory while the home is locked: opens only with this home's data key. REQUIRES: unlocked
    std::string sealText(std::string_view plain) const;
    Result<crypto::SecretBytes> openText(std::string_view sealed) const;  // error not_authentic

    // Takes `next` in the place of `current`; a PIN is forgotten. Errors: those of unlock() and checkPassphrase().
    // REQUIRES: unlocked
    Status changePassphrase(std::string_view current, std::string_view next, std::string_view userName);

    // Puts a copy of the data key, readable with the region's recovery secret only, into the key file.
    // REQUIRES: unlocked
    Status sealToRecovery(const std::array<std::uint8_t, 32>& recoveryPublicKey);
    // That copy. Error `no_recovery_copy` (Failed).
    Result<std::string> recoveryCopy() const;
    // Puts the data key under a new passphrase; the old one opens nothing any more. The wait of wrong tries ends.
    // `dataKey`: opened the store. Errors: those of checkPassphrase() and of files; nothing is changed then.
    Status recover(const crypto::SecretBytes& dataKey, std::string_view next, std::string_view userName);
    bool hasRecoveryCopy() const { return m_keyFile.recovery.has_value(); }

    std::filesystem::path storeFile() const;
    std::int64_t waitMs() const { return m_tries.waitMs(); }  // before the next try of a passphrase; 0: now

private:
    Vault(const std::filesystem::path& folder, const Surroundings& around, storage::LockFile lock, TryCounter tries,
          KeyFile keyFile);
    // Counts the try, derives, and resets the counter when it was right.
    Result<crypto::SecretBytes> tryPassphrase(std::string_view passphrase);
    crypto::SecretBytes textKey() const;

    std::filesystem::path m_folder;
    Surroundings m_around;
    storage::LockFile m_lock;
    TryCounter m_tries;
    KeyFile m_keyFile;
    PinLock m_pin;
    crypto::SecretBytes m_dataKey;
};

}  // namespace veldpost::vault
