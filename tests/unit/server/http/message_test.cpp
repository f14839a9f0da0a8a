#include "server/http/message.h"
#include "server/http/problem.h"

#include <QtTest/QtTest>

#include <nlohmann/json.hpp>

using namespace veldpost;
using namespace veldpost::http;

class MessageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void target_wellFormed_isDecodedPerSegment()
    {
        const auto target = parseTarget("/v1/a%2Fb/c%20d", "cursor=x%3Dy&limit=10&flag&plus=a+b");
        QVERIFY(target.ok());
        QCOMPARE(target->segments, (std::vector<std::string>{"v1", "a/b", "c d"}));
        QCOMPARE(target->path, std::string("/v1/a/b/c d"));
        QCOMPARE(target->query, (Fields{{"cursor", "x=y"}, {"limit", "10"}, {"flag", ""}, {"plus", "a b"}}));
    }

    void target_root_hasNoSegments()
    {
        const auto target = parseTarget("/", "");
        QVERIFY(target.ok());
        QVERIFY(target->segments.empty());
        QCOMPARE(target->path, std::string("/"));
    }

    void target_malformed_isRefused_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("no slash") << QByteArray("v1") << QByteArray();
        QTest::newRow("empty") << QByteArray() << QByteArray();
        QTest::newRow("half a percent") << QByteArray("/v1/%4") << QByteArray();
        QTest::newRow("no hex") << QByteArray("/v1/%zz") << QByteArray();
        QTest::newRow("signed hex") << QByteArray("/v1/%-1") << QByteArray();
        QTest::newRow("NUL") << QByteArray("/v1/a%00b") << QByteArray();
        QTest::newRow("line end in the query") << QByteArray("/v1") << QByteArray("a=b%0d%0aSet-Cookie:x");
        QTest::newRow("name twice") << QByteArray("/v1") << QByteArray("case=1&case=2");
        QTest::newRow("name twice, one encoded") << QByteArray("/v1") << QByteArray("case=1&c%61se=2");
    }
    void target_malformed_isRefused()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, query);
        const auto target = parseTarget(path.toStdString(), query.toStdString());
        QVERIFY(!target.ok());
        QCOMPARE(target.error().type, std::string("malformed_target"));
        QCOMPARE(statusOf(target.error()), 400);
    }

    void queryNumber_insideAndOutside_isReadOrRefused()
    {
        Request request;
        request.query = {{"wait", "25"}, {"big", "99999999999999999999"}, {"text", "5x"}, {"none", ""}};
        QCOMPARE(*request.queryNumber("wait", 0, 0, 25), 25);
        QCOMPARE(*request.queryNumber("absent", 7, 0, 25), 7);
        for (const char* name : {"big", "text", "none"}) QVERIFY(!request.queryNumber(name, 0, 0, 25).ok());
        const auto over = request.queryNumber("wait", 0, 0, 24);
        QVERIFY(!over.ok());
        QCOMPARE(over.error().type, std::string("malformed_query"));
    }

    void bearerToken_formsOfTheHeader_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("plain") << QByteArray("Bearer abc") << QByteArray("abc");
        QTest::newRow("lower case") << QByteArray("bearer abc") << QByteArray("abc");
        QTest::newRow("other scheme") << QByteArray("Basic abc") << QByteArray();
        QTest::newRow("no token") << QByteArray("Bearer ") << QByteArray();
        QTest::newRow("two tokens") << QByteArray("Bearer a b") << QByteArray();
        QTest::newRow("merged headers") << QByteArray("Bearer a, Bearer b") << QByteArray();
        QTest::newRow("scheme only") << QByteArray("Bearer") << QByteArray();
    }
    void bearerToken_formsOfTheHeader()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, token);
        Request request;
        QVERIFY(!request.bearerToken().has_value());
        request.headers["authorization"] = value.toStdString();
        QCOMPARE(QByteArray::fromStdString(std::string(request.bearerToken().value_or(""))), token);
    }

    void isLocal_throughAProxy_isNot()
    {
        Request request;
        QVERIFY(!request.isLocal());
        request.remoteIsLoopback = true;
        QVERIFY(request.isLocal());
        for (const char* name : {"x-forwarded-for", "forwarded", "via"}) {
            Request proxied = request;
            proxied.headers[name] = "127.0.0.1";
            QVERIFY2(!proxied.isLocal(), name);
        }
    }

    void problem_everyKind_hasItsStatus_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("status");
        QTest::newRow("malformed") << int(ErrorKind::Malformed) << 400;
        QTest::newRow("usage") << int(ErrorKind::Usage) << 400;
        QTest::newRow("locked") << int(ErrorKind::Locked) << 401;
        QTest::newRow("not found") << int(ErrorKind::NotFound) << 404;
        QTest::newRow("conflict") << int(ErrorKind::Conflict) << 409;
        QTest::newRow("too large") << int(ErrorKind::TooLarge) << 413;
        QTest::newRow("busy") << int(ErrorKind::Busy) << 503;
        QTest::newRow("failed") << int(ErrorKind::Failed) << 500;
        QTest::newRow("damaged") << int(ErrorKind::Damaged) << 500;
        QTest::newRow("unreachable") << int(ErrorKind::Unreachable) << 500;
    }
    void problem_everyKind_hasItsStatus()
    {
        QFETCH(int, kind);
        QFETCH(int, status);
        const Response response = problem(Error{ErrorKind(kind), "some_type", "A title", "A detail."});
        QCOMPARE(response.status, status);
        QCOMPARE(response.contentType, std::string("application/problem+json"));
        const auto document = nlohmann::json::parse(response.body);
        QCOMPARE(document.at("status").get<int>(), status);
        if (status == 500) {
            QCOMPARE(document.at("type").get<std::string>(), std::string("internal"));
            QVERIFY(response.body.find("A title") == std::string::npos);
            QVERIFY(!document.contains("detail"));
        } else {
            QCOMPARE(document.at("type").get<std::string>(), std::string("some_type"));
            QCOMPARE(document.at("detail").get<std::string>(), std::string("A detail."));
        }
    }

    void problem_busyAndLocked_sayWhatToDo()
    {
        const auto has = [](const Response& response, const std::string& name) {
            return std::any_of(response.headers.begin(), response.headers.end(),
                               [&](const auto& header) { return header.first == name && !header.second.empty(); });
        };
        QVERIFY(has(problem(Error{ErrorKind::Busy, "busy", "Busy", {}}), "Retry-After"));
        const Response tooMany = problem(Error{ErrorKind::Busy, "too_many_requests", "Too many", {}});
        QCOMPARE(tooMany.status, 429);
        QVERIFY(has(tooMany, "Retry-After"));
        QVERIFY(has(problem(Error{ErrorKind::Locked, "no_session", "No session", {}}), "WWW-Authenticate"));
        QVERIFY(has(methodNotAllowed("GET, POST"), "Allow"));
    }

    void problem_detailThatIsNoUtf8_isStillADocument()
    {
        const Response response = problem(Error{ErrorKind::Malformed, "malformed", "Title", "\xff\xfe"});
        QVERIFY(nlohmann::json::accept(response.body));
    }
};

QTEST_APPLESS_MAIN(MessageTest)
#include "message_test.moc"
