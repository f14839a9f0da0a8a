#include "server/http/dispatcher.h"
#include "server/http/service_routes.h"

#include <QtTest/QtTest>

#include <future>

using namespace veldpost;
using namespace veldpost::http;

namespace {

// The gate of these tests: the token "full" is a full session, "deliver" one that may only deliver.
Result<std::any> testGate(Access access, const Request& request)
{
    const std::string token(request.bearerToken().value_or(""));
    if (token == "full" || (token == "deliver" && access == Access::DeliverOnly)) return std::any(token);
    return Error{ErrorKind::Locked, "no_session", "A session is needed", {}};
}

struct World {
    Metrics metrics;
    FakeClock clock;
    std::mutex mutex;
    std::vector<std::string> logged;
    std::unique_ptr<Dispatcher> dispatcher;

    explicit World(Router router, DispatcherOptions options = {})
    {
        dispatcher = std::make_unique<Dispatcher>(
            std::move(router), testGate,
            [this](std::string_view line) {
                const std::lock_guard lock(mutex);
                logged.emplace_back(line);
            },
            metrics, clock, options);
    }

    std::future<Response> send(Request request, const std::string& path, const std::string& query = {})
    {
        auto promise = std::make_shared<std::promise<Response>>();
        auto future = promise->get_future();
        dispatcher->dispatch(std::move(request), path, query,
                             Reply([promise](Response response) { promise->set_value(std::move(response)); }));
        return future;
    }

    Response ask(Request request, const std::string& path, const std::string& query = {})
    {
        return send(std::move(request), path, query).get();
    }
};

Request make(std::string method, std::string token = {}, std::string body = {})
{
    Request request;
    request.method = std::move(method);
    request.body = std::move(body);
    if (!token.empty()) request.headers["authorization"] = "Bearer " + token;
    return request;
}

Route simple(std::string method, std::string pattern, std::string name, Access access, Handler handler)
{
    return Route{.method = std::move(method), .pattern = std::move(pattern), .name = std::move(name),
                 .access = access, .summary = "A test", .maxBodyBytes = 8, .handler = std::move(handler)};
}

Router sample()
{
    Router router;
    const auto whoami = [](Request request, Reply reply) {
        reply.send(Response::bytes(request.callerAs<std::string>(), "text/plain"));
    };
    router.add(simple("GET", "/v1/session", "session", Access::Session, whoami));
    router.add(simple("POST", "/v1/push", "push", Access::DeliverOnly, whoami));
    router.add(simple("POST", "/v1/echo/{name}", "echo", Access::Public, [](Request request, Reply reply) {
        reply.send(Response::bytes(request.param("name") + ":" + request.body, "text/plain"));
    }));
    router.add(simple("GET", "/v1/throws", "throws", Access::Public,
                      [](Request, Reply) { throw std::runtime_error("secret words"); }));
    router.add(simple("GET", "/v1/forgets", "forgets", Access::Public, [](Request, Reply) {}));
    return router;
}

}  // namespace

class DispatcherTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void screen_saysFromTheHeadWhatABodyWouldNotChange_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<int>("bytes");
        QTest::addColumn<int>("status");  // 0: it may come
        QTest::newRow("a token in use") << QByteArray("POST") << QByteArray("/v1/push") << QByteArray("deliver") << 8 << 0;
        QTest::newRow("no token") << QByteArray("POST") << QByteArray("/v1/push") << QByteArray() << 8 << 401;
        QTest::newRow("no token, and too large") << QByteArray("POST") << QByteArray("/v1/push") << QByteArray() << 9 << 401;
        QTest::newRow("a token of nobody") << QByteArray("POST") << QByteArray("/v1/push") << QByteArray("x") << 8 << 401;
        QTest::newRow("too large") << QByteArray("POST") << QByteArray("/v1/push") << QByteArray("full") << 9 << 413;
        QTest::newRow("public") << QByteArray("POST") << QByteArray("/v1/echo/a") << QByteArray() << 8 << 0;
        QTest::newRow("public, too large") << QByteArray("POST") << QByteArray("/v1/echo/a") << QByteArray() << 9 << 413;
        QTest::newRow("no route") << QByteArray("POST") << QByteArray("/v1/none") << QByteArray("full") << 1 << 404;
        QTest::newRow("not that method") << QByteArray("PUT") << QByteArray("/v1/push") << QByteArray("full") << 1 << 405;
        QTest::newRow("no address") << QByteArray("POST") << QByteArray("/v1/%zz") << QByteArray("full") << 1 << 400;
    }
    void screen_saysFromTheHeadWhatABodyWouldNotChange()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, token);
        QFETCH(int, bytes);
        QFETCH(int, status);
        World world(sample(), {.glance = [](const Request& head) {
                        const auto word = head.bearerToken().value_or("");
                        return word == "full" || word == "deliver";
                    }});
        const auto refusal = world.dispatcher->screen(make(method.toStdString(), token.toStdString()), path.toStdString(), "",
                                                      static_cast<std::size_t>(bytes));
        QCOMPARE(refusal ? refusal->status : 0, status);
    }

    void screen_whileDraining_takesNoBody()
    {
        World world(sample());
        world.dispatcher->refuseNew();
        QCOMPARE(world.dispatcher->screen(make("POST", "full"), "/v1/push", "", 1)->status, 503);
    }

    void access_whoMayCall_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, const char* method, const char* path, const char* token, int status) {
            QTest::newRow(name) << QByteArray(method) << QByteArray(path) << QByteArray(token) << status;
        };
        row("session, none", "GET", "/v1/session", "", 401);
        row("session, wrong", "GET", "/v1/session", "wrong", 401);
        row("session, deliver-only", "GET", "/v1/session", "deliver", 401);
        row("session, full", "GET", "/v1/session", "full", 200);
        row("deliver, none", "POST", "/v1/push", "", 401);
        row("deliver, deliver-only", "POST", "/v1/push", "deliver", 200);
        row("deliver, full", "POST", "/v1/push", "full", 200);
        row("unknown path", "GET", "/v1/nothing", "full", 404);
        row("wrong method", "GET", "/v1/push", "full", 405);
        row("bad address", "GET", "/v1/%zz", "full", 400);
    }
    void access_whoMayCall()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, token);
        QFETCH(int, status);
        World world(sample());
        const Response response = world.ask(make(method.toStdString(), token.toStdString()), path.toStdString());
        QCOMPARE(response.status, status);
        if (status == 200) QCOMPARE(QByteArray::fromStdString(response.body), token);
    }

    void body_overTheRoutesLimit_isTooLarge()
    {
        World world(sample());
        QCOMPARE(world.ask(make("POST", {}, "12345678"), "/v1/echo/x").body, std::string("x:12345678"));
        QCOMPARE(world.ask(make("POST", {}, "123456789"), "/v1/echo/x").status, 413);
    }

    void handler_throws_isInternalAndLoggedWithoutWords()
    {
        World world(sample());
        const Response response = world.ask(make("GET"), "/v1/throws");
        QCOMPARE(response.status, 500);
        QVERIFY(response.body.find("secret") == std::string::npos);
        QVERIFY(world.dispatcher->drain(5'000));
        QCOMPARE(world.logged.size(), std::size_t(1));
        QVERIFY(world.logged[0].find("throws") != std::string::npos);
        QVERIFY(world.logged[0].find("secret") == std::string::npos);
    }

    void handler_forgetsToAnswer_isInternal()
    {
        World world(sample());
        QCOMPARE(world.ask(make("GET"), "/v1/forgets").status, 500);
    }

    void queue_full_isOverloadedWithRetryAfter()
    {
        std::promise<void> gate;
        std::promise<void> running;
        std::shared_future<void> opened = gate.get_future().share();
        std::atomic<bool> first{true};
        Router router;
        router.add(simple("GET", "/v1/wait", "wait", Access::Public, [&, opened](Request, Reply reply) {
            if (first.exchange(false)) running.set_value();
            opened.wait();
            reply.send(Response::noContent());
        }));
        World world(std::move(router), {.workers = 1, .queueLimit = 1});
        auto a = world.send(make("GET"), "/v1/wait");
        running.get_future().wait();
        auto b = world.send(make("GET"), "/v1/wait");
        const Response refused = world.ask(make("GET"), "/v1/wait");
        QCOMPARE(refused.status, 503);
        QVERIFY(std::any_of(refused.headers.begin(), refused.headers.end(),
                            [](const auto& header) { return header.first == "Retry-After"; }));
        gate.set_value();
        QCOMPARE(a.get().status, 204);
        QCOMPARE(b.get().status, 204);
    }

    void callerWhoseLineIsFull_isAskedToWait_andAnotherIsServed()
    {
        std::promise<void> gate, running;
        std::shared_future<void> opened = gate.get_future().share();
        std::atomic<bool> first{true};
        Router router;
        router.add(simple("GET", "/v1/wait", "wait", Access::Public, [&, opened](Request request, Reply reply) {
            if (request.bearerToken() == "greedy") {
                if (first.exchange(false)) running.set_value();
                opened.wait();
            }
            reply.send(Response::noContent());
        }));
        World world(std::move(router), {.workers = 2, .queueLimit = 10, .queueLimitOfCaller = 2, .workersOfCaller = 1,
                                        .caller = [](const Request& request) { return std::string(request.bearerToken().value_or("")); }});
        std::vector<std::future<Response>> taken;
        taken.push_back(world.send(make("GET", "greedy"), "/v1/wait"));
        running.get_future().wait();
        for (int i = 0; i < 2; ++i) taken.push_back(world.send(make("GET", "greedy"), "/v1/wait"));
        const Response refused = world.ask(make("GET", "greedy"), "/v1/wait");
        QCOMPARE(refused.status, 429);
        QVERIFY(refused.body.find("too_many_requests") != std::string::npos);
        QVERIFY(std::any_of(refused.headers.begin(), refused.headers.end(),
                            [](const auto& header) { return header.first == "Retry-After"; }));
        QCOMPARE(world.ask(make("GET", "other"), "/v1/wait").status, 204);
        gate.set_value();
        for (auto& answer : taken) QCOMPARE(answer.get().status, 204);
        QCOMPARE(world.dispatcher->turnCounts().refused, std::uint64_t{1});
    }

    void drain_waitsForLateAnswersAndRefusesNewOnes()
    {
        std::promise<Reply> kept;
        Router router;
        router.add(simple("GET", "/v1/later", "later", Access::Public,
                          [&](Request, Reply reply) { kept.set_value(std::move(reply)); }));
        World world(std::move(router));
        auto waiting = world.send(make("GET"), "/v1/later");
        {
            const Reply late = kept.get_future().get();
            QCOMPARE(world.dispatcher->inFlight(), std::size_t(1));
            QVERIFY(!world.dispatcher->drain(1));
            const Response refused = world.ask(make("GET"), "/v1/later");
            QCOMPARE(refused.status, 503);
            QVERIFY(refused.body.find("draining") != std::string::npos);
            late.send(Response::json("{}"));
        }
        QCOMPARE(waiting.get().status, 200);
        QVERIFY(world.dispatcher->drain(5'000));
    }

    void metrics_requests_areCountedByRouteAndStatus()
    {
        Metrics metrics;
        Router router = sample();
        addServiceRoutes(router, metrics, [] { return done(); });
        World world(std::move(router));
        world.ask(make("GET", "full"), "/v1/session");
        world.ask(make("GET"), "/v1/session");
        world.ask(make("GET"), "/v1/no-such-person-jansen");
        QVERIFY(world.dispatcher->drain(5'000));
        const std::string text = world.metrics.text();
        for (const char* line : {R"(veldpost_http_requests_total{route="session",status="200"} 1)",
                                 R"(veldpost_http_requests_total{route="session",status="401"} 1)",
                                 R"(veldpost_http_requests_total{route="none",status="404"} 1)",
                                 R"(veldpost_http_request_seconds_count{route="session"} 2)"})
            QVERIFY2(text.find(line) != std::string::npos, text.c_str());
        QVERIFY(text.find("jansen") == std::string::npos);
    }

    void serviceRoutes_metrics_onlyFromThisMachineItself()
    {
        Metrics metrics;
        metrics.setGauge("veldpost_open_cases", "Open cases", 3);
        metrics.setGauge("veldpost_open_cases", "Open cases", 4);
        metrics.addToCounter("veldpost_commits_total", "Commits");
        Router router;
        addServiceRoutes(router, metrics, [] { return Status(Error{ErrorKind::Busy, "x", "why", {}}); });
        World world(std::move(router));
        QCOMPARE(world.ask(make("GET"), "/metrics").status, 404);
        Request local = make("GET");
        local.remoteIsLoopback = true;
        const Response shown = world.ask(local, "/metrics");
        QCOMPARE(shown.status, 200);
        QVERIFY(shown.body.find("veldpost_open_cases 4") != std::string::npos);
        QVERIFY(shown.body.find("veldpost_commits_total 1") != std::string::npos);
        local.headers["x-forwarded-for"] = "127.0.0.1";
        QCOMPARE(world.ask(local, "/metrics").status, 404);
        QCOMPARE(world.ask(make("GET"), "/v1/health").status, 200);
        const Response unready = world.ask(make("GET"), "/v1/ready");
        QCOMPARE(unready.status, 503);
        QVERIFY(unready.body.find("why") == std::string::npos);
    }
};

QTEST_APPLESS_MAIN(DispatcherTest)
#include "dispatcher_test.moc"
