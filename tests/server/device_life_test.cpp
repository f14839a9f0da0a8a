// What becomes of one device, with the real programs: lease by role, list, wipe and import, a forgotten passphrase, two
// users on one tablet.
#include "client/engine/open_home.h"
#include "client/vault/vault.h"
#include "tests/support/cli_process.h"
#include "tests/support/real_server.h"

#include <QJsonArray>
#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::testing;

namespace {

QString word(const char* text) { return QString::fromUtf8(text); }

constexpr char kPassphrase[] = "vier losse woorden bij elkaar";
constexpr char kNext[] = "een groene fiets zonder zadel";

// One user's home in a folder of its own.
class Home {
public:
    explicit Home(RealServer& region, const char* name, const char* role) : m_region(region)
    {
        m_folder.write(word("passphrase"), kPassphrase);
        m_folder.write(word("next"), kNext);
        user = region.admin({word("user"), word("add"), word("--region"), word("RR"), word("--name"), word(name), word("--role"), word(role)})
                   .json().value(word("user")).toString();
        const auto invited = region.admin({word("device"), word("invite"), word("--user"), user}).json();
        device = run({word("enrol"), word("--server"), region.url(), word("--code"), invited.value(word("code")).toString()})
                     .json().value(word("device")).toString();
    }

    CliResult run(const QStringList& arguments, const QByteArray& input = {}, const char* passphrase = "passphrase") const
    {
        return runCli({arguments + QStringList{word("--home"), home(), word("--passphrase-file"), m_folder.path(word(passphrase)), word("--json")}, input});
    }
    QString newCase() const
    {
        return run({word("case"), word("create"), word("--title"), word("A")}).json().value(word("case")).toString();
    }
    CliResult note(const QString& caseId, const QByteArray& text) const
    {
        return run({word("note"), word("add"), caseId, word("--text-file"), word("-")}, text);
    }
    CliResult sync() const { return run({word("sync"), word("--timeout"), word("60")}); }
    QString home() const { return m_folder.path(word("home")); }
    QString path(const char* name) const { return m_folder.path(word(name)); }

    QString user;
    QString device;

private:
    RealServer& m_region;
    TestFolder m_folder;
};

QJsonObject listed(const CliResult& result, const QString& device)
{
    for (const QJsonValue& row : result.json().value(word("devices")).toArray())
        if (row.toObject().value(word("device")).toString() == device) return row.toObject();
    return {};
}

}  // namespace

class DeviceLifeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_region = std::make_unique<RealServer>();
        QVERIFY2(m_region->start(), qPrintable(m_region->why()));
    }
    void cleanup() { m_region->stop(); }

    void lease_ofTheRole_ends_closesTheHome_andASyncOpensIt()
    {
        QCOMPARE(m_region->admin({word("lease"), word("--role"), word("wijkteam"), word("--hours"), word("1")}).exitCode, 0);
        QCOMPARE(m_region->admin({word("lease"), word("--role"), word("wijkteam"), word("--hours"), word("0")}).exitCode, 2);
        Home field(*m_region, "Noor de Wit", "wijkteam");
        const QString caseId = field.newCase();
        {
            // Away for four hours: as if the last contact had been then.
            SystemClock clock;
            crypto::SystemRandom random;
            vault::ProcessSecretStore secrets;
            auto vault = vault::Vault::open(field.home().toStdString(), {clock, random, secrets});
            QVERIFY(vault.ok() && (*vault)->unlock(kPassphrase).ok());
            const auto home = engine::OpenHome::open((*vault)->storeFile(), (*vault)->dataKey(), clock, random);
            QVERIFY(home.ok());
            const FakeClock then(clock.nowMs() - 4 * 60 * 60 * 1000);
            QVERIFY(engine::Lease((*home)->store(), then).take({then.nowMs(), 60 * 60 * 1000}).ok());
        }
        QCOMPARE(field.note(caseId, "x").problemType(), word("lease_over"));
        QCOMPARE(field.note(caseId, "x").exitCode, 3);
        QCOMPARE(field.sync().exitCode, 0);
        QCOMPARE(field.note(caseId, "x").exitCode, 0);
        QCOMPARE(field.run({word("status")}).json().value(word("lease_over")), QJsonValue(false));
    }

    void wipe_byTheAdministrator_andWhatWasSealedIsImported()
    {
        Home field(*m_region, "Noor de Wit", "wijkteam");
        Home office(*m_region, "Bram Özdemir", "coordinator");
        const QString caseId = field.newCase();
        QCOMPARE(field.note(caseId, "Het kind slaapt.").exitCode, 0);
        QCOMPARE(m_region->admin({word("device"), word("revoke"), word("--device"), field.device, word("--wipe"), word("--deadline"), word("0")}).exitCode, 0);
        const CliResult wiped = field.sync();
        QCOMPARE(wiped.problemType(), word("wiped"));
        QCOMPARE(wiped.exitCode, 3);
        for (const char* gone : {"home/vault.json", "home/store.db", "home/store.db-wal"}) QVERIFY2(!QFile::exists(field.path(gone)), gone);
        QCOMPARE(field.run({word("status")}).problemType(), word("wiped"));
        const QJsonObject row = listed(m_region->admin({word("device"), word("list")}), field.device);
        QVERIFY(row.value(word("wipe_receipt_at")).isString());
        QCOMPARE(listed(office.run({word("device"), word("list")}), field.device).value(word("revoked")), QJsonValue(true));
        QVERIFY(!QFile::exists(field.path("home/unsent-") + field.device + word(".veldpost")));  // all was delivered
        QCOMPARE(field.run({word("device"), word("list")}).problemType(), word("wiped"));
        QVERIFY(m_region->admin({word("verify")}).json().value(word("bad")).toArray().isEmpty());
    }

    void forgottenPassphrase_isRecovered_withAllThatWasThere()
    {
        Home field(*m_region, "Noor de Wit", "wijkteam");
        Home office(*m_region, "Bram Özdemir", "coordinator");
        const QString caseId = field.newCase();
        QCOMPARE(field.note(caseId, "Het kind slaapt.").exitCode, 0);
        const QJsonObject begun = field.run({word("passphrase"), word("recover"), word("--begin")}).json();
        const QString request = begun.value(word("request")).toString();
        QCOMPARE(field.run({word("passphrase"), word("recover"), word("--finish"), word("--new-passphrase-file"), field.path("next")}).problemType(),
                 word("recovery_waits"));
        QCOMPARE(office.run({word("device"), word("requests")}).json().value(word("requests")).toArray().size(), 1);
        QCOMPARE(office.run({word("device"), word("recover"), word("--request"), request, word("--code"), word("AAAAA-AAAAA")}).problemType(),
                 word("wrong_code"));
        QCOMPARE(office.run({word("device"), word("recover"), word("--request"), request, word("--code"), begun.value(word("code")).toString()}).exitCode, 0);
        const CliResult finished = field.run({word("passphrase"), word("recover"), word("--finish"), word("--new-passphrase-file"), field.path("next")});
        QCOMPARE(finished.err, QByteArray());
        QCOMPARE(finished.json().value(word("recovered")), QJsonValue(true));
        QCOMPARE(field.run({word("note"), word("list"), caseId}).problemType(), word("wrong_passphrase"));
        const CliResult notes = field.run({word("note"), word("list"), caseId}, {}, "next");
        QCOMPARE(notes.json().value(word("notes")).toArray().size(), 1);
        QVERIFY(m_region->admin({word("recovery"), word("list")}).json().value(word("requests")).toArray().isEmpty());
    }

    void twoUsersOfOneTablet_haveHomesAndKeysOfTheirOwn_andBothSync()
    {
        Home anna(*m_region, "Anna de Vries", "wijkteam");
        Home bram(*m_region, "Bram Özdemir", "wijkteam");
        const QString annas = anna.newCase(), brams = bram.newCase();
        QCOMPARE(anna.note(annas, "van Anna").exitCode, 0);
        QCOMPARE(bram.note(brams, "van Bram").exitCode, 0);
        // The passphrase of the one is not that of the other, and neither key file opens the other's store.
        QCOMPARE(anna.run({word("passphrase"), word("change"), word("--new-passphrase-file"), anna.path("next")}).exitCode, 0);
        QCOMPARE(anna.run({word("case"), word("list")}).problemType(), word("wrong_passphrase"));
        QVERIFY(QFile::copy(bram.path("home/vault.json"), bram.path("kept")));
        QVERIFY(QFile::remove(bram.path("home/vault.json")));
        QVERIFY(QFile::copy(anna.path("home/vault.json"), bram.path("home/vault.json")));
        QCOMPARE(bram.run({word("case"), word("list")}, {}, "next").exitCode, 1);
        QVERIFY(QFile::remove(bram.path("home/vault.json")));
        QVERIFY(QFile::copy(bram.path("kept"), bram.path("home/vault.json")));
        QCOMPARE(bram.sync().json().value(word("all_safe")), QJsonValue(true));
        const CliResult annasSync = anna.run({word("sync"), word("--timeout"), word("60")}, {}, "next");
        QCOMPARE(annasSync.json().value(word("all_safe")), QJsonValue(true));
        QCOMPARE(bram.run({word("case"), word("list")}).json().value(word("cases")).toArray().size(), 1);
        QCOMPARE(anna.run({word("case"), word("list")}, {}, "next").json().value(word("cases")).toArray().size(), 1);
    }

private:
    std::unique_ptr<RealServer> m_region;  // each test's own
};

QTEST_GUILESS_MAIN(DeviceLifeTest)
#include "device_life_test.moc"
