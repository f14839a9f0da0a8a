// The endpoints over a whole engine, without a network; and the description of them, kept true.
#include "api_description.h"

#include "server/engine/engine.h"
#include "server/http/endpoints/endpoints.h"
#include "server/store/sqlcipher_store.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <future>

using namespace veldpost;
using namespace veldpost::http;
using revision::Json;

namespace {

template <typename T>
T must(Result<T> result)
{
    if (!result.ok()) qFatal("%s: %s", result.error().type.c_str(), result.error().detail.c_str());
    return std::move(result).value();
}

struct World {
    World()
    {
        std::array<std::uint8_t, 32> bytes;
        bytes.fill(4);
        store = must(store::SqlcipherStore::create(folder.path().toStdString() + "/store.db", storage::Key(bytes), clock));
        must(server::Engine::found(*store, clock, random));
        engine = must(server::Engine::open(*store, clock, random, server::Engine::Mode::Inline));
        must(engine->admin().addRegion("RR", "Rotterdam"));
        user = must(engine->admin().addUser("RR", "Field", model::Role::Wijkteam));
        dispatcher = std::make_unique<Dispatcher>(makeRouter(*engine, metrics), makeGate(*engine),
                                                  [](std::string_view line) { qFatal("%s", std::string(line).c_str()); },
                                                  metrics, clock, DispatcherOptions{.workers = 1, .queueLimit = 64});
    }

    Response send(const std::string& method, const std::string& target, std::string body = {},
                  Fields headers = {{"content-type", "application/json"}})
    {
        Request request;
        request.method = method;
        request.headers = std::move(headers);
        request.body = std::move(body);
        request.remoteIsLoopback = true;
        if (!token.empty()) request.headers.emplace("authorization", "Bearer " + token);
        const std::size_t mark = target.find('?');
        const std::string query = mark == std::string::npos ? "" : target.substr(mark + 1);
        std::promise<Response> answered;
        auto answer = answered.get_future();
        dispatcher->dispatch(std::move(request), target.substr(0, mark), query,
                             Reply([&](Response response) { answered.set_value(std::move(response)); }));
        return answer.get();
    }

    Json get(const std::string& target) { return must(revision::readJson(send("GET", target).body)); }
    Json post(const std::string& target, const Json& body)
    {
        return must(revision::readJson(send("POST", target, body.dump()).body));
    }

    // Through the front door: invitation, enrolment, challenge, session.
    void enrol()
    {
        const auto invitation = must(engine->admin().invite(user));
        enrolled = post("/v1/enrol", protocol::EnrolRequest{invitation.code, key.publicKey()}.toJson());
        device = must(protocol::EnrolAnswer::fromJson(enrolled)).certificate.device;
        openSession();
    }

    void openSession()
    {
        token.clear();
        const Json challenge = post("/v1/session/challenge", protocol::ChallengeRequest{device}.toJson());
        const std::string text = challenge["challenge"].get<std::string>();
        const auto signature = key.signFor(crypto::Purpose::Session, protocol::sessionBytes(device, text));
        session = post("/v1/session", protocol::SessionRequest{device, text, signature}.toJson());
        token = session["token"].get<std::string>();
    }

    revision::SignedRevision foundCase()
    {
        const auto certificate = must(protocol::EnrolAnswer::fromJson(enrolled)).certificate;
        revision::Header header;
        header.region = certificate.region;
        header.record = makeUuid7<RecordId>(clock.nowMs(), random);
        header.caseId = revision::foundedCaseId(header.region, certificate.user, header.record);
        header.kind = "case";
        header.user = certificate.user;
        header.device = device;
        const revision::Payload payload{revision::makeSalt(random), {{"title", "Family"}}, {}};
        return revision::signRevision(header, payload.canonicalBytes(), key);
    }

