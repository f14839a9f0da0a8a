// The listener without the proxy, in this process: what it does with requests that are well-formed enough for it.
#include "server/http/listener.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest/QtTest>

#include <thread>

using namespace veldpost;
using namespace veldpost::http;

namespace {

constexpr int kWaitMs = 10'000;

class Client {
public:
    explicit Client(quint16 port)
    {
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        m_socket.waitForConnected(kWaitMs);
    }

    void send(const QByteArray& bytes)
    {
        m_socket.write(bytes);
        m_socket.flush();
    }

    // One whole answer; `bodyFollows` false for answers to HEAD.
    QByteArray receive(bool bodyFollows = true)
    {
        while (size(bodyFollows) == 0 && m_socket.waitForReadyRead(kWaitMs)) m_bytes += m_socket.readAll();
        const qsizetype whole = size(bodyFollows);
        const QByteArray answer = m_bytes.left(whole);
        m_bytes.remove(0, whole);
        return answer;
    }

    bool ended() { return m_socket.state() != QAbstractSocket::ConnectedState || m_socket.waitForDisconnected(kWaitMs); }

private:
    qsizetype size(bool bodyFollows) const
    {
        const qsizetype head = m_bytes.indexOf("\r\n\r\n");
        if (head < 0) return 0;
        const QByteArray lower = m_bytes.left(head).toLower();
        const qsizetype at = lower.indexOf("content-length:");
        const qsizetype length = at < 0 || !bodyFollows ? 0 : lower.mid(at + 15).split('\r').first().trimmed().toInt();
        return m_bytes.size() >= head + 4 + length ? head + 4 + length : 0;
    }

    QTcpSocket m_socket;
    QByteArray m_bytes;
};

QByteArray bodyOf(const QByteArray& answer) { return answer.mid(answer.indexOf("\r\n\r\n") + 4); }

}  // namespace

class ListenerTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Listener> m_listener;
    std::mutex m_mutex;
    std::vector<Reply> m_kept;

    void onRequest(Request request, std::string_view path, std::string_view query, const Reply& reply)
    {
        if (path == "/late") {
            std::thread([reply] { reply.send(Response::json("\"late\"")); }).detach();
        } else if (path == "/keep") {
            const std::lock_guard lock(m_mutex);
            m_kept.push_back(reply);
        } else if (path == "/throw") {
            throw std::runtime_error("words");
        } else {
            std::string text = request.method + " " + std::string(path) + "?" + std::string(query) + " ";
            text += request.header("x-test").value_or("-");
            text += request.isLocal() ? " local " : " remote ";
            reply.send(Response::bytes(text + request.body, "text/plain").with("Upload-Offset", "7"));
        }
    }

