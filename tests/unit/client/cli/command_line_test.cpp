// How the command line is used, rightly and wrongly, before any home is opened.
#include "tests/support/cli_process.h"
#include "tests/support/free_port.h"
#include "tests/support/test_folder.h"

#include <QDir>
#include <QtTest/QtTest>

using namespace veldpost::testing;

class CommandLineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void help_everyCommand_offersIt_data()
    {
        QTest::addColumn<QString>("command");
        for (const char* command :
             {"enrol", "case create", "case list", "case share", "case unshare", "case members", "user list", "person add",
              "person list", "note add", "note edit", "note retract", "note list", "huisverbod add", "huisverbod extend",
              "huisverbod withdraw", "huisverbod list", "huisverbod import", "injury add", "injury list", "record history",
              "sync", "status", "search", "export", "verify", "lock", "passphrase change", "deadline huisverbod",
              "deadline triage", "deadline hearing", "deadline investigation", "deadline inform", "deadline monitoring",
              "deadline reachable", "screen ten4facesp"})
            QTest::newRow(command) << QString::fromUtf8(command);
    }
    void help_everyCommand_offersIt()
    {
        QFETCH(QString, command);
        const CliResult result = runCli({command.split(QLatin1Char(' ')) << QStringLiteral("--help")});
        QCOMPARE(result.exitCode, 0);
        QVERIFY(result.out.contains("--json"));
        QVERIFY(result.out.contains("--help"));
        QCOMPARE(result.err, QByteArray());
    }

    void misuse_isToldInBothForms_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList();
        QTest::newRow("unknown command") << QStringList{QStringLiteral("frobnicate")};
        QTest::newRow("group alone") << QStringList{QStringLiteral("note")};
        QTest::newRow("missing argument") << QStringList{QStringLiteral("note"), QStringLiteral("list")};
        QTest::newRow("unknown option") << QStringList{QStringLiteral("status"), QStringLiteral("--frobnicate")};
        QTest::newRow("one too many") << QStringList{QStringLiteral("status"), QStringLiteral("secretword")};
    }
    void misuse_isToldInBothForms()
    {
        QFETCH(QStringList, arguments);
        const CliResult plain = runCli({arguments});
        QCOMPARE(plain.exitCode, 2);
        QCOMPARE(plain.out, QByteArray());
        QVERIFY(plain.err.startsWith("veldpostctl: "));
        QVERIFY(!plain.err.contains("secretword"));
        const CliResult json = runCli({arguments + QStringList{QStringLiteral("--json")}});
        QCOMPARE(json.exitCode, 2);
        QCOMPARE(json.problemType(), QStringLiteral("wrong_use"));
        QCOMPARE(json.out, QByteArray());
    }

    void noHome_isNotEnrolled_data()
    {
        QTest::addColumn<QString>("command");
        for (const char* command : {"status", "case list", "sync", "verify", "passphrase change", "search x"})
            QTest::newRow(command) << QString::fromUtf8(command);
    }
    void noHome_isNotEnrolled()
    {
        QFETCH(QString, command);
        const TestFolder folder;
        const CliResult result = runCli({command.split(QLatin1Char(' '))
                                         << QStringLiteral("--json") << QStringLiteral("--home") << folder.path(QStringLiteral("none"))});
        QCOMPARE(result.problemType(), QStringLiteral("not_enrolled"));
        QCOMPARE(result.exitCode, 3);
        QVERIFY(!QDir(folder.path(QStringLiteral("none"))).exists());
    }

    void homeOption_missing_usesTheUsersOwnData()
    {
        const CliResult nowhere = runCli({{QStringLiteral("status"), QStringLiteral("--json")}});
        QCOMPARE(nowhere.problemType(), QStringLiteral("no_home"));
        QCOMPARE(nowhere.exitCode, 2);
        const TestFolder folder;
        const CliResult user = runCli({{QStringLiteral("status"), QStringLiteral("--json")}, {},
                                       {QStringLiteral("HOME=") + folder.path()}});
        QCOMPARE(user.problemType(), QStringLiteral("not_enrolled"));
    }

    void lock_needsNoHome()
    {
        const CliResult result = runCli({{QStringLiteral("lock"), QStringLiteral("--json")}});
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.json().value(QStringLiteral("locked")), QJsonValue(true));
    }

    void enrol_badInput_makesNothing_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("passphrase");
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("exitCode");
        const QByteArray good = "vier losse woorden bij elkaar\n";
        const auto server = [](const QString& url) {
            return QStringList{QStringLiteral("--server"), url, QStringLiteral("--code"), QStringLiteral("AAAA")};
        };
        const QString local = QStringLiteral("http://127.0.0.1:9");
        const auto row = [](const char* name, const QStringList& arguments, const QByteArray& passphrase, const char* type,
                            int exitCode) {
            QTest::newRow(name) << arguments << passphrase << QString::fromUtf8(type) << exitCode;
        };
        row("no server", {}, good, "wrong_use", 2);
        row("no code", {QStringLiteral("--server"), local}, good, "wrong_use", 2);
        row("said twice", server(local) << QStringLiteral("--invite") << QStringLiteral("veldpost:1:e30"), good, "wrong_use", 2);
        row("no URL", server(QStringLiteral("server")), good, "bad_server_url", 2);
        row("plain http", server(QStringLiteral("http://192.0.2.1:80")), good, "plain_http_refused", 2);
        row("https without CA", server(QStringLiteral("https://127.0.0.1:9")), good, "bad_ca", 2);
        row("garbled invitation", {QStringLiteral("--invite"), QStringLiteral("veldpost:1:%%%")}, good, "bad_invite", 2);
        row("other invitation", {QStringLiteral("--invite"), QStringLiteral("something:else")}, good, "bad_invite", 2);
        row("half an invitation", {QStringLiteral("--invite"), QStringLiteral("veldpost:1:eyJjb2RlIjoiQSIs")}, good, "bad_invite", 2);
        row("short passphrase", server(local), "short\n", "passphrase_too_short", 2);
        row("common passphrase", server(local), "passwordpassword\n", "passphrase_common", 2);
        row("passphrase of bytes", server(local), "\xff\xfe vier losse woorden\n", "passphrase_not_text", 2);
        row("empty passphrase file", server(local), "\n", "no_passphrase", 2);
    }
    void enrol_badInput_makesNothing()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, passphrase);
        QFETCH(QString, type);
        QFETCH(int, exitCode);
        const TestFolder folder;
        QVERIFY(folder.write(QStringLiteral("passphrase"), passphrase));
        const CliResult result = runCli({QStringList{QStringLiteral("enrol"), QStringLiteral("--json"), QStringLiteral("--home"),
                                                     folder.path(QStringLiteral("home")), QStringLiteral("--passphrase-file"),
                                                     folder.path(QStringLiteral("passphrase"))} +
                                         arguments});
        QCOMPARE(result.problemType(), type);
        QCOMPARE(result.exitCode, exitCode);
        QCOMPARE(result.out, QByteArray());
        QVERIFY(!result.err.contains("woorden"));
        QVERIFY(!QFile::exists(folder.path(QStringLiteral("home/vault.json"))));
    }

    void enrol_noPassphrase_isWrongUse()
    {
        const TestFolder folder;
        QStringList arguments{QStringLiteral("enrol"), QStringLiteral("--json"), QStringLiteral("--home"),
                              folder.path(QStringLiteral("home")), QStringLiteral("--server"),
                              QStringLiteral("http://127.0.0.1:9"), QStringLiteral("--code"), QStringLiteral("A")};
        const CliResult none = runCli({arguments});
        QCOMPARE(none.problemType(), QStringLiteral("no_passphrase"));
        QCOMPARE(none.exitCode, 2);
        const CliResult missing = runCli({arguments, {}, {QStringLiteral("VELDPOST_PASSPHRASE_FILE=/nowhere/at/all")}});
        QCOMPARE(missing.problemType(), QStringLiteral("passphrase_file_not_read"));
        QCOMPARE(missing.exitCode, 2);
    }

    void enrol_noServer_leavesTheHomeAsItWas()
    {
        const TestFolder folder;
        QVERIFY(folder.write(QStringLiteral("passphrase"), "vier losse woorden bij elkaar\n"));
        const QString url = QStringLiteral("http://127.0.0.1:%1").arg(freePort());
        const QStringList arguments{QStringLiteral("enrol"), QStringLiteral("--json"), QStringLiteral("--home"),
                                    folder.path(QStringLiteral("home")), QStringLiteral("--passphrase-file"),
                                    folder.path(QStringLiteral("passphrase")), QStringLiteral("--server"), url,
                                    QStringLiteral("--code"), QStringLiteral("AAAA")};
        for (int round = 0; round < 2; ++round) {
            const CliResult result = runCli({arguments});
            QCOMPARE(result.problemType(), QStringLiteral("no_connection"));
            QCOMPARE(result.exitCode, 4);
            for (const char* name : {"vault.json", "store.db", "tries", "new"})
                QVERIFY(!QFile::exists(folder.path(QStringLiteral("home/") + QString::fromUtf8(name))));
        }
    }

    void damagedHome_isNeverReplaced_data()
    {
        QTest::addColumn<bool>("withStore");
        QTest::addColumn<bool>("withKeys");
        QTest::addColumn<QString>("type");
        QTest::newRow("garbled key file") << true << true << QStringLiteral("key_file_damaged");
        QTest::newRow("no store") << false << true << QStringLiteral("store_missing");
        QTest::newRow("no key file") << true << false << QStringLiteral("key_file_missing");
    }
    void damagedHome_isNeverReplaced()
    {
        QFETCH(bool, withStore);
        QFETCH(bool, withKeys);
        QFETCH(QString, type);
        const TestFolder folder;
        QVERIFY(folder.write(QStringLiteral("passphrase"), "vier losse woorden bij elkaar\n"));
        if (withStore) QVERIFY(folder.write(QStringLiteral("store.db"), "bytes"));
        if (withKeys) QVERIFY(folder.write(QStringLiteral("vault.json"), "{\"v\":1"));
        const QStringList common{QStringLiteral("--json"), QStringLiteral("--home"), folder.path(),
                                 QStringLiteral("--passphrase-file"), folder.path(QStringLiteral("passphrase"))};
        const CliResult opened = runCli({QStringList{QStringLiteral("status")} + common});
        QCOMPARE(opened.problemType(), type);
        QCOMPARE(opened.exitCode, 1);
        const CliResult enrolled = runCli({QStringList{QStringLiteral("enrol"), QStringLiteral("--server"), QStringLiteral("http://127.0.0.1:9"),
                                                       QStringLiteral("--code"), QStringLiteral("A")} +
                                           common});
        QCOMPARE(enrolled.problemType(), QStringLiteral("home_exists"));
        QCOMPARE(enrolled.exitCode, 1);
        QCOMPARE(folder.read(QStringLiteral("store.db")), withStore ? QByteArray("bytes") : QByteArray());
        QCOMPARE(folder.read(QStringLiteral("vault.json")), withKeys ? QByteArray("{\"v\":1") : QByteArray());
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