    // Behind it in its chain; breaks a rule.
    revision::SignedRevision emptyNote(const revision::SignedRevision& founding)
    {
        revision::Header header = founding.header;
        header.n = 2;
        header.prev = founding.id;
        header.kind = "note";
        header.record = makeUuid7<RecordId>(clock.nowMs(), random);
        const revision::Payload payload{revision::makeSalt(random), {{"text", ""}}, {}};
        return revision::signRevision(header, payload.canonicalBytes(), key);
    }

    QTemporaryDir folder;
    FakeClock clock;
    SeededRandom random{3};
    crypto::SigningKey key = crypto::SigningKey::generate(random);
    std::unique_ptr<store::SqlcipherStore> store;
    std::unique_ptr<server::Engine> engine;
    Metrics metrics;
    std::unique_ptr<Dispatcher> dispatcher;
    UserId user;
    DeviceId device;
    Json enrolled, session;
    std::string token;
};

QString typeOf(const Response& response)
{
    return QString::fromStdString(must(revision::readJson(response.body)).value("type", ""));
}

}  // namespace

class EndpointsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void description_namesExactlyTheRoutes()
    {
        World world;
        std::set<std::string> served;
        for (const Route& route : world.dispatcher->router().routes())
            served.insert(route.method + " " + route.pattern + " " + route.name + " " + route.summary);
        QCOMPARE(served, ApiDescription::load().operations());
    }

    // A push may hold what is too large for a revision: it is said of that one, and the next is stored.
    void push_ofAPayloadThatIsTooLarge_isSaidOfItAlone()
    {
        World world;
        world.enrol();
        const auto founding = world.foundCase();
        revision::Header header = founding.header;
        header.n = 2;
        header.prev = founding.id;
        header.kind = "note";
        header.record = makeUuid7<RecordId>(world.clock.nowMs(), world.random);
        const auto sign = [&](const std::string& text) {
            const revision::Payload payload{revision::makeSalt(world.random), {{"text", text}}, {}};
            return revision::signRevision(header, payload.canonicalBytes(), world.key);
        };
        const auto large = sign(std::string(300 * 1024, 'x'));
        header.n = 3;
        header.prev = large.id;
        header.record = makeUuid7<RecordId>(world.clock.nowMs(), world.random);
        const auto next = sign("small");
        protocol::RevisionPageWriter page;
        for (const auto& rev : {founding, large, next}) page.add(rev);
        const Json body{{"revisions", page.take()}};
        for (const bool cbor : {true, false}) {
            const Response answer = world.send("POST", "/v1/push", cbor ? revision::writeCbor(body) : revision::canonicalText(body),
                                               {{"content-type", cbor ? "application/cbor" : "application/json"},
                                                {"accept", "application/json"}});
            QCOMPARE(answer.status, 200);
            const Json results = must(revision::readJson(answer.body))["results"];
            QCOMPARE(results.size(), std::size_t{3});
            QCOMPARE(results[0]["result"], Json(cbor ? "stored" : "already"));
            QCOMPARE(results[1]["result"], Json("quarantined"));
            QCOMPARE(results[1]["reason"], Json("too_large"));
            QCOMPARE(results[2]["result"], Json(cbor ? "stored" : "already"));
        }
    }

    void description_saysWhichRoutesAskForASession()
    {
        World world;
        const ApiDescription description = ApiDescription::load();
        for (const Route& route : world.dispatcher->router().routes()) {
            const bool asks = route.access == Access::Session || route.access == Access::DeliverOnly;
            QCOMPARE(description.asksForSession(route.name), asks);
        }
    }

    void answers_holdWhatTheDescriptionRequires()
    {
        World world;
        world.enrol();
        const ApiDescription description = ApiDescription::load();
        const auto founding = world.foundCase();
        protocol::RevisionPageWriter page;
        page.add(founding);
        const Json pushed = world.post("/v1/push", protocol::pushJson(std::move(page)));
        const Json pulled = world.get("/v1/pull");
        const Json members = world.get("/v1/cases/" + founding.header.caseId.text() + "/members");
        const Json users = world.get("/v1/users");
        protocol::RevisionPageWriter second;
        const auto empty = world.emptyNote(founding);
        second.add(empty);
        world.post("/v1/push", protocol::pushJson(std::move(second)));
        const Json waiting = world.post("/v1/quarantine", protocol::QuarantineRequest{{}, {empty.id}}.toJson());
        must(world.engine->admin().setRole(world.user, model::Role::Coordinator));
        const Json seen = world.get("/v1/users/" + world.user.text() + "/view");
        protocol::RevisionPageWriter third;
        third.add(founding);
        const Json offered = world.post("/v1/offer", protocol::offerJson({}, std::move(third)));
        const auto chain = founding.header.chain();
        const Json wish = world.post("/v1/offer/ask", protocol::OfferAsk{{{chain, 3, empty.id}}}.toJson());
        const std::pair<const char*, Json> answers[] = {
            {"OfferAnswer", offered},
            {"OfferWish", wish},
            {"WantedChain", wish["wanted"][0]},
            {"EnrolAnswer", world.enrolled},
            {"Certificate", world.enrolled["certificate"]},
            {"SessionAnswer", world.session},
            {"PushAnswer", pushed},
            {"PushResult", pushed["results"][0]},
            {"Receipt", pushed["receipts"][0]},
            {"PullPage", pulled},
            {"RevisionItem", pulled["revisions"][0]},
            {"BlobsHaveAnswer", world.post("/v1/blobs/have", {{"blobs", Json::array()}})},
            {"HaveAnswer", world.post("/v1/have", {{"after", ""}})},
            {"Members", members},
            {"Users", users},
            {"StatusAnswer", world.get("/v1/health")},
            {"StatusAnswer", world.get("/v1/ready")},
            {"Problem", world.get("/v1/nothing")},
            {"QuarantineAnswer", waiting},
            {"WaitingNote", waiting["notes"][0]},
            {"OwnStanding", waiting["own"][0]},
            {"ViewAsAnswer", seen},
            {"SeenRevision", seen["revisions"][0]},
        };
        for (const auto& [schema, answer] : answers) {
            const auto required = description.required(schema);
            QVERIFY2(!required.empty(), schema);
            for (const std::string& key : required) QVERIFY2(answer.contains(key), (schema + (" " + key)).c_str());
            const auto known = description.properties(schema);
            for (const auto& [key, value] : answer.items()) QVERIFY2(known.contains(key), (schema + (" " + key)).c_str());
        }
        QCOMPARE(pushed["results"][0]["result"], Json("stored"));
        QCOMPARE(members["members"][0]["right"], Json("own"));
        QCOMPARE(offered["results"][0]["result"], Json("already"));
        QCOMPARE(wish["wanted"][0]["missing"], (Json{3, 3}));
    }

    void withoutASession_everyGuardedRouteSays401()
    {
        World world;
        for (const Route& route : world.dispatcher->router().routes()) {
            if (route.access != Access::Session && route.access != Access::DeliverOnly) continue;
            std::string target = route.pattern;
            if (const std::size_t at = target.find("{case}"); at != std::string::npos)
                target.replace(at, 6, CaseId().text());
            if (const std::size_t at = target.find("{user}"); at != std::string::npos)
                target.replace(at, 6, UserId().text());
            QCOMPARE(world.send(route.method, target).status, 401);
            world.token = "0123";
            QCOMPARE(world.send(route.method, target).status, 401);
            world.token.clear();
        }
    }

    void revokedDevice_pushesAndAsksForItsReceipt_butReadsNothing()
    {
        World world;
        world.enrol();
        must(world.engine->admin().revokeDevice(world.device));
        world.openSession();
        QCOMPARE(world.session["deliver_only"], Json(true));
        protocol::RevisionPageWriter page;
        page.add(world.foundCase());
        const Json pushed = world.post("/v1/push", protocol::pushJson(std::move(page)));
        QCOMPARE(pushed["results"][0]["reason"], Json("revoked_device"));
        QCOMPARE(world.post("/v1/have", {{"after", ""}})["receipts"].size(), std::size_t{1});
        for (const char* target : {"/v1/pull", "/v1/users"}) QCOMPARE(typeOf(world.send("GET", target)), QStringLiteral("deliver_only"));
    }

    void cbor_andJson_sayTheSame()
    {
        World world;
        world.enrol();
        const Response json = world.send("GET", "/v1/pull");
        const Response cbor = world.send("GET", "/v1/pull", {}, {{"accept", "application/cbor"}});
        QCOMPARE(json.contentType, std::string("application/json"));
        QCOMPARE(cbor.contentType, std::string("application/cbor"));
        QVERIFY(must(revision::readCbor(cbor.body)) == must(revision::readJson(json.body)));
        const Json have{{"after", ""}};
        const Response answer = world.send("POST", "/v1/have", revision::writeCbor(have), {{"content-type", "application/cbor"}});
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.contentType, std::string("application/cbor"));
    }

    void badInput_isAProblem_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<int>("status");
        QTest::newRow("no JSON") << QByteArray("POST") << QByteArray("/v1/push") << QByteArray("{") << QByteArray("application/json") << 400;
        QTest::newRow("not an object") << QByteArray("POST") << QByteArray("/v1/push") << QByteArray("[]") << QByteArray("application/json") << 400;
        QTest::newRow("a float") << QByteArray("POST") << QByteArray("/v1/have") << QByteArray("{\"after\":1.5}") << QByteArray("application/json") << 400;
        QTest::newRow("broken CBOR") << QByteArray("POST") << QByteArray("/v1/push") << QByteArray("\xff\xff") << QByteArray("application/cbor") << 400;
        QTest::newRow("another kind of body") << QByteArray("POST") << QByteArray("/v1/have") << QByteArray("<x/>") << QByteArray("text/xml") << 415;
        QTest::newRow("limit of nothing") << QByteArray("GET") << QByteArray("/v1/pull?limit=0") << QByteArray() << QByteArray("application/json") << 400;
        QTest::newRow("limit too large") << QByteArray("GET") << QByteArray("/v1/pull?limit=1001") << QByteArray() << QByteArray("application/json") << 400;
        QTest::newRow("wait too long") << QByteArray("GET") << QByteArray("/v1/pull?wait=25001") << QByteArray() << QByteArray("application/json") << 400;
        QTest::newRow("no cursor of ours") << QByteArray("GET") << QByteArray("/v1/pull?cursor=abc") << QByteArray() << QByteArray("application/json") << 400;
        QTest::newRow("a case that is none") << QByteArray("GET") << QByteArray("/v1/cases/x/members") << QByteArray() << QByteArray("application/json") << 404;
        QTest::newRow("a wrong code") << QByteArray("POST") << QByteArray("/v1/enrol")
                                      << QByteArray("{\"code\":\"x\",\"public_key\":\"58") + QByteArray(62, '6') + QByteArray("\"}")
                                      << QByteArray("application/json") << 403;
        QTest::newRow("too large") << QByteArray("POST") << QByteArray("/v1/have") << QByteArray(200'000, ' ') << QByteArray("application/json") << 413;
    }
    void badInput_isAProblem()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, contentType);
        QFETCH(int, status);
        World world;
        world.enrol();
        const Response response = world.send(method.toStdString(), target.toStdString(), body.toStdString(),
                                             {{"content-type", contentType.toStdString()}});
        QCOMPARE(response.status, status);
        QCOMPARE(response.contentType, std::string("application/problem+json"));
    }

    void tooManyRevisions_inOnePush_areRefusedWhole()
    {
        World world;
        world.enrol();
        Json items = Json::array();
        for (int i = 0; i < 1001; ++i) items.push_back(Json::object());
        QCOMPARE(world.send("POST", "/v1/push", Json{{"revisions", items}}.dump()).status, 413);
    }
};

QTEST_APPLESS_MAIN(EndpointsTest)
#include "endpoints_test.moc"
