// HomeKeeper: what the app asks of the place where key and store are kept. The program's is built on the vault
// (client/app); page tests use one on a temporary home.
#pragma once

#include "client/engine/open_home.h"
#include "shared/crypto/secret.h"

#include <functional>
#include <memory>
#include <string>

namespace veldpost::viewmodels {

using OpenedHome = Result<std::unique_ptr<engine::OpenHome>>;

struct Enrolment {
    std::string server;  // URL, or an invitation string
    std::string code;
    std::string caFile;
    std::string passphrase;
};

class HomeKeeper {
public:
    virtual ~HomeKeeper() = default;

    virtual bool enrolled() const = 0;
    // Each answers by `done`, on the GUI thread, possibly later; never twice.
    virtual void unlock(std::string passphrase, std::function<void(OpenedHome)> done) = 0;
    virtual void unlockWithPin(std::string pin, std::function<void(OpenedHome)> done) = 0;
    virtual void enrol(Enrolment enrolment, std::function<void(OpenedHome)> done) = 0;
    virtual Status setPin(const std::string& pin) = 0;
    virtual Status changePassphrase(const std::string& current, const std::string& next) = 0;
    // For text that waits in memory while the app is locked: only the keys of the next unlock open it. REQUIRES: unlocked
    virtual std::string seal(std::string_view plain) = 0;
    virtual Result<crypto::SecretBytes> openSealed(std::string_view sealed) = 0;
    // Erases key and store for good: the engine has wiped this device (`wiped`). The home has been closed before.
    virtual Status erase() = 0;
    // Wipes the keys. The home has been closed before.
    virtual void lock() = 0;
    virtual bool pinReady() const = 0;
    virtual std::int64_t waitMs() const = 0;  // until the next try is taken
    virtual void noteActivity() = 0;
    virtual bool idleOver() const = 0;        // time to lock
    // What the home is connected with; null: offline for good.
    virtual std::unique_ptr<engine::Transport> transportFor(const engine::Identity& identity) = 0;
};

}  // namespace veldpost::viewmodels
