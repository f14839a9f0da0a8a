#include "client/cli/app_context.h"

#include "client/cli/passphrase.h"
#include "shared/calendar/zone.h"

#include <cstdlib>

namespace veldpost::cli {

namespace {

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

Result<std::filesystem::path> Context::homeFolder() const
{
    if (!options.home.empty()) return std::filesystem::path(options.home);
    const std::filesystem::path ownData = environment("XDG_DATA_HOME");
    if (ownData.is_absolute()) return ownData / "veldpost";
    const std::filesystem::path user = environment("HOME");
    if (user.is_absolute()) return user / ".local" / "share" / "veldpost";
    return Error{ErrorKind::Usage, "no_home", "Where is the home?", "Name its folder with --home."};
}

std::string Context::passphraseFile() const
{
    return options.passphraseFile.empty() ? environment("VELDPOST_PASSPHRASE_FILE") : options.passphraseFile;
}

Result<UnlockedHome> Context::openHome(engine::OpenFor what)
{
    VELDPOST_TRY(calendar::zoneReady());
    VELDPOST_ASSIGN(const std::filesystem::path folder, homeFolder());
    UnlockedHome unlocked;
    VELDPOST_ASSIGN(unlocked.vault, vault::Vault::open(folder, surroundings()));
    VELDPOST_ASSIGN(const Passphrase passphrase, readPassphrase(passphraseFile(), "Passphrase: "));
    VELDPOST_TRY(unlocked.vault->unlock(passphrase.text()));
    auto opened = engine::OpenHome::open(unlocked.vault->storeFile(), unlocked.vault->dataKey(), m_clock, m_random, what);
    VELDPOST_TRY(eraseIfWiped(*unlocked.vault, opened));
    VELDPOST_ASSIGN(unlocked.home, std::move(opened));
    return unlocked;
}

Error asWrongUse(Error error)
{
    if (error.type.starts_with("passphrase_")) error.kind = ErrorKind::Usage;
    return error;
}

}  // namespace veldpost::cli
