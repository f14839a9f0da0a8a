// VaultKeeper: the app's HomeKeeper on a folder with a vault.
//
// Thread rule: the GUI thread. Deriving a key takes a good part of a second, so it runs on a thread of its own; until it
// has answered nothing else is asked of the vault (App::busy sees to it).
#pragma once

#include "client/viewmodels/background.h"
#include "client/vault/lock_policy.h"
#include "client/vault/vault.h"
#include "client/viewmodels/home_keeper.h"

#include <QObject>

#include <filesystem>

namespace veldpost::app {

class Enrolling;
using viewmodels::OpenedHome;

class VaultKeeper : public QObject, public viewmodels::HomeKeeper {
    Q_OBJECT

public:
    VaultKeeper(std::filesystem::path folder, const Clock& clock, RandomSource& random);
    ~VaultKeeper() override;

    bool enrolled() const override { return m_enrolled; }
    void unlock(std::string passphrase, std::function<void(OpenedHome)> done) override;
    void unlockWithPin(std::string pin, std::function<void(OpenedHome)> done) override;
    void enrol(viewmodels::Enrolment enrolment, std::function<void(OpenedHome)> done) override;
    Status setPin(const std::string& pin) override;
    Status changePassphrase(const std::string& current, const std::string& next) override;
    std::string seal(std::string_view plain) override;
    Result<crypto::SecretBytes> openSealed(std::string_view sealed) override;
    Status erase() override;
    void lock() override;
    bool pinReady() const override;
    std::int64_t waitMs() const override;
    void noteActivity() override { m_policy.activity(); }
    bool idleOver() const override;
    std::unique_ptr<engine::Transport> transportFor(const engine::Identity& identity) override;

    // The machine goes to sleep or its screen is locked.
    void suspending() { m_policy.suspending(); }
    void screenLocked() { m_policy.screenLocked(); }

private:
    Status findVault();
    // Runs `open` on a thread of its own, then opens the store.
    void openWith(std::function<Status(vault::Vault&)> open, std::function<void(OpenedHome)> done);
    OpenedHome openStore();

    std::filesystem::path m_folder;
    const Clock& m_clock;
    RandomSource& m_random;
    vault::ProcessSecretStore m_secrets;
    std::unique_ptr<vault::Vault> m_vault;
    bool m_enrolled = false;
    std::string m_userName;
    mutable vault::LockPolicy m_policy;
    std::unique_ptr<Enrolling> m_enrolling;
    viewmodels::Background m_background;
};

}  // namespace veldpost::app
