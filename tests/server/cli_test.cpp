// veldpostctl against a real server: enrolment, the way of a note from one home to another, and what goes wrong.
#include "tests/support/cli_home.h"
#include "tests/support/nginx_proxy.h"

#include <QDeadlineTimer>
#include <QtTest/QtTest>

using namespace veldpost::testing;

namespace {

constexpr char kInjury[] = R"({"type":"bruise","region":"cheek","laterality":"left","length_mm":32})";

}  // namespace

class CliTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void note_overNginx_arrivesAndIsSafe()
    {
        Region region;
        QVERIFY2(region.start(), qPrintable(region.why()));
        NginxProxy nginx;
        QVERIFY2(nginx.start(region.address()), qPrintable(nginx.error()));
        const QString noor = region.addUser(word("Noor de Wit"), "wijkteam");
        const QString bram = region.addUser(word("Bram Özdemir"), "wijkteam");
        Home field, office;
        const CliResult first = field.enrol({word("--server"), nginx.url(), word("--ca"), nginx.caFile(), word("--code"),
                                             region.invite(noor).value(word("code")).toString()});
        QCOMPARE(first.err, QByteArray());
        QCOMPARE(first.json().value(word("user")).toString(), noor);
        QCOMPARE(first.json().value(word("role")).toString(), word("wijkteam"));
        // By the invitation alone: the CA comes from the server and must be the one the invitation names.
        const QString invitation = region.invite(bram, {word("--url"), nginx.url(), word("--ca"), nginx.caFile()})
                                       .value(word("invite"))
                                       .toString();
        const CliResult second = office.enrol({word("--invite"), invitation});
        QCOMPARE(second.err, QByteArray());

        const QString caseId = field.newCase("Huis aan de dijk");
        QCOMPARE(field.addNote(caseId, "Het kind slaapt.").exitCode, 0);
        QCOMPARE(field.run({word("injury"), word("add"), caseId, word("--from"), word("-")}, kInjury).exitCode, 0);
        QCOMPARE(field.run({word("huisverbod"), word("add"), caseId, word("--imposed"), word("2026-11-20T21:30")}).exitCode, 0);
        QCOMPARE(field.note(caseId).value(word("safe")), QJsonValue(false));
        QCOMPARE(field.run({word("status")}).json().value(word("unsafe_revisions")).toInt(), 4);
        QJsonObject synced = field.sync();
        QCOMPARE(synced.value(word("pushed")).toInt(), 4);
        QCOMPARE(synced.value(word("all_safe")), QJsonValue(true));
        QCOMPARE(field.note(caseId).value(word("safe")), QJsonValue(true));
        QVERIFY(field.note(caseId).value(word("safe_since")).isString());

        QCOMPARE(field.run({word("case"), word("share"), caseId, word("--user"), bram}).exitCode, 0);
        QCOMPARE(field.sync().value(word("pushed")).toInt(), 1);
        QVERIFY(office.sync().value(word("pulled")).toInt() >= 5);
        const QJsonObject there = office.note(caseId);
        QCOMPARE(there.value(word("text")).toString(), word("Het kind slaapt."));
        QCOMPARE(there.value(word("author")).toString(), word("Noor de Wit"));
        QCOMPARE(there.value(word("safe")), QJsonValue(true));
        QCOMPARE(office.run({word("verify")}).exitCode, 0);
        // To rest: a further sync moves nothing.
        for (const Home* home : {&field, &office}) {
            home->sync();
            const QJsonObject quiet = home->sync();
            QCOMPARE(quiet.value(word("pushed")).toInt(), 0);
            QCOMPARE(quiet.value(word("pulled")).toInt(), 0);
        }

        QCOMPARE(field.run({word("case"), word("unshare"), caseId, word("--user"), bram}).exitCode, 0);
        field.sync();
        QCOMPARE(office.sync().value(word("purged_cases")).toInt(), 1);
        QCOMPARE(office.run({word("note"), word("list"), caseId}).problemType(), word("unknown_case"));
    }

    void enrol_wrongUsedCode_isLockedAndMakesNothing()
    {
        Region region;
        QVERIFY2(region.start(), qPrintable(region.why()));
        const QString user = region.addUser(word("Noor de Wit"), "wijkteam");
        const QString code = region.invite(user).value(word("code")).toString();
        Home first, second;
        const CliResult wrong = first.enrol({word("--server"), region.url(), word("--code"), word("00000-00000-00000-00000-00000")});
        QCOMPARE(wrong.problemType(), word("bad_code"));
        QCOMPARE(wrong.exitCode, 3);
        QVERIFY(!first.isThere());
        QCOMPARE(first.enrol({word("--server"), region.url(), word("--code"), code}).exitCode, 0);
        const CliResult used = second.enrol({word("--server"), region.url(), word("--code"), code});
        QCOMPARE(used.problemType(), word("code_used"));
        QCOMPARE(used.exitCode, 3);
        QVERIFY(!second.isThere());
        QCOMPARE(second.run({word("status")}).problemType(), word("not_enrolled"));
        const CliResult again = first.enrol({word("--server"), region.url(), word("--code"), code});
        QCOMPARE(again.problemType(), word("home_exists"));
        QCOMPARE(first.run({word("status")}).exitCode, 0);
    }

    void enrol_wrongCa_isNotTrustedAndKeepsTheCode()
    {
        Region region;
        QVERIFY2(region.start(), qPrintable(region.why()));
        NginxProxy nginx, other;
        QVERIFY2(nginx.start(region.address()), qPrintable(nginx.error()));
        QVERIFY2(other.start(region.address()), qPrintable(other.error()));
        const QString user = region.addUser(word("Noor de Wit"), "wijkteam");
        const QString code = region.invite(user).value(word("code")).toString();
        Home home;
        const CliResult wrong = home.enrol({word("--server"), nginx.url(), word("--ca"), other.caFile(), word("--code"), code});
        QCOMPARE(wrong.problemType(), word("not_trusted"));
        QCOMPARE(wrong.exitCode, 4);
        const QString invitation = region.invite(user, {word("--url"), nginx.url(), word("--ca"), nginx.caFile()}).value(word("invite")).toString();
        const CliResult otherFile = home.enrol({word("--invite"), invitation, word("--ca"), other.caFile()});
        QCOMPARE(otherFile.problemType(), word("not_trusted"));
        QCOMPARE(otherFile.exitCode, 4);
        const QString misled = region.invite(user, {word("--url"), other.url(), word("--ca"), nginx.caFile()}).value(word("invite")).toString();
        const CliResult otherServer = home.enrol({word("--invite"), misled});
        QCOMPARE(otherServer.problemType(), word("not_trusted"));
        QCOMPARE(otherServer.exitCode, 4);
        QVERIFY(!home.isThere());
        QCOMPARE(home.enrol({word("--server"), nginx.url(), word("--ca"), nginx.caFile(), word("--code"), code}).exitCode, 0);
    }

    void serverGone_workIsKeptAndSentLater()
    {
        Region region;
        QVERIFY2(region.start(), qPrintable(region.why()));
        Home home;
        QCOMPARE(home.enrolBare(region, region.addUser(word("Noor de Wit"), "wijkteam")).exitCode, 0);
        QCOMPARE(home.run({word("sync")}).exitCode, 0);
        region.stop();
        const QString caseId = home.newCase("Offline");
        QCOMPARE(home.addNote(caseId, "zonder net").exitCode, 0);
        const CliResult away = home.run({word("sync")});
        QCOMPARE(away.problemType(), word("no_connection"));
        QCOMPARE(away.exitCode, 4);
        QCOMPARE(home.note(caseId).value(word("safe")), QJsonValue(false));
        QVERIFY2(region.restart(), qPrintable(region.why()));
        QCOMPARE(home.sync().value(word("all_safe")), QJsonValue(true));
        QCOMPARE(home.note(caseId).value(word("safe")), QJsonValue(true));
    }

    void revokedDevice_readsNothingMore()
    {
        Region region;
        QVERIFY2(region.start(), qPrintable(region.why()));
        Home home;
        const CliResult enrolled = home.enrolBare(region, region.addUser(word("Noor de Wit"), "wijkteam"));
        QCOMPARE(home.run({word("sync")}).exitCode, 0);
        region.admin({word("device"), word("revoke"), word("--device"), enrolled.json().value(word("device")).toString()});
        const CliResult refused = home.run({word("sync")});
        QVERIFY2(refused.exitCode == 3, refused.out + refused.err);
    }

    void watch_tellsWhatArrives_endsBySignal()
    {
        Region region;
        QVERIFY2(region.start(), qPrintable(region.why()));
        const QString bram = region.addUser(word("Bram"), "wijkteam");
        Home field, office;
        QCOMPARE(field.enrolBare(region, region.addUser(word("Noor"), "wijkteam")).exitCode, 0);
        QCOMPARE(office.enrolBare(region, bram).exitCode, 0);
        field.sync();
        QProcess watch;
        watch.start(builtProgram(word("veldpostctl")), QStringList{word("sync"), word("--watch")} + office.common());
        QVERIFY(watch.waitForStarted());
        QByteArray told;
        const auto waitFor = [&](const QByteArray& piece) {
            QDeadlineTimer deadline(30'000);
            while (!told.contains(piece) && !deadline.hasExpired() && watch.state() == QProcess::Running) {
                watch.waitForReadyRead(static_cast<int>(deadline.remainingTime()));
                told += watch.readAllStandardOutput();
            }
            return told.contains(piece);
        };
        QVERIFY2(waitFor("; all safe"), told + watch.readAllStandardError());
        const qsizetype before = told.size();
        const QString caseId = field.newCase("Live");
        QCOMPARE(field.run({word("case"), word("share"), caseId, word("--user"), bram}).exitCode, 0);
        QCOMPARE(field.sync().value(word("all_safe")), QJsonValue(true));
        told = told.mid(before);
        QVERIFY2(waitFor("received"), told + watch.readAllStandardError());
        watch.terminate();
        QVERIFY(watch.waitForFinished(20'000));
        QCOMPARE(watch.exitCode(), 0);
        QCOMPARE(office.run({word("case"), word("list")}).json().value(word("cases")).toArray().size(), 1);
    }
};

QTEST_GUILESS_MAIN(CliTest)
#include "cli_test.moc"
