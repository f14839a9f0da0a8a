#include "tests/unit/client/transport/local_server.h"

using namespace veldpost;
using engine::HttpAnswer;
using engine::HttpRequest;
using test::ask;
using test::get;
using test::LocalServer;
using transport::HttpTransport;

class HttpTransportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void post_sendsCborWithToken_readsTheAnswer()
    {
        LocalServer server(new QTcpServer);
        auto transport = HttpTransport::make(server.url("http"), "").value();
        const auto answer = ask(*transport, {"POST", "/v1/push", "secret", std::string("\x01\x00\x02", 3), 5000});
        QVERIFY(answer.ok());
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->body, std::string("ok"));
        QVERIFY(answer->cbor);
        QVERIFY(server.received.startsWith("POST /v1/push HTTP/1.1\r\n"));
        QVERIFY(server.received.contains("Authorization: Bearer secret\r\n"));
        QVERIFY(server.received.contains("Content-Type: application/cbor\r\n"));
        QVERIFY(server.received.endsWith(QByteArray("\x01\x00\x02", 3)));
    }

    void get_keepsItsQuery_andTheConnection()
    {
        LocalServer server(new QTcpServer);
        auto transport = HttpTransport::make(server.url("http"), "").value();
        QVERIFY(ask(*transport, get("/v1/pull?cursor=a%2Bb&limit=5")).ok());
        QVERIFY(server.received.startsWith("GET /v1/pull?cursor=a%2Bb&limit=5 HTTP/1.1\r\n"));
        server.received.clear();
        QVERIFY(ask(*transport, get("/v1/health")).ok());
        QCOMPARE(server.connections, 1);
    }

    void errorStatus_isAnAnswer_withRetryAfter()
    {
        LocalServer server(new QTcpServer);
        server.answer = "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        auto transport = HttpTransport::make(server.url("http"), "").value();
        const auto answer = ask(*transport, get("/v1/pull"));
        QVERIFY(answer.ok());
        QCOMPARE(answer->status, 503);
        QCOMPARE(answer->retryAfterMs, std::int64_t(7000));
        QVERIFY(!answer->cbor);
    }

    void redirect_isNotFollowed()
    {
        LocalServer server(new QTcpServer);
        LocalServer elsewhere(new QTcpServer);
        server.answer = "HTTP/1.1 302 Found\r\nLocation: " + QByteArray::fromStdString(elsewhere.url("http")) +
                        "/\r\nContent-Length: 0\r\n\r\n";
        auto transport = HttpTransport::make(server.url("http"), "").value();
        const auto answer = ask(*transport, get("/v1/pull"));
        QVERIFY(answer.ok());
        QCOMPARE(answer->status, 302);
        QCOMPARE(elsewhere.connections, 0);
    }

    void proxyOfTheEnvironment_isNotUsed()
    {
        LocalServer server(new QTcpServer);
        qputenv("http_proxy", "http://127.0.0.1:9");
        auto transport = HttpTransport::make(server.url("http"), "").value();
        const auto answer = ask(*transport, get("/v1/health"));
        qunsetenv("http_proxy");
        QVERIFY(answer.ok());
    }

    void nobodyThere_isNoConnection()
    {
        std::string url;
        {
            LocalServer gone(new QTcpServer);
            url = gone.url("http");
        }
        auto transport = HttpTransport::make(url, "").value();
        const auto answer = ask(*transport, get("/v1/health"));
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().type, std::string("no_connection"));
        QCOMPARE(answer.error().kind, ErrorKind::Unreachable);
    }

    void silentServer_timesOut()
    {
        LocalServer server(new QTcpServer);
        server.answer.clear();
        auto transport = HttpTransport::make(server.url("http"), "").value();
        HttpRequest request = get("/v1/pull");
        request.timeoutMs = 100;
        const auto answer = ask(*transport, request);
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().type, std::string("timed_out"));
    }

    void answerCutShort_isNoAnswer()
    {
        LocalServer server(new QTcpServer);
        server.answer = "HTTP/1.1 200 OK\r\nContent-Type: application/cbor\r\nContent-Length: 5000\r\n\r\nok";
        auto transport = HttpTransport::make(server.url("http"), "").value();
        HttpRequest request = get("/v1/pull");
        request.timeoutMs = 300;
        QVERIFY(!ask(*transport, request).ok());
    }

    void cancelAll_callsNobodyBack()
    {
        LocalServer server(new QTcpServer);
        server.answer.clear();
        auto transport = HttpTransport::make(server.url("http"), "").value();
        int calls = 0;
        transport->send(get("/v1/pull"), [&](Result<HttpAnswer>) { ++calls; });
        QTRY_VERIFY(!server.received.isEmpty());
        transport->cancelAll();
        const auto other = ask(*HttpTransport::make("http://127.0.0.1:1", "").value(), get("/"));
        QVERIFY(!other.ok());
        QCOMPARE(calls, 0);
    }

    void plainHttp_onlyToThisMachine()
    {
        QCOMPARE(HttpTransport::make("http://192.0.2.1:80", "").error().type, std::string("plain_http_refused"));
        QVERIFY(HttpTransport::make("http://localhost:8470", "").ok());
        QVERIFY(HttpTransport::make("http://[::1]:8470", "").ok());
    }

    void badAddresses_areRefused()
    {
        for (const char* url : {"", "ftp://127.0.0.1", "https://", "nonsense", "https://user:pw@host", "https://h/?q=1"})
            QVERIFY2(!HttpTransport::make(url, "").ok(), url);
        QCOMPARE(HttpTransport::make("https://example.invalid", "").error().type, std::string("bad_ca"));
        QCOMPARE(HttpTransport::make("https://example.invalid", "no certificate").error().type, std::string("bad_ca"));
    }
};

QTEST_GUILESS_MAIN(HttpTransportTest)
#include "http_transport_test.moc"
