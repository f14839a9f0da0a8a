// The restore command, killed at one write, sync or rename after the other: the server that starts then is the old one, or
// the restored one, and whole; and the tablet's work is at the server again.
#include "tests/support/cli_home.h"

#include <QtTest/QtTest>

#include <csignal>

using namespace veldpost::testing;

namespace {

// Beyond the end of a restore; and how far apart two kills are.
constexpr int kCallsMax = 600;
constexpr int kStride = 7;

QStringList killedAt(int call)
{
    return {word("LD_PRELOAD=") + builtProgram(word("kill_at.so")), word("VELDPOST_KILL_AT=%1").arg(call),
            word("ASAN_OPTIONS=verify_asan_link_order=0")};
}

}  // namespace

class RestoreKillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void killedAnywhere_theServerIsOneOfTheTwo_andNothingIsLost()
    {
        Region region;
        QVERIFY2(region.start(), qPrintable(region.why()));
        Home home;
        QCOMPARE(home.enrolBare(region, region.addUser(word("Noor"), "wijkteam")).exitCode, 0);
        const QString caseId = home.newCase("Huis aan de dijk");
        QCOMPARE(home.addNote(caseId, "Van gisteren.").exitCode, 0);
        QVERIFY(home.sync().value(word("all_safe")).toBool());
        const TestFolder folder;
        const QString backup = folder.path(word("backup.db"));
        QVERIFY(!region.admin({word("backup"), backup}).isEmpty());
        QCOMPARE(home.addNote(caseId, "Van vandaag.").exitCode, 0);
        QVERIFY(home.sync().value(word("all_safe")).toBool());

        int kills = 0;
        bool whole = false;
        for (int call = 0; !whole && call < kCallsMax; call += kStride) {
            QCOMPARE(region.stop(), 0);
            const CliResult restored = runProgram(word("veldpost-server"), {.arguments = {word("admin"), word("--json"), word("--data"),
                region.data(), word("restore"), backup}, .environment = killedAt(call)});
            whole = restored.exitCode == 0;
            QVERIFY2(whole || restored.signal == SIGKILL, (QByteArray::number(call) + ' ' + restored.err).constData());
            if (!whole) ++kills;
            QVERIFY2(region.restart(), qPrintable(word("call %1: ").arg(call) + region.why()));
            QVERIFY2(region.admin({word("verify")}).value(word("bad")).toArray().isEmpty(), qPrintable(word("call %1").arg(call)));
            QVERIFY2(home.sync().value(word("all_safe")).toBool(), qPrintable(word("call %1").arg(call)));
        }
        qInfo("kills %d", kills);
        QVERIFY(whole);
        QVERIFY(kills >= 5);
        QStringList texts;
        for (const QJsonValue& note : home.run({word("note"), word("list"), caseId}).json().value(word("notes")).toArray())
            texts << note.toObject().value(word("text")).toString();
        texts.sort();
        QCOMPARE(texts, QStringList({word("Van gisteren."), word("Van vandaag.")}));
        QCOMPARE(region.admin({word("verify")}).value(word("bad")).toArray().size(), 0);
        QCOMPARE(home.run({word("verify")}).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(RestoreKillTest)
#include "restore_kill_test.moc"
