// Who gets past the door of each route: made from the route table, so that a route without a row here fails.
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

// The order of the columns below.
constexpr const char* kCallers[] = {"nobody",  "a token of nobody", "a revoked device", "wijkteam", "vertrouwensarts",
                                    "coordinator", "auditor",       "another region's coordinator"};
constexpr std::size_t kCallerCount = std::size(kCallers);

const Sha256 kFile = crypto::sha256("photo");

// The status of a bare request ({} as the body, a case of somebody else's as the case, its founder as the user). 400: let in, and then the empty
// message was refused.
struct Row {
    const char* route;
    int status[kCallerCount];
};
constexpr Row kRows[] = {
    {"enrol", {400, 400, 400, 400, 400, 400, 400, 400}},
    {"session_challenge", {400, 400, 400, 400, 400, 400, 400, 400}},
    {"session", {400, 400, 400, 400, 400, 400, 400, 400}},
    {"push", {401, 401, 200, 200, 200, 200, 200, 200}},
    {"have", {401, 401, 400, 400, 400, 400, 400, 400}},
    {"pull", {401, 401, 401, 200, 200, 200, 200, 200}},
    {"case_members", {401, 401, 401, 404, 404, 200, 404, 404}},
    {"users", {401, 401, 401, 200, 200, 200, 200, 200}},
    {"devices", {401, 401, 401, 404, 404, 200, 404, 200}},
    {"device_wipe", {401, 401, 401, 400, 400, 400, 400, 400}},
    {"recovery_ask", {400, 400, 400, 400, 400, 400, 400, 400}},
    {"recovery_answer", {400, 400, 400, 400, 400, 400, 400, 400}},
    {"recovery_close", {400, 400, 400, 400, 400, 400, 400, 400}},
    {"recovery_list", {401, 401, 401, 404, 404, 200, 404, 200}},
    {"recovery_approve", {401, 401, 401, 400, 400, 400, 400, 400}},
    {"rekey", {401, 401, 401, 400, 400, 400, 400, 400}},
    {"wipe_receipt", {401, 401, 400, 400, 400, 400, 400, 400}},
    {"unsent", {401, 401, 401, 400, 400, 400, 400, 400}},
    {"offer_ask", {401, 401, 401, 200, 200, 200, 200, 200}},
    {"offer", {401, 401, 401, 200, 200, 200, 200, 200}},
    {"quarantine", {401, 401, 401, 400, 400, 400, 400, 400}},
    {"view_as", {401, 401, 401, 404, 404, 200, 404, 404}},
    {"upload_options", {204, 204, 204, 204, 204, 204, 204, 204}},
    // 412: let in, and then it did not speak tus.
    {"upload_begin", {401, 401, 412, 412, 412, 412, 412, 412}},
    {"upload_place", {401, 401, 412, 412, 412, 412, 412, 412}},
    {"upload_piece", {401, 401, 412, 412, 412, 412, 412, 412}},
    {"upload_end", {401, 401, 412, 412, 412, 412, 412, 412}},
    // The founder's file in his case.
    {"blob", {401, 401, 401, 404, 404, 200, 404, 404}},
    {"blobs_have", {401, 401, 200, 200, 200, 200, 200, 200}},
    {"health", {200, 200, 200, 200, 200, 200, 200, 200}},
    {"ready", {200, 200, 200, 200, 200, 200, 200, 200}},
    {"metrics", {404, 404, 404, 404, 404, 404, 404, 404}},
};

struct World {
    World()
    {
        std::array<std::uint8_t, 32> bytes;
        bytes.fill(4);
        store = must(store::SqlcipherStore::create(folder.path().toStdString() + "/store.db", storage::Key(bytes), clock));
        must(server::Engine::found(*store, clock, random));
        engine = must(server::Engine::open(*store, clock, random, server::Engine::Mode::Inline));
        must(engine->admin().addRegion("RR", "Rotterdam"));
        must(engine->admin().addRegion("NH", "Noord-Holland"));
        dispatcher = std::make_unique<Dispatcher>(makeRouter(*engine, metrics), makeGate(*engine), [](std::string_view) {},
                                                  metrics, clock, DispatcherOptions{.workers = 1, .queueLimit = 64});
        founder = enrol("RR", model::Role::Wijkteam);
        foundCase();
        const auto revoked = enrol("RR", model::Role::Wijkteam);
        tokens = {"", "nobody", revoked.token};
        for (const auto role : {model::Role::Wijkteam, model::Role::Vertrouwensarts, model::Role::Coordinator, model::Role::Auditor})
            tokens.push_back(enrol("RR", role).token);
        tokens.push_back(enrol("NH", model::Role::Coordinator).token);
        must(engine->admin().revokeDevice(revoked.certificate.device));
    }

    struct Device {
        crypto::SigningKey key;
        protocol::Certificate certificate;
        std::string token;
    };

