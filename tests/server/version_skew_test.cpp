// An app and a server that are one version of the protocol apart, with real programs and through nginx: refused in clear
// words, nothing sent, nothing lost; and the day both speak the same again, all of it goes.
#include "tests/support/cli_home.h"
#include "tests/support/nginx_proxy.h"
#include "tests/support/raw_tls_client.h"

#include <QtTest/QtTest>

using namespace veldpost::testing;

class VersionSkewTest : public QObject {
    Q_OBJECT

    Region m_region;
    NginxProxy m_proxy;
    QString m_noor;

    // A server of that version behind the same address; empty: this one.
    bool serverSpeaks(const QString& version)
    {
        ProxyOptions options;
        options.port = m_proxy.port();
        options.speaksAs = version;
        m_proxy.stop();
        return m_proxy.start(m_region.address(), options);
    }
    CliResult enrol(const Home& home)
    {
        const QString code = m_region.invite(m_noor).value(word("code")).toString();
        return home.enrol({word("--server"), m_proxy.url(), word("--ca"), m_proxy.caFile(), word("--code"), code});
    }
    int revisionsAtTheServer() { return m_region.admin({word("verify")}).value(word("revisions")).toInt(); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_region.start(), qPrintable(m_region.why()));
        QVERIFY2(m_proxy.start(m_region.address()), qPrintable(m_proxy.error()));
        m_noor = m_region.addUser(word("Noor"), "wijkteam");
    }

    void appOfAnotherVersion_isToldWhichIsSpoken_data()
    {
        QTest::addColumn<QByteArray>("version");
        for (const char* version : {"v0", "v2", "v10"}) QTest::newRow(version) << QByteArray(version);
    }
    void appOfAnotherVersion_isToldWhichIsSpoken()
    {
        QFETCH(QByteArray, version);
        const RawAnswer answer = exchange(m_proxy.port(), m_proxy.caFile(),
            "POST /" + version + "/session/challenge HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
        QCOMPARE(answer.status, 404);
        QVERIFY2(answer.bytes.contains("other_protocol") && answer.bytes.contains("version 1"), answer.bytes.constData());
    }

    void serverOfAnotherVersion_isRefused_andNothingIsLost_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("one before") << word("v0");
        QTest::newRow("one after") << word("v2");
    }
    void serverOfAnotherVersion_isRefused_andNothingIsLost()
    {
        QFETCH(QString, version);
        QVERIFY(serverSpeaks({}));
        Home home;
        QCOMPARE(enrol(home).exitCode, 0);
        const QString caseId = home.newCase("Huis aan de dijk");
        QVERIFY(home.sync().value(word("all_safe")).toBool());
        QCOMPARE(home.addNote(caseId, "Nog niet verstuurd").exitCode, 0);
        const QByteArray before = home.run({word("note"), word("list"), caseId}).out;
        const int there = revisionsAtTheServer();

        QVERIFY(serverSpeaks(version));
        const CliResult refused = home.run({word("sync"), word("--timeout"), word("30")});
        QCOMPARE(refused.exitCode, 1);
        QCOMPARE(refused.problemType(), word("other_protocol"));
        QVERIFY2(refused.err.contains("another version") && refused.err.contains("Update the app, or the server"), refused.err.constData());
        QCOMPARE(revisionsAtTheServer(), there);
        QCOMPARE(home.run({word("note"), word("list"), caseId}).out, before);
        QCOMPARE(home.run({word("status")}).json().value(word("unsafe_revisions")).toInt(), 1);
        QCOMPARE(home.run({word("verify")}).exitCode, 0);
        QCOMPARE(home.addNote(caseId, "Ook zonder server").exitCode, 0);

        QVERIFY(serverSpeaks({}));
        QVERIFY(home.sync().value(word("all_safe")).toBool());
        QCOMPARE(revisionsAtTheServer(), there + 2);
    }

    void enrolmentWithAnotherVersion_leavesNoHome_andTheCodeIsGoodAfter()
    {
        QVERIFY(serverSpeaks(word("v2")));
        Home home;
        const QStringList how{word("--server"), m_proxy.url(), word("--ca"), m_proxy.caFile(), word("--code"),
                              m_region.invite(m_noor).value(word("code")).toString()};
        QCOMPARE(home.enrol(how).problemType(), word("other_protocol"));
        QVERIFY(!home.isThere());
        QVERIFY(serverSpeaks({}));
        QCOMPARE(home.enrol(how).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(VersionSkewTest)
#include "version_skew_test.moc"
