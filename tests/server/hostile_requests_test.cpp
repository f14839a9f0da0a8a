// What nobody well-meaning would send, through the proxy, to a real server process: each request is refused or its
// connection ended, none is answered twice, and the server answers the next one as if nothing had happened.
#include "tests/support/nginx_proxy.h"
#include "tests/support/paths.h"
#include "tests/support/raw_tls_client.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest/QtTest>

#include <memory>
#include <vector>

using namespace veldpost::testing;

namespace {

constexpr qint64 kMaxBodyBytes = 16 * 1024 * 1024;
constexpr int kSlowMs = 8'000;  // well over the proxy's time-outs in this test (1 s)
const QByteArray kPost = "POST /v1/echo HTTP/1.1\r\nHost: localhost\r\n";
const QByteArray kGet = "GET /v1/health HTTP/1.1\r\nHost: localhost\r\n";

// The one place that says which server is behind the proxy.
Command serverCommand()
{
    return {builtProgram(QStringLiteral("veldpost-echo-server")), {}, "{\"listening\""};
}

QByteArray chunked(const QByteArray& chunks, const QByteArray& moreHeaders = {})
{
    return kPost + "Transfer-Encoding: chunked\r\nConnection: close\r\n" + moreHeaders + "\r\n" + chunks;
}

QByteArray withLength(const QByteArray& lengthHeaders, const QByteArray& body = "hello")
{
    return kPost + "Connection: close\r\n" + lengthHeaders + "\r\n" + body;
}

}  // namespace

class HostileRequestsTest : public QObject {
    Q_OBJECT

    Process m_server;
    NginxProxy m_proxy;
    QString m_upstream;

