#include "server/http/router.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::http;

namespace {

Route route(std::string method, std::string pattern, std::string name)
{
    return Route{.method = std::move(method), .pattern = std::move(pattern), .name = std::move(name),
                 .access = Access::Public, .summary = "A test", .handler = [](Request, Reply) {}};
}

Router sample()
{
    Router router;
    router.add(route("GET", "/v1/cases/{case}", "case"));
    router.add(route("GET", "/v1/cases/search", "search"));
    router.add(route("POST", "/v1/cases/{case}", "change_case"));
    router.add(route("GET", "/v1/cases/{case}/blobs/{blob}", "blob"));
    router.add(route("GET", "/", "root"));
    return router;
}

}  // namespace

class RouterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void match_path_findsItsRoute_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("allow");
        QTest::newRow("param") << QByteArray("GET") << QByteArray("/v1/cases/7") << QByteArray("case") << QByteArray();
        QTest::newRow("literal wins") << QByteArray("GET") << QByteArray("/v1/cases/search") << QByteArray("search")
                                      << QByteArray();
        QTest::newRow("literal takes no POST, the param does")
            << QByteArray("POST") << QByteArray("/v1/cases/search") << QByteArray("change_case") << QByteArray();
        QTest::newRow("two params") << QByteArray("GET") << QByteArray("/v1/cases/7/blobs/8") << QByteArray("blob")
                                    << QByteArray();
        QTest::newRow("root") << QByteArray("GET") << QByteArray("/") << QByteArray("root") << QByteArray();
        QTest::newRow("wrong method") << QByteArray("PUT") << QByteArray("/v1/cases/7") << QByteArray()
                                      << QByteArray("GET, POST");
        QTest::newRow("unknown") << QByteArray("GET") << QByteArray("/v1/nothing") << QByteArray() << QByteArray();
        QTest::newRow("slash at the end") << QByteArray("GET") << QByteArray("/v1/cases/") << QByteArray()
                                          << QByteArray();
        QTest::newRow("slash after") << QByteArray("GET") << QByteArray("/v1/cases/7/") << QByteArray() << QByteArray();
        QTest::newRow("two slashes") << QByteArray("GET") << QByteArray("//v1/cases/7") << QByteArray() << QByteArray();
        QTest::newRow("other case") << QByteArray("GET") << QByteArray("/V1/cases/7") << QByteArray() << QByteArray();
        QTest::newRow("dots are no way up") << QByteArray("GET") << QByteArray("/v1/cases/x/../search") << QByteArray()
                                            << QByteArray();
    }
    void match_path_findsItsRoute()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, allow);
        const Router router = sample();
        const auto match = router.match(method.toStdString(), splitPath(path.toStdString()));
        QCOMPARE(QByteArray::fromStdString(match.route ? match.route->name : ""), name);
        QCOMPARE(QByteArray::fromStdString(match.allow), allow);
    }

    void match_params_areHandedOver()
    {
        const Router router = sample();
        const auto match = router.match("GET", {"v1", "cases", "a/b", "blobs", ".."});
        QCOMPARE(match.params, (Fields{{"case", "a/b"}, {"blob", ".."}}));
    }

    void reply_firstAnswerWins()
    {
        int answers = 0;
        int status = 0;
        Reply reply([&](Response response) { ++answers; status = response.status; });
        const Reply copy = reply;
        QVERIFY(!reply.answered());
        QVERIFY(copy.send(Response::json("{}")));
        QVERIFY(!reply.fail(Error{ErrorKind::Malformed, "late", "Late", {}}));
        QVERIFY(reply.answered());
        QCOMPARE(answers, 1);
        QCOMPARE(status, 200);
    }

    void reply_forgotten_becomesAnInternalProblem()
    {
        int status = 0;
        {
            const Reply reply([&](Response response) { status = response.status; });
            const Reply copy = reply;
            QVERIFY(!copy.answered());
        }
        QCOMPARE(status, 500);
    }

    void answer_valueOrError_isSent()
    {
        int status = 0;
        const auto sink = [&](Response response) { status = response.status; };
        const auto encode = [](int value) { return Response::json(std::to_string(value), 201); };
        answer(Reply(sink), Result<int>(5), encode);
        QCOMPARE(status, 201);
        answer(Reply(sink), Result<int>(Error{ErrorKind::Conflict, "fork", "Fork", {}}), encode);
        QCOMPARE(status, 409);
    }
};

QTEST_APPLESS_MAIN(RouterTest)
#include "router_test.moc"
