// A home as enrolment leaves it, made without a server: the keys of a region are made up here.
#pragma once

#include "client/engine/open_home.h"
#include "client/vault/vault.h"
#include "tests/support/cli_process.h"
#include "tests/support/test_folder.h"

#include <QJsonArray>

namespace veldpost::testing {

class MadeHome {
public:
    static constexpr char kPassphrase[] = "vier losse woorden bij elkaar";

    explicit MadeHome(const QString& serverUrl = QStringLiteral("http://127.0.0.1:9")) : m_url(serverUrl) {}

    // As if enrolled at that moment, with this lease. Before make().
    void enrolledAt(std::int64_t ms, std::int64_t leaseMs) { m_enrolled = {ms, leaseMs}; }

    // False: the reason is in error().
    bool make()
    {
        if (!m_folder.write(QStringLiteral("passphrase"), kPassphrase)) return false;
        const Status made = setUp();
        if (!made.ok()) m_error = QString::fromStdString(made.error().type);
        return made.ok();
    }

    CliResult run(const QStringList& arguments, const QByteArray& input = {}) const
    {
        return runCli({arguments + common(), input});
    }
    QStringList common() const
    {
        return {QStringLiteral("--json"), QStringLiteral("--home"), home(), QStringLiteral("--passphrase-file"),
                m_folder.path(QStringLiteral("passphrase"))};
    }
    // The id of a new case; empty when it was not made.
    QString newCase(const QString& title = QStringLiteral("Huis aan de dijk")) const
    {
        return run({QStringLiteral("case"), QStringLiteral("create"), QStringLiteral("--title"), title})
            .json()
            .value(QStringLiteral("case"))
            .toString();
    }
    CliResult addNote(const QString& caseId, const QByteArray& text) const
    {
        return run({QStringLiteral("note"), QStringLiteral("add"), caseId, QStringLiteral("--text-file"), QStringLiteral("-")}, text);
    }

    QString home() const { return m_folder.path(QStringLiteral("home")); }
    const TestFolder& folder() const { return m_folder; }
    const UserId& user() const { return m_user; }
    QString error() const { return m_error; }
    vault::Surroundings surroundings() { return {m_clock, m_random, m_secrets}; }

private:
    Status setUp()
    {
        VELDPOST_ASSIGN(const auto vault, vault::Vault::create(home().toStdString(), kPassphrase, "", surroundings(),
                                                               vault::KeyCost::cheapForTests()));
        const auto serverKey = crypto::SigningKey::generate(m_random);
        const auto deviceKey = crypto::SigningKey::generate(m_random);
        m_user = makeUuid7<UserId>(m_clock.nowMs(), m_random);
        engine::Identity identity;
        identity.certificate.region = makeUuid7<RegionId>(m_clock.nowMs(), m_random);
        identity.certificate.device = makeUuid7<DeviceId>(m_clock.nowMs(), m_random);
        identity.certificate.user = m_user;
        identity.certificate.key = deviceKey.publicKey();
        identity.certificate.issuedAtMs = m_clock.nowMs();
        identity.certificate.epoch = "e1";
        identity.certificate = protocol::issueCertificate(identity.certificate, serverKey);
        identity.serverKey = serverKey.publicKey();
        identity.role = "wijkteam";
        identity.userName = "Noor de Wit";
        identity.serverUrl = m_url.toStdString();
        const FakeClock then(m_enrolled ? m_enrolled->serverTimeMs : m_clock.nowMs());
        VELDPOST_TRY(engine::OpenHome::create(vault->storeFile(), vault->dataKey(), identity, deviceKey, then, m_random, m_enrolled));
        return vault->finishSetup();
    }

    TestFolder m_folder;
    QString m_url;
    QString m_error;
    UserId m_user;
    std::optional<engine::Contact> m_enrolled;
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    vault::ProcessSecretStore m_secrets;
};

}  // namespace veldpost::testing
