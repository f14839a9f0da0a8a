// What every command works with: the options all of them take, clock and chance, and the way into a home.
#pragma once

#include "client/engine/open_home.h"
#include "client/vault/vault.h"
#include "shared/crypto/secret.h"

#include <memory>
#include <string>

namespace veldpost::cli {

struct GlobalOptions {
    bool json = false;
    std::string home;
    std::string passphraseFile;
};

// An unlocked home. The store goes before the vault that holds its key and its lock.
struct UnlockedHome {
    std::unique_ptr<vault::Vault> vault;
    std::unique_ptr<engine::OpenHome> home;

    engine::Dossiers& dossiers() { return home->dossiers(); }
};

class Context {
public:
    const Clock& clock() const { return m_clock; }
    RandomSource& random() { return m_random; }
    vault::Surroundings surroundings() { return {m_clock, m_random, m_secrets}; }

    // --home, else the folder of the user's own data. Error `no_home` (Usage).
    Result<std::filesystem::path> homeFolder() const;
    // --passphrase-file, else VELDPOST_PASSPHRASE_FILE; empty: ask.
    std::string passphraseFile() const;
    // Errors: those of Vault::open and unlock, readPassphrase, OpenHome::open; `time_zone_missing`.
    Result<UnlockedHome> openHome(engine::OpenFor what = engine::OpenFor::Content);

    GlobalOptions options;

private:
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    vault::ProcessSecretStore m_secrets;
};

// The engine has wiped this device up to its keys: they go now, whatever else is under way. REQUIRES: the store is closed
// when `result` says so
template <typename T>
Status eraseIfWiped(vault::Vault& vault, const Result<T>& result)
{
    return !result.ok() && result.error().type == "wiped" ? vault.erase() : done();
}

// A chosen passphrase that no policy would take is wrong use of the command.
Error asWrongUse(Error error);

}  // namespace veldpost::cli
