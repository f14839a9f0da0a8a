// The real server process when it is told to stop, when a device asks for more than its share, and when somebody speaks
// another version of the protocol: always a clear answer, and nothing is lost.
#include "shared/crypto/sign.h"
#include "shared/protocol/messages.h"
#include "tests/support/cli_home.h"

#include <QTcpSocket>
#include <QtTest/QtTest>

#include <csignal>

using namespace veldpost;
using namespace veldpost::testing;
using revision::Json;

namespace {

constexpr int kWaitMs = 20'000;

template <typename T>
T must(Result<T> result)
{
    if (!result.ok()) qFatal("%s: %s", result.error().type.c_str(), result.error().detail.c_str());
    return std::move(result).value();
}

struct Answer {
    int status = 0;  // 0: there was none
    QByteArray head, body;

    QString type() const { return QJsonDocument::fromJson(body).object().value(word("type")).toString(); }
    QString detail() const { return QJsonDocument::fromJson(body).object().value(word("detail")).toString(); }
};

// One connection to the server itself.
class Connection {
public:
    explicit Connection(quint16 port)
    {
        m_socket.connectToHost(word("127.0.0.1"), port);
        m_socket.waitForConnected(kWaitMs);
    }
    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    void send(const QByteArray& bytes)
    {
        m_socket.write(bytes);
        while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(kWaitMs)) continue;
    }
    Answer receive()
    {
        static const QRegularExpression length(QStringLiteral("\r\ncontent-length: *([0-9]+)"),
                                               QRegularExpression::CaseInsensitiveOption);
        QByteArray bytes;
        for (;;) {
            const qsizetype end = bytes.indexOf("\r\n\r\n");
            const auto said = length.match(QString::fromLatin1(bytes.left(std::max<qsizetype>(end, 0))));
            if (end >= 0 && (!said.hasMatch() || bytes.size() >= end + 4 + said.captured(1).toInt()))
                return {bytes.mid(9, 3).toInt(), bytes.left(end), bytes.mid(end + 4)};
            if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(kWaitMs)) return {};
            bytes += m_socket.readAll();
        }
    }
    Answer ask(const QByteArray& bytes)
    {
        send(bytes);
        return receive();
    }

private:
    QTcpSocket m_socket;
};

QByteArray get(const QByteArray& path, const QByteArray& token = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: h\r\n" + (token.isEmpty() ? QByteArray() : "Authorization: Bearer " + token + "\r\n") + "\r\n";
}

QByteArray postHead(const QByteArray& path, qsizetype bytes, const QByteArray& token = {})
{
    return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n" +
           (token.isEmpty() ? QByteArray() : "Authorization: Bearer " + token + "\r\n") +
           "Content-Length: " + QByteArray::number(bytes) + "\r\n\r\n";
}

// An enrolled device that speaks HTTP by hand.
class PlainDevice {
public:
    explicit PlainDevice(Region& region) : m_connection(region.port())
    {
        const QString code = region.invite(region.addUser(word("Noor"), "wijkteam")).value(word("code")).toString();
        const Json enrolled = post("/v1/enrol", protocol::EnrolRequest{code.toStdString(), m_key.publicKey()}.toJson());
        const auto device = must(protocol::EnrolAnswer::fromJson(enrolled)).certificate.device;
        const auto challenge = must(protocol::ChallengeAnswer::fromJson(
            post("/v1/session/challenge", protocol::ChallengeRequest{device}.toJson()))).challenge;
        const auto signature = m_key.signFor(crypto::Purpose::Session, protocol::sessionBytes(device, challenge));
        const Json session = post("/v1/session", protocol::SessionRequest{device, challenge, signature}.toJson());
        m_token = QByteArray::fromStdString(must(protocol::SessionAnswer::fromJson(session)).token);
    }
    const QByteArray& token() const { return m_token; }
    Answer ask(const QByteArray& path) { return m_connection.ask(get(path, m_token)); }

private:
    Json post(const QByteArray& path, const Json& body)
    {
        const QByteArray bytes = QByteArray::fromStdString(body.dump());
        return must(revision::readJson(m_connection.ask(postHead(path, bytes.size()) + bytes).body.toStdString()));
    }