private Q_SLOTS:
    void init()
    {
        auto opened = Listener::open({.maxBodyBytes = 100'000}, [this](Request request, std::string_view path,
                                                                       std::string_view query, const Reply& reply) {
            onRequest(std::move(request), path, query, reply);
        });
        QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().detail.c_str());
        m_listener = std::move(*opened);
    }
    void cleanup()
    {
        m_kept.clear();
        QVERIFY(m_listener->close());
        m_listener.reset();
    }

    void request_isHandedOverWhole()
    {
        Client client(m_listener->port());
        client.send("POST /a%20b?x=%41 HTTP/1.1\r\nHost: h\r\nX-Test: yes\r\nContent-Length: 5\r\n\r\nhello");
        const QByteArray answer = client.receive();
        QVERIFY(answer.startsWith("HTTP/1.1 200"));
        QVERIFY(answer.contains("Cache-Control: no-store"));
        QCOMPARE(bodyOf(answer), QByteArray("POST /a%20b?x=%41 yes local hello"));
    }

    void keepAlive_manyRequestsOnOneConnection_areAnsweredInTurn()
    {
        Client client(m_listener->port());
        for (int i = 0; i < 200; ++i) {
            const QByteArray body(i * 37, 'b');
            client.send("POST /" + QByteArray::number(i) + " HTTP/1.1\r\nHost: h\r\nContent-Length: " +
                        QByteArray::number(body.size()) + "\r\n\r\n" + body);
            QCOMPARE(bodyOf(client.receive()), "POST /" + QByteArray::number(i) + "? - local " + body);
        }
    }

    void proxied_isNotLocal()
    {
        Client client(m_listener->port());
        client.send("GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 127.0.0.1\r\n\r\n");
        QCOMPARE(bodyOf(client.receive()), QByteArray("GET /? - remote "));
    }

    void head_hasHeadersButNoBody()
    {
        Client client(m_listener->port());
        client.send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n");
        const QByteArray head = client.receive(false);
        QVERIFY(head.startsWith("HTTP/1.1 200"));
        QVERIFY(head.contains("Upload-Offset: 7"));
        client.send("GET /y HTTP/1.1\r\nHost: h\r\n\r\n");
        QCOMPARE(bodyOf(client.receive()), QByteArray("GET /y? - local "));
    }

    void refused_byTheHeaders_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::newRow("TRACE") << QByteArray("TRACE / HTTP/1.1\r\nHost: h\r\nX-Test: secret\r\n\r\n") << 405;
        QTest::newRow("CONNECT") << QByteArray("CONNECT / HTTP/1.1\r\nHost: h\r\n\r\n") << 405;
        QTest::newRow("chunks") << QByteArray("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                                              "1\r\na\r\n0\r\n\r\n")
                                << 411;
        QTest::newRow("too large") << QByteArray("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100001\r\n\r\n") +
                                          QByteArray(100'001, 'x')
                                   << 413;
        QTest::newRow("length 1a") << QByteArray("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1a\r\n\r\na") << 400;
        QTest::newRow("a handler that throws") << QByteArray("GET /throw HTTP/1.1\r\nHost: h\r\n\r\n") << 500;
    }
    void refused_byTheHeaders()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        Client client(m_listener->port());
        client.send(bytes);
        const QByteArray answer = client.receive();
        QVERIFY2(answer.startsWith("HTTP/1.1 " + QByteArray::number(status)), answer.constData());
        QVERIFY(!answer.contains("secret"));
        QVERIFY(answer.contains("application/problem+json"));
        Client next(m_listener->port());
        next.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        QVERIFY(next.receive().startsWith("HTTP/1.1 200"));
    }

    void refusedByTheScreen_itsBodyIsNotKept_andTheNextIsServed()
    {
        std::atomic<int> handed = 0;
        auto opened = Listener::open(
            {.maxBodyBytes = 64'000'000, .bodiesInFlightBytes = 100'000},
            [&](Request request, std::string_view, std::string_view, const Reply& reply) {
                ++handed;
                reply.send(Response::bytes(std::to_string(request.body.size()), "text/plain"));
            },
            [](const Request&, std::string_view path, std::string_view, std::size_t) -> std::optional<Response> {
                if (path == "/open") return std::nullopt;
                return problem(401, "no_session", "There is no session");
            });
        QVERIFY(opened.ok());
        const std::unique_ptr<Listener> listener = std::move(*opened);
        const auto post = [&](const QByteArray& path, qsizetype bytes) {
            Client client(listener->port());
            client.send("POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + QByteArray::number(bytes) + "\r\n\r\n" +
                        QByteArray(bytes, 'x'));
            return client.receive();
        };
        QVERIFY(post("/closed", 3'000'000).startsWith("HTTP/1.1 401"));
        QCOMPARE(handed.load(), 0);
        QVERIFY(post("/open", 100'001).startsWith("HTTP/1.1 503"));  // more than all bodies may take
        QCOMPARE(bodyOf(post("/open", 100'000)), QByteArray("100000"));
        QCOMPARE(bodyOf(post("/open", 100'000)), QByteArray("100000"));  // the first one's share came back
        QVERIFY(listener->close());
    }

    void bodyThatEndsEarly_reachesNoHandler_andGivesItsShareBack()
    {
        {
            Client client(m_listener->port());
            client.send("POST /half HTTP/1.1\r\nHost: h\r\nContent-Length: 90000\r\n\r\n" + QByteArray(500, 'x'));
        }
        Client next(m_listener->port());
        next.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
        QCOMPARE(bodyOf(next.receive()), QByteArray("POST /? - local abc"));
    }

    void answerFromAnotherThread_arrives()
    {
        Client client(m_listener->port());
        client.send("GET /late HTTP/1.1\r\nHost: h\r\n\r\n");
        QCOMPARE(bodyOf(client.receive()), QByteArray("\"late\""));
    }

    void clientGoneBeforeItsAnswer_isCountedAsLost()
    {
        {
            Client client(m_listener->port());
            client.send("GET /keep HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            QTRY_VERIFY([this] { const std::lock_guard lock(m_mutex); return !m_kept.empty(); }());
        }
        // The kernel takes what is written to a client that has just gone; only much of it is noticed.
        m_kept[0].send(Response::bytes(std::string(20'000'000, 'x'), "text/plain"));
        QTRY_COMPARE_WITH_TIMEOUT(m_listener->lostAnswers(), std::uint64_t(1), kWaitMs);
    }

    void close_withAnAnswerOwed_saysSo()
    {
        Client client(m_listener->port());
        client.send("GET /keep HTTP/1.1\r\nHost: h\r\n\r\n");
        QTRY_VERIFY([this] { const std::lock_guard lock(m_mutex); return !m_kept.empty(); }());
        QVERIFY(!m_listener->close(1));
        QVERIFY(client.ended());
        m_kept[0].send(Response::json("{}"));
        QVERIFY(m_listener->close());
    }

    void open_takenPort_isAnError()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost, 0));
        const auto opened = Listener::open({.port = other.serverPort()}, [](Request, std::string_view,
                                                                          std::string_view, const Reply&) {});
        QVERIFY(!opened.ok());
        QCOMPARE(opened.error().type, std::string("cannot_listen"));
    }

    void open_noAddress_isAnError()
    {
        const auto opened = Listener::open({.address = "not-an-address"}, [](Request, std::string_view,
                                                                            std::string_view, const Reply&) {});
        QVERIFY(!opened.ok());
        QCOMPARE(opened.error().type, std::string("cannot_listen"));
    }
};

QTEST_GUILESS_MAIN(ListenerTest)
#include "listener_test.moc"