    Device enrol(const std::string& region, model::Role role)
    {
        const UserId user = must(engine->admin().addUser(region, "Somebody", role));
        auto key = crypto::SigningKey::generate(random);
        Result<protocol::EnrolAnswer> enrolled = Error{};
        engine->accounts().enrol({must(engine->admin().invite(user)).code, key.publicKey()}, "test",
                                 [&](auto answer) { enrolled = std::move(answer); });
        const DeviceId id = must(enrolled).certificate.device;
        const std::string text = must(engine->accounts().challenge({id}, "test")).challenge;
        const auto signature = key.signFor(crypto::Purpose::Session, protocol::sessionBytes(id, text));
        return {std::move(key), must(enrolled).certificate, must(engine->accounts().openSession({id, text, signature}, "test")).token};
    }

    void foundCase()
    {
        revision::Header header;
        header.region = founder->certificate.region;
        header.record = makeUuid7<RecordId>(clock.nowMs(), random);
        header.caseId = caseId = revision::foundedCaseId(header.region, founder->certificate.user, header.record);
        header.kind = "case";
        header.user = founder->certificate.user;
        header.device = founder->certificate.device;
        const revision::Payload payload{revision::makeSalt(random), {{"title", "Family"}}, {}};
        protocol::RevisionPageWriter page;
        const auto founding = revision::signRevision(header, payload.canonicalBytes(), founder->key);
        page.add(founding);
        header.n = 2;
        header.prev = founding.id;
        header.kind = model::kBlobRef;
        header.record = makeUuid7<RecordId>(clock.nowMs(), random);
        const revision::Payload named{revision::makeSalt(random), model::BlobRef{founding.header.record, kFile, 5, {}, {}}.toSet(), {}};
        page.add(revision::signRevision(header, named.canonicalBytes(), founder->key));
        const auto session = must(engine->accounts().authenticate(founder->token, "test"));
        engine->intake().push(session, page.take(), [](auto answer) {
            for (const auto& result : must(std::move(answer)).results) VELDPOST_CHECK(result.outcome == protocol::Outcome::Stored);
        });
        sendFile(session);
    }

    void sendFile(const server::Session& session)
    {
        server::UploadId id;
        engine->uploads().begin(session, {caseId, revision::Part::General, kFile}, 5, [&](auto row) { id = must(std::move(row)).id; });
        engine->uploads().append(session, id, {0, "photo", {}}, [](auto row) { VELDPOST_CHECK(must(std::move(row)).isFinished()); });
    }

    int ask(const Route& route, const std::string& token)
    {
        Request request;
        request.method = route.method;
        request.headers = {{"content-type", "application/json"}, {"x-forwarded-for", "10.0.0.9"}};
        if (!token.empty()) request.headers.emplace("authorization", "Bearer " + token);
        if (route.method == "POST" && route.maxBodyBytes > 0) request.body = "{}";
        std::string path = route.pattern;
        const std::pair<std::string, std::string> params[] = {
            {"{case}", caseId.text()}, {"{part}", "general"}, {"{sha256}", kFile.text()}, {"{id}", caseId.text()},
            {"{user}", founder->certificate.user.text()}};
        for (const auto& [name, value] : params)
            if (const auto at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
        VELDPOST_CHECK(path.find('{') == std::string::npos);
        std::promise<Response> answered;
        auto answer = answered.get_future();
        dispatcher->dispatch(std::move(request), path, "",
                             Reply([&](Response response) { answered.set_value(std::move(response)); }));
        return answer.get().status;
    }

    QTemporaryDir folder;
    FakeClock clock;
    SeededRandom random{3};
    std::unique_ptr<store::SqlcipherStore> store;
    std::unique_ptr<server::Engine> engine;
    Metrics metrics;
    std::unique_ptr<Dispatcher> dispatcher;
    std::optional<Device> founder;
    CaseId caseId;
    std::vector<std::string> tokens;
};

}  // namespace

class RouteAccessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRoute_letsInWhomItShould()
    {
        World world;
        QCOMPARE(world.tokens.size(), kCallerCount);
        const auto& routes = world.dispatcher->router().routes();
        QCOMPARE(routes.size(), std::size(kRows));
        for (const Route& route : routes) {
            const auto row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& r) { return r.route == route.name; });
            QVERIFY2(row != std::end(kRows), route.name.c_str());
            for (std::size_t i = 0; i < kCallerCount; ++i) {
                const int status = world.ask(route, world.tokens[i]);
                QVERIFY2(status == row->status[i],
                         qPrintable(QStringLiteral("%1 by %2: %3").arg(QString::fromStdString(route.name), QString::fromUtf8(kCallers[i])).arg(status)));
            }
        }
    }
};

QTEST_APPLESS_MAIN(RouteAccessTest)
#include "route_access_test.moc"
