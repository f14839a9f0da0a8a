#include "client/app/vault_keeper.h"

#include "client/app/enrolling.h"
#include "client/transport/http_transport.h"

namespace veldpost::app {

VaultKeeper::VaultKeeper(std::filesystem::path folder, const Clock& clock, RandomSource& random)
    : m_folder(std::move(folder)), m_clock(clock), m_random(random), m_policy(clock)
{
    const Status found = findVault();
    // A home that is damaged or in use is there all the same: unlocking says what is wrong with it.
    m_enrolled = found.ok() || (found.error().type != "not_enrolled" && found.error().type != "wiped");
}

VaultKeeper::~VaultKeeper() = default;

Status VaultKeeper::findVault()
{
    if (m_vault) return done();
    VELDPOST_ASSIGN(m_vault, vault::Vault::open(m_folder, {m_clock, m_random, m_secrets}));
    return done();
}

void VaultKeeper::openWith(std::function<Status(vault::Vault&)> open, std::function<void(OpenedHome)> done)
{
    const Status found = findVault();
    if (!found.ok()) {
        QMetaObject::invokeMethod(this, [done, error = found.error()] { done(error); }, Qt::QueuedConnection);
        return;
    }
    m_background.run<Unit>(
        this, [this, open = std::move(open)] { return open(*m_vault); },
        [this, done = std::move(done)](Status opened) {
            done(opened.ok() ? openStore() : OpenedHome(std::move(opened).error()));
        });
}

void VaultKeeper::unlock(std::string passphrase, std::function<void(OpenedHome)> done)
{
    openWith(
        [passphrase = std::move(passphrase)](vault::Vault& vault) mutable {
            const Status opened = vault.unlock(passphrase);
            crypto::wipeText(passphrase);
            return opened;
        },
        std::move(done));
}

void VaultKeeper::unlockWithPin(std::string pin, std::function<void(OpenedHome)> done)
{
    openWith(
        [pin = std::move(pin)](vault::Vault& vault) mutable {
            const Status opened = vault.unlockWithPin(pin);
            crypto::wipeText(pin);
            return opened;
        },
        std::move(done));
}

OpenedHome VaultKeeper::openStore()
{
    auto home = engine::OpenHome::open(m_vault->storeFile(), m_vault->dataKey(), m_clock, m_random,
                                       engine::OpenFor::Delivery);  // the app asks mayRead() itself, and goes on asking
    if (!home.ok()) {
        m_vault->lock();
        if (home.error().type != "wiped") return home;
        const Status erased = erase();
        return erased.ok() ? std::move(home) : OpenedHome(erased.error());
    }
    m_userName = (*home)->identity().userName;
    m_policy.unlocked();
    return home;
}

void VaultKeeper::enrol(viewmodels::Enrolment enrolment, std::function<void(OpenedHome)> done)
{
    m_enrolling = std::make_unique<Enrolling>(m_folder, vault::Surroundings{m_clock, m_random, m_secrets},
                                              std::move(enrolment));
    m_enrolling->start([this, done = std::move(done)](Result<Enrolled> enrolled) {
        // The run that calls this ends with it, so it goes when the call is over.
        m_enrolling.release()->deleteLater();
        if (!enrolled.ok()) return done(std::move(enrolled).error());
        m_vault = std::move(enrolled->vault);
        m_enrolled = true;
        m_userName = enrolled->home->identity().userName;
        m_policy.unlocked();
        done(std::move(enrolled->home));
    });
}

Status VaultKeeper::setPin(const std::string& pin)
{
    if (!m_vault || !m_vault->isUnlocked()) return Error{ErrorKind::Locked, "not_open", "The app is locked", ""};
    return m_vault->setPin(pin);
}

Status VaultKeeper::changePassphrase(const std::string& current, const std::string& next)
{
    if (!m_vault || !m_vault->isUnlocked()) return Error{ErrorKind::Locked, "not_open", "The app is locked", ""};
    return m_vault->changePassphrase(current, next, m_userName);
}

std::string VaultKeeper::seal(std::string_view plain)
{
    VELDPOST_CHECK(m_vault != nullptr);
    return m_vault->sealText(plain);
}

Result<crypto::SecretBytes> VaultKeeper::openSealed(std::string_view sealed)
{
    VELDPOST_CHECK(m_vault != nullptr);
    return m_vault->openText(sealed);
}

Status VaultKeeper::erase()
{
    VELDPOST_CHECK(m_vault != nullptr);
    VELDPOST_TRY(m_vault->erase());
    m_vault.reset();
    m_enrolled = false;
    return done();
}

void VaultKeeper::lock()
{
    if (m_vault) m_vault->lock();
}

bool VaultKeeper::pinReady() const { return m_vault && m_vault->hasPin(); }
std::int64_t VaultKeeper::waitMs() const { return m_vault ? m_vault->waitMs() : 0; }
bool VaultKeeper::idleOver() const { return m_policy.step().has_value(); }

std::unique_ptr<engine::Transport> VaultKeeper::transportFor(const engine::Identity& identity)
{
    // The demo's home has no server.
    if (identity.serverUrl.empty()) return nullptr;
    auto made = transport::HttpTransport::make(identity.serverUrl, identity.caPem);
    if (!made.ok()) return nullptr;  // enrolment took this very address and CA
    return std::move(made).value();
}

}  // namespace veldpost::app