    crypto::SystemRandom m_random;
    crypto::SigningKey m_key = crypto::SigningKey::generate(m_random);
    Connection m_connection;
    QByteArray m_token;
};

bool writeConfig(const Region& region, const QByteArray& text)
{
    QFile file(region.data() + word("/server.toml"));
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text) == text.size();
}

}  // namespace

class StoppingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // A request whose body is still coming keeps the server at its end: what happens meanwhile is seen.
    void sigterm_letsLongPollsGo_refusesWhatIsNew_andEndsInTime()
    {
        Region region;
        QVERIFY2(region.start(), qPrintable(region.why()));
        PlainDevice device(region);
        Connection half(region.port()), waiting(region.port());
        QVERIFY(half.isOpen() && waiting.isOpen());
        half.send(postHead("/v1/push", 20, device.token()) + "{\"revisions\":");
        waiting.send(get("/v1/pull?wait=25000", device.token()));
        QCOMPARE(device.ask("/v1/users").status, 200);  // after it the two above have been taken in
        QElapsedTimer watch;
        watch.start();
        QVERIFY(::kill(static_cast<pid_t>(region.pid()), SIGTERM) == 0);
        const Answer page = waiting.receive();
        QCOMPARE(page.status, 200);
        QVERIFY2(watch.elapsed() < 20'000, "the long-poll was let go, it did not run out");
        Connection fresh(region.port());
        const Answer refused = fresh.isOpen() ? fresh.ask(get("/v1/users", device.token())) : Answer();
        QCOMPARE(refused.status, 503);
        QCOMPARE(refused.type(), word("draining"));
        QVERIFY(refused.head.toLower().contains("retry-after: "));
        half.send("[]   }\n");
        const Answer late = half.receive();
        QCOMPARE(late.status, 503);
        QCOMPARE(late.type(), word("draining"));
        QCOMPARE(region.stop(), 0);
    }

    void sigterm_whileADeviceSyncs_losesNothing()
    {
        Region region;
        QVERIFY2(region.start(), qPrintable(region.why()));
        Home home;
        QCOMPARE(home.enrolBare(region, region.addUser(word("Noor"), "wijkteam")).exitCode, 0);
        const QString caseId = home.newCase("A");
        for (int i = 0; i < 4; ++i) QCOMPARE(home.addNote(caseId, QByteArray(50'000, char('a' + i))).exitCode, 0);
        QProcess pushing;
        pushing.start(builtProgram(word("veldpostctl")), QStringList{word("sync"), word("--timeout"), word("60"), word("--json")} + home.common());
        QVERIFY(pushing.waitForStarted());
        QCOMPARE(region.stop(), 0);  // before, in the middle, or after: whatever it was, it must come out right
        QVERIFY(pushing.waitForFinished(70'000));
        QVERIFY2(region.restart(), qPrintable(region.why()));
        QCOMPARE(home.sync().value(word("all_safe")), QJsonValue(true));
        const QJsonObject report = region.admin({word("verify")});
        QCOMPARE(report.value(word("bad")).toArray().size(), 0);
        QVERIFY(report.value(word("revisions")).toInt() >= 5);
        QCOMPARE(region.stop(), 0);
    }

    void deviceOverItsQuota_isToldToWait_andLosesNothing()
    {
        Region region;
        QVERIFY2(region.start(), qPrintable(region.why()));
        Home home;
        QCOMPARE(home.enrolBare(region, region.addUser(word("Noor"), "wijkteam")).exitCode, 0);
        const QString caseId = home.newCase("A");
        QCOMPARE(home.addNote(caseId, "een notitie").exitCode, 0);
        QCOMPARE(region.stop(), 0);
        // A restarted server begins the minute anew: one request of the sync comes through, the next does not.
        QVERIFY(writeConfig(region, "# settings\n[quota]\nrequests_per_minute = 1\n"));
        QVERIFY2(region.restart(), qPrintable(region.why()));
        const CliResult refused = home.run({word("sync"), word("--timeout"), word("60")});
        QCOMPARE(refused.problemType(), word("too_many_requests"));
        QCOMPARE(region.stop(), 0);
        QVERIFY(writeConfig(region, "[quota]\nrequests_per_minute = 0\nmegabytes_per_day = 1\n"));
        QVERIFY2(region.restart(), qPrintable(region.why()));
        QCOMPARE(home.sync().value(word("all_safe")), QJsonValue(true));
        QCOMPARE(region.stop(), 0);
    }

    void quota_isOneDevices_andSaysWhenToComeBack()
    {
        Region region;
        QVERIFY2(region.start(), qPrintable(region.why()));
        QCOMPARE(region.stop(), 0);
        QVERIFY(writeConfig(region, "[quota]\nrequests_per_minute = 3\n"));
        QVERIFY2(region.restart(), qPrintable(region.why()));
        PlainDevice greedy(region), other(region);
        for (int i = 0; i < 3; ++i) QCOMPARE(greedy.ask("/v1/users").status, 200);
        const Answer refused = greedy.ask("/v1/users");
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.type(), word("too_many_requests"));
        QVERIFY(refused.head.toLower().contains("retry-after: "));
        QCOMPARE(other.ask("/v1/users").status, 200);
        Connection local(region.port());
        const Answer metrics = local.ask(get("/metrics"));
        QVERIFY2(metrics.body.contains("\nveldpost_worker_turns_given_total "), metrics.body.constData());
        QVERIFY2(metrics.body.contains("\nveldpost_writer_turns_waited_most "), metrics.body.constData());
        QCOMPARE(region.stop(), 0);
    }

    void settingsThatAreWrong_areSaid_andNothingStarts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown") << QByteArray("[quota]\nrequests = 3\n") << word("quota.requests is not known");
        QTest::newRow("elsewhere") << QByteArray("requests_per_minute = 3\n") << word("requests_per_minute is not known");
        QTest::newRow("a word") << QByteArray("[quota]\nrequests_per_minute = many\n") << word("is a whole number");
        QTest::newRow("negative") << QByteArray("[quota]\nmegabytes_per_day = -1\n") << word("is a whole number");
        QTest::newRow("a fraction") << QByteArray("[quota]\nmegabytes_per_day = 1.5\n") << word("is a whole number");
    }
    void settingsThatAreWrong_areSaid_andNothingStarts()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        TestFolder folder;
        QVERIFY(folder.write(word("settings.toml"), text));
        const QString data = folder.path(word("server"));
        QCOMPARE(RealServer::run({word("init"), word("--json"), word("--data"), data}).exitCode, 0);
        const CliResult refused = RealServer::run({word("serve"), word("--json"), word("--data"), data, word("--listen"),
                                                   word("127.0.0.1:0"), word("--config"), folder.path(word("settings.toml"))});
        QCOMPARE(refused.exitCode, 2);
        QCOMPARE(refused.problemType(), word("bad_config"));
        QVERIFY2(refused.err.contains(says.toUtf8()), refused.err.constData());
    }

    void requestsOfAnotherProtocol_areToldWhichIsSpoken_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("one before") << QByteArray("/v0/session/challenge");
        QTest::newRow("one after") << QByteArray("/v2/session/challenge");
        QTest::newRow("much later") << QByteArray("/v17/push");
    }
    void requestsOfAnotherProtocol_areToldWhichIsSpoken()
    {
        QFETCH(QByteArray, path);
        Region region;
        QVERIFY2(region.start(), qPrintable(region.why()));
        PlainDevice device(region);
        Connection other(region.port());
        const Answer refused = other.ask(postHead(path, 2, device.token()) + "{}");
        QCOMPARE(refused.status, 404);
        QCOMPARE(refused.type(), word("other_protocol"));
        QVERIFY2(refused.detail().contains(word("version 1")), refused.body.constData());
        QCOMPARE(device.ask("/v1/users").status, 200);
        Connection plain(region.port());
        QCOMPARE(plain.ask(get("/v1/nothing")).type(), word("not_found"));
        QCOMPARE(region.stop(), 0);
    }
};

QTEST_GUILESS_MAIN(StoppingTest)
#include "stopping_test.moc"