    RawAnswer send(const QByteArray& bytes, int timeoutMs = 10'000)
    {
        return exchange(m_proxy.port(), m_proxy.caFile(), bytes, timeoutMs);
    }

    bool stillAnswers()
    {
        const RawAnswer answer = send(kGet + "Connection: close\r\n\r\n");
        return m_server.isRunning() && answer.status == 200 && answer.answers == 1;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto ready = m_server.start(serverCommand());
        QVERIFY2(ready.has_value(), qPrintable(m_server.error()));
        m_upstream =
            QJsonDocument::fromJson(*ready).object().value(QStringLiteral("listening")).toString();
        const ProxyOptions quick{QStringLiteral("1s"), QStringLiteral("1s"), 64, false};
        QVERIFY2(m_proxy.start(m_upstream, quick), qPrintable(m_proxy.error()));
        QVERIFY(stillAnswers());
    }

    void cleanup() { QVERIFY2(stillAnswers(), m_server.standardError().constData()); }

    void cleanupTestCase() { QCOMPARE(m_server.stop(), 0); }

    void goodRequests_arePassedOn()
    {
        const RawAnswer plain = send(withLength("Content-Length: 5\r\n"));
        QCOMPARE(plain.status, 200);
        QCOMPARE(plain.body(), QByteArray("hello"));
        QVERIFY(plain.bytes.toLower().contains("cache-control: no-store"));
        const RawAnswer inChunks = send(chunked("3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"));
        QCOMPARE(inChunks.status, 200);
        QCOMPARE(inChunks.body(), QByteArray("hello"));
    }

    void largestBody_passes_oneByteMoreIsTooLarge()
    {
        const QByteArray largest(kMaxBodyBytes, 'x');
        const auto push = [](qint64 bytes, const QByteArray& body) {
            return "POST /v1/push HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " +
                   QByteArray::number(bytes) + "\r\n\r\n" + body;
        };
        const RawAnswer taken = send(push(largest.size(), largest), 30'000);
        QCOMPARE(taken.status, 200);
        QCOMPARE(taken.body().size(), largest.size());
        const RawAnswer refused = send(push(largest.size() + 1, "x"), 30'000);
        QCOMPARE(refused.status, 413);
        QCOMPARE(QJsonDocument::fromJson(refused.body()).object().value(QStringLiteral("type")).toString(),
                 QStringLiteral("too_large"));
        const RawAnswer inChunks =
            send(chunked(QByteArray::number(largest.size() + 1, 16) + "\r\n" + largest + "x\r\n0\r\n\r\n"), 30'000);
        QVERIFY(inChunks.status == 413 || (inChunks.status == 0 && inChunks.closed));
        // Elsewhere nobody needs more than a few kilobytes.
        QCOMPARE(send(withLength("Content-Length: 32769\r\n", QByteArray(32'769, 'x'))).status, 413);
    }

    void whatTheProxyRefuses_isAProblemDocument_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::newRow("bad length") << withLength("Content-Length: 10abc\r\n") << 400;
        QTest::newRow("two hosts") << kGet + "Host: other\r\n\r\n" << 400;
        QTest::newRow("chunk size -1") << chunked("-1\r\nhello\r\n0\r\n\r\n") << 400;
        QTest::newRow("large header") << kGet + "X-Big: " + QByteArray(20'000, 'a') + "\r\n\r\n" << 400;
        QTest::newRow("too large") << withLength("Content-Length: 99999999\r\n", "x") << 413;
        QTest::newRow("outside /v1") << QByteArray("GET /admin HTTP/1.1\r\nHost: localhost\r\n\r\n") << 404;
    }
    void whatTheProxyRefuses_isAProblemDocument()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        const RawAnswer answer = send(bytes);
        QCOMPARE(answer.status, status);
        QVERIFY2(answer.bytes.contains("application/problem+json"), answer.bytes.left(300).constData());
        const QJsonObject problem = QJsonDocument::fromJson(answer.body()).object();
        QCOMPARE(problem.value(QStringLiteral("status")).toInt(), status);
        QVERIFY(!problem.value(QStringLiteral("type")).toString().isEmpty());
    }

    void manyAttemptsWithoutAToken_areSlowedDown()
    {
        int limited = 0;
        RawAnswer last;
        for (int i = 0; i < 400 && limited == 0; ++i) {
            last = send("POST /v1/enrol HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
            limited += last.status == 429 ? 1 : 0;
        }
        QCOMPARE(limited, 1);
        QVERIFY(last.bytes.contains("application/problem+json"));
    }

    void malformedRequest_isRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");  // 0: any refusal, or the connection just ends
        const auto row = [](const char* name, const QByteArray& bytes, int status = 0) {
            QTest::newRow(name) << bytes << status;
        };
        row("chunk size -1", chunked("-1\r\nhello\r\n0\r\n\r\n"), 400);
        row("chunk size no number", chunked("zz\r\nhello\r\n0\r\n\r\n"), 400);
        row("chunk size past 64 bits", chunked("fffffffffffffffff\r\nhello\r\n0\r\n\r\n"));
        row("chunk without its end", chunked("5\r\nhelloXX\r\n0\r\n\r\n"), 400);
        row("length -1", withLength("Content-Length: -1\r\n"), 400);
        row("length 10abc", withLength("Content-Length: 10abc\r\n"), 400);
        row("length +5", withLength("Content-Length: +5\r\n"), 400);
        row("length 0x5", withLength("Content-Length: 0x5\r\n"), 400);
        row("length 5, 5", withLength("Content-Length: 5, 5\r\n"), 400);
        row("length past 64 bits", withLength("Content-Length: 99999999999999999999\r\n"));
        row("two lengths", withLength("Content-Length: 5\r\nContent-Length: 6\r\n"), 400);
        row("the same length twice", withLength("Content-Length: 5\r\nContent-Length: 5\r\n"), 400);
        row("length and chunks", chunked("0\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n", "Content-Length: 6\r\n"), 400);
        row("unknown transfer coding", kPost + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501);
        row("chunked twice", kPost + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        row("chunked in HTTP/1.0",
            "POST /v1/echo HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        row("no host", "GET /v1/health HTTP/1.1\r\n\r\n", 400);
        row("two hosts", kGet + "Host: other\r\n\r\n", 400);
        row("NUL in a header", kGet + QByteArray("X-A: a\0b\r\n\r\n", 12), 400);
        row("NUL in the path", "GET /v1/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
        row("bad percent", "GET /v1/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
        row("above the root", "GET /../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
        row("a query name twice", "GET /v1/health?a=1&a=2 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
        row("HTTP/9.9", "GET /v1/health HTTP/9.9\r\nHost: localhost\r\n\r\n", 505);
        row("HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        row("no HTTP at all", QByteArray(1000, '\x01') + "\r\n\r\n");
        row("TRACE", "TRACE /v1/health HTTP/1.1\r\nHost: localhost\r\nX-Secret: s\r\n\r\n", 405);
        row("CONNECT", "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        row("unknown method", "BREW /v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n", 405);
        row("unknown path", "GET /v1/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n", 404);
        row("outside /v1", "GET /admin HTTP/1.1\r\nHost: localhost\r\n\r\n", 404);
        row("metrics", "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", 404);
        row("metrics behind dots", "GET /v1/../metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", 404);
        row("metrics behind encoded dots", "GET /v1/%2e%2e/metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", 404);
        row("metrics under a whole address", "GET http://localhost/metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", 404);
        row("1 MB header", kGet + "X-Big: " + QByteArray(1024 * 1024, 'a') + "\r\n\r\n");
        row("1 MB of headers", kGet + QByteArray("X-Many: 0123456789abcdef\r\n").repeated(40'000) + "\r\n");
        row("1 MB address", "GET /v1/" + QByteArray(1024 * 1024, 'a') + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    void malformedRequest_isRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        const RawAnswer answer = send(bytes);
        const QByteArray shown = answer.bytes.left(300);
        QVERIFY2(answer.refused(), shown.constData());
        QVERIFY2(answer.answers <= 1, shown.constData());
        QVERIFY2(status == 0 || answer.status == status, shown.constData());
        QVERIFY2(!answer.bytes.contains("X-Secret"), shown.constData());
        QVERIFY2(!answer.bytes.contains("nginx/"), shown.constData());
    }

    void handlerThatThrows_isInternal_withoutItsWords()
    {
        const RawAnswer answer = send("GET /v1/throws HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        QCOMPARE(answer.status, 500);
        QCOMPARE(QJsonDocument::fromJson(answer.body()).object().value(QStringLiteral("type")).toString(),
                 QStringLiteral("internal"));
        QVERIFY(!answer.bytes.contains("nobody may see"));
    }

    void headerThatNeverEnds_isCutOff()
    {
        const RawAnswer answer = send("GET /v1/health HTTP/1.1\r\nHost: local", kSlowMs);
        QVERIFY2(answer.refused(), answer.bytes.constData());
    }

    void bodyThatNeverEnds_isCutOff()
    {
        const RawAnswer answer = send(kPost + "Content-Length: 100\r\n\r\nonly this", kSlowMs);
        QVERIFY2(answer.refused(), answer.bytes.constData());
    }

    void manyStalledConnections_othersAreServed()
    {
        std::vector<std::unique_ptr<RawTlsClient>> stalled;
        for (int i = 0; i < 50; ++i) {
            stalled.push_back(std::make_unique<RawTlsClient>());
            QVERIFY2(stalled.back()->connectTo(m_proxy.port(), m_proxy.caFile()), qPrintable(stalled.back()->error()));
            QVERIFY(stalled.back()->send(i % 2 == 0 ? "GET /v1/hea" : kPost + "Content-Length: 9999\r\n\r\nx"));
        }
        for (int i = 0; i < 10; ++i) QVERIFY(stillAnswers());
        for (auto& client : stalled) QVERIFY(client->receive(kSlowMs).refused());
    }

    void connectionsOverTheLimit_areRefused()
    {
        // The proxy counts a connection from its first whole header on: these wait for their answers.
        std::vector<std::unique_ptr<RawTlsClient>> waiting;
        for (int i = 0; i < 64; ++i) {
            waiting.push_back(std::make_unique<RawTlsClient>());
            QVERIFY(waiting.back()->connectTo(m_proxy.port(), m_proxy.caFile()));
            QVERIFY(waiting.back()->send("GET /v1/later?wait_ms=3000 HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        }
        const RawAnswer refused = send(kGet + "Connection: close\r\n\r\n");
        QCOMPARE(refused.status, 429);
        QVERIFY(refused.bytes.toLower().contains("retry-after"));
        for (auto& client : waiting) QCOMPARE(client->receive(kSlowMs).status, 200);
    }

    void pushesOfOneAddress_overTheirLimit_areRefused_andOthersAreServed()
    {
        const QByteArray head = "POST /v1/push HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n";
        std::vector<std::unique_ptr<RawTlsClient>> stalled;
        for (int i = 0; i < 32; ++i) {
            stalled.push_back(std::make_unique<RawTlsClient>());
            QVERIFY(stalled.back()->connectTo(m_proxy.port(), m_proxy.caFile()));
            QVERIFY(stalled.back()->send(head + "x"));
        }
        QCOMPARE(send(head + "x").status, 429);
        QVERIFY(stillAnswers());
        for (auto& client : stalled) QVERIFY(client->receive(kSlowMs).refused());
    }

    void answerThatComesLate_arrives()
    {
        const RawAnswer answer =
            send("GET /v1/later?wait_ms=300 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body(), QByteArray("{\"late\":true}"));
    }

    void olderTls_isRefused()
    {
        RawTlsClient client;
        QVERIFY(!client.connectTo(m_proxy.port(), m_proxy.caFile(), QSsl::TlsV1_2));
    }

    void certificateOfAnotherAuthority_isNotTrusted()
    {
        NginxProxy other;
        QVERIFY2(other.start(QStringLiteral("127.0.0.1:1")), qPrintable(other.error()));
        RawTlsClient client;
        QVERIFY(!client.connectTo(m_proxy.port(), other.caFile()));
    }

    void plainHttpOnTheTlsPort_isRefused()
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_proxy.port());
        QVERIFY(socket.waitForConnected(5'000));
        socket.write(kGet + "\r\n");
        QVERIFY(socket.waitForReadyRead(5'000) || socket.state() != QAbstractSocket::ConnectedState);
        const QByteArray bytes = socket.readAll();
        QVERIFY2(bytes.isEmpty() || bytes.startsWith("HTTP/1.1 400"), bytes.constData());
    }

    void serverGone_isUnavailable()
    {
        NginxProxy lonely;
        QVERIFY2(lonely.start(QStringLiteral("127.0.0.1:1")), qPrintable(lonely.error()));
        const RawAnswer answer =
            exchange(lonely.port(), lonely.caFile(), kGet + "Connection: close\r\n\r\n");
        QCOMPARE(answer.status, 503);
        QVERIFY(answer.bytes.toLower().contains("retry-after"));
    }

    void accessLog_holdsNoQueryAndNoBody()
    {
        QCOMPARE(send("GET /v1/health?secret=jansen HTTP/1.1\r\nHost: localhost\r\nReferer: jansen\r\n"
                      "User-Agent: jansen\r\nConnection: close\r\n\r\n")
                     .status,
                 200);
        QCOMPARE(send(withLength("Content-Length: 6\r\n", "jansen")).status, 200);
        QTRY_VERIFY(m_proxy.accessLog().contains("POST /v1/echo 200"));
        QVERIFY(!m_proxy.accessLog().contains("jansen"));
        QVERIFY(!m_proxy.folder().read(QStringLiteral("error.log")).contains("jansen"));
    }

    // nginx removes its temporary files at once: only its warnings tell that there was one.
    void largeBodies_neverTouchADisk()
    {
        NginxProxy proxy;
        ProxyOptions talkative;
        talkative.logsWarnings = true;
        QVERIFY2(proxy.start(m_upstream, talkative), qPrintable(proxy.error()));
        const auto echo = [&](qint64 bytes) {
            return exchange(proxy.port(), proxy.caFile(),
                            "POST /v1/push HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " +
                                QByteArray::number(bytes) + "\r\n\r\n" + QByteArray(bytes, 'x'), 30'000);
        };
        QCOMPARE(echo(kMaxBodyBytes).body().size(), kMaxBodyBytes);
        QCOMPARE(echo(2 * 1024 * 1024).body().size(), qsizetype{2 * 1024 * 1024});
        QVERIFY2(!proxy.errorLog().contains("buffered to a temporary file"), proxy.errorLog().constData());
    }
};

QTEST_GUILESS_MAIN(HostileRequestsTest)
#include "hostile_requests_test.moc"
