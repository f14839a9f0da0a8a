#include "client/app/enrolling.h"

#include "client/transport/ca_from_server.h"
#include "client/vault/passphrase_policy.h"
#include "shared/protocol/invitation.h"

#include <QFile>

namespace veldpost::app {

namespace {

constexpr qint64 kCaFileBytesMax = 256 * 1024;

Result<std::string> readCaFile(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly) || file.size() > kCaFileBytesMax)
        return Error{ErrorKind::Usage, "bad_ca_file", "The CA file cannot be read", ""};
    return file.readAll().toStdString();
}

}  // namespace

Enrolling::Enrolling(std::filesystem::path folder, const vault::Surroundings& around, viewmodels::Enrolment asked)
    : m_folder(std::move(folder)), m_around(around), m_asked(std::move(asked))
{
}

void Enrolling::start(std::function<void(Result<Enrolled>)> done)
{
    m_done = std::move(done);
    const Status read = readInvitation();
    const auto next = [this, read] { read.ok() ? findCa() : end(read.error()); };
    QMetaObject::invokeMethod(this, next, Qt::QueuedConnection);
}

Status Enrolling::readInvitation()
{
    VELDPOST_TRY(vault::checkPassphrase(m_asked.passphrase, ""));
    if (!m_asked.caFile.empty()) {
        VELDPOST_ASSIGN(m_caPem, readCaFile(m_asked.caFile));
    }
    if (!m_asked.code.empty()) return checkCaFile({});
    VELDPOST_ASSIGN(const protocol::Invitation invitation, protocol::Invitation::parse(m_asked.server));
    if (invitation.url.empty())
        return Error{ErrorKind::Usage, "bad_server_url", "The invitation names no server", "Give address and code."};
    m_asked.server = invitation.url;
    m_asked.code = invitation.code;
    if (m_caPem.empty() && invitation.url.starts_with("https:")) m_caToFetch = invitation.caSha256;
    return checkCaFile(invitation.caSha256);
}

// The CA file must be the one the invitation names, where it names one.
Status Enrolling::checkCaFile(const std::optional<Sha256>& named) const
{
    if (m_caPem.empty()) return veldpost::done();
    VELDPOST_ASSIGN(const Sha256 given, protocol::certificateFingerprint(m_caPem));
    if (!named || given == *named) return veldpost::done();
    return Error{ErrorKind::Unreachable, "not_trusted", "The CA file is not the one the invitation names", ""};
}

void Enrolling::findCa()
{
    if (!m_caToFetch) return makeVault();
    m_background.run<std::string>(
        this, [this] { return transport::caFromServer(m_asked.server, *m_caToFetch); },
        [this](Result<std::string> found) {
            if (!found.ok()) return end(std::move(found).error());
            m_caPem = std::move(found).value();
            makeVault();
        });
}

void Enrolling::makeVault()
{
    auto transport = transport::HttpTransport::make(m_asked.server, m_caPem);
    if (!transport.ok()) return end(std::move(transport).error());
    m_transport = std::move(transport).value();
    using Made = std::unique_ptr<vault::Vault>;
    m_background.run<Made>(
        this, [this] { return vault::Vault::create(m_folder, m_asked.passphrase, "", m_around); },
        [this](Result<Made> made) {
            if (!made.ok()) return end(std::move(made).error());
            m_vault = std::move(made).value();
            askServer();
        });
}

void Enrolling::askServer()
{
    m_deviceKey = crypto::SigningKey::generate(m_around.random);
    engine::enrol(*m_transport, m_asked.code, *m_deviceKey, [this](Result<protocol::EnrolAnswer> answer) {
        end(answer.ok() ? makeStore(*answer) : Result<Enrolled>(std::move(answer).error()));
    });
}

Result<Enrolled> Enrolling::makeStore(const protocol::EnrolAnswer& answer)
{
    // Only now the name is known: nobody takes his own for a passphrase.
    VELDPOST_TRY(vault::checkPassphrase(m_asked.passphrase, answer.userName));
    engine::Identity identity;
    identity.certificate = answer.certificate;
    identity.serverKey = answer.serverKey;
    identity.recoveryKey = answer.recoveryKey;
    identity.role = answer.role;
    identity.userName = answer.userName;
    identity.serverUrl = m_asked.server;
    identity.caPem = m_caPem;
    VELDPOST_ASSIGN(auto home, engine::OpenHome::create(m_vault->storeFile(), m_vault->dataKey(), identity, *m_deviceKey,
                                                        m_around.clock, m_around.random, engine::contactOf(answer)));
    VELDPOST_TRY(m_vault->sealToRecovery(answer.recoveryKey));
    VELDPOST_TRY(m_vault->finishSetup());
    return Enrolled{std::move(m_vault), std::move(home)};
}

void Enrolling::end(Result<Enrolled> result)
{
    crypto::wipeText(m_asked.passphrase);
    if (!result.ok() && m_vault) {
        // What was wrong first is what is told; a set-up left over is cleared by the next one.
        const Status taken = m_vault->abandonSetup();
        if (!taken.ok()) result = Result<Enrolled>(Error{ErrorKind::Failed, taken.error().type, taken.error().title, ""});
        m_vault.reset();
    }
    m_done(std::move(result));
}

}  // namespace veldpost::app
