// A region in one process for what happens to one device: the production server and a client with vault and store on the
// disk, on one fake clock. Messages lie in a queue and are moved one by one, so that a test can end either side between any
// two of them.
#pragma once

#include "client/engine/open_home.h"
#include "client/vault/vault.h"
#include "server/engine/engine.h"
#include "server/http/endpoints/endpoints.h"
#include "server/http/metrics.h"
#include "server/store/sqlcipher_store.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <deque>

namespace veldpost::test {

template <typename T>
T must(Result<T> result)
{
    if (!result.ok()) qFatal("%s: %s", result.error().type.c_str(), result.error().detail.c_str());
    return std::move(result).value();
}

class OneRegion;

// Requests wait until the region moves them; a transport that went away hears nothing more.
class QueuedTransport final : public engine::Transport {
public:
    explicit QueuedTransport(OneRegion& region) : m_region(region) {}
    void send(engine::HttpRequest request, Done done) override;
    void cancelAll() override { m_alive = std::make_shared<bool>(true); }

private:
    OneRegion& m_region;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

class OneRegion {
public:
    explicit OneRegion(std::uint64_t seed = 1) : random(seed)
    {
        std::array<std::uint8_t, 32> bytes;
        bytes.fill(5);
        m_store = must(store::SqlcipherStore::create(path("server.db"), storage::Key(bytes), clock));
        must(server::Engine::found(*m_store, clock, random));
        m_engine = must(server::Engine::open(*m_store, clock, random, server::Engine::Mode::Inline));
        m_router = std::make_unique<http::Router>(http::makeRouter(*m_engine, m_metrics));
        m_gate = http::makeGate(*m_engine);
        region = must(admin().addRegion("RR", "Rotterdam"));
    }

    server::Admin& admin() { return m_engine->admin(); }
    server::Engine& engine() { return *m_engine; }
    std::string path(const std::string& name) const { return m_folder.filePath(QString::fromStdString(name)).toStdString(); }

    // Moves one message. False when none waits.
    bool step()
    {
        if (m_queue.empty()) return false;
        const auto next = std::move(m_queue.front());
        m_queue.pop_front();
        next();
        return true;
    }
    void drain()
    {
        while (step()) continue;
    }
    void later(std::function<void()> event) { m_queue.push_back(std::move(event)); }

    engine::HttpAnswer answer(const engine::HttpRequest& in)
    {
        const auto mark = in.path.find('?');
        const auto target = must(http::parseTarget(in.path.substr(0, mark), mark == std::string::npos ? "" : in.path.substr(mark + 1)));
        const auto match = m_router->match(in.method, target.segments);
        VELDPOST_CHECK(match.route != nullptr);
        http::Request request;
        request.method = in.method;
        request.path = target.path;
        request.query = target.query;
        request.params = match.params;
        request.body = in.body;
        request.headers["accept"] = "application/cbor";
        if (!in.body.empty()) request.headers["content-type"] = "application/cbor";
        if (!in.token.empty()) request.headers["authorization"] = "Bearer " + in.token;
        engine::HttpAnswer out;
        const http::Reply reply([&out](const http::Response& response) {
            out.status = response.status;
            out.body = response.body;
            out.cbor = response.contentType == "application/cbor";
            out.json = response.contentType.ends_with("json");
        });
        ++requests[match.route->name];
        if (match.route->access != http::Access::Public) {
            auto caller = m_gate(match.route->access, request);
            if (!caller.ok()) {
                reply.fail(caller.error());
                return out;
            }
            request.caller = std::move(caller).value();
        }
        match.route->handler(std::move(request), reply);
        return out;
    }

    FakeClock clock;
    SeededRandom random;
    vault::ProcessSecretStore secrets;
    RegionId region;
    bool reachable = true;
    std::map<std::string, int> requests;  // by name of the route

private:
    QTemporaryDir m_folder;
    std::deque<std::function<void()>> m_queue;
    http::Metrics m_metrics;
    std::unique_ptr<store::SqlcipherStore> m_store;
    std::unique_ptr<server::Engine> m_engine;
    std::unique_ptr<http::Router> m_router;
    http::Gate m_gate;
};

inline void QueuedTransport::send(engine::HttpRequest request, Done done)
{
    m_region.later([this, request = std::move(request), done = std::move(done), alive = std::weak_ptr<bool>(m_alive)] {
        if (alive.expired()) return;
        if (!m_region.reachable)
            return done(Error{ErrorKind::Unreachable, "no_connection", "The server could not be reached", ""});
        // The answer is an event of its own: the client may be gone when it comes.
        m_region.later([answer = m_region.answer(request), done, alive] {
            if (!alive.expired()) done(answer);
        });
    });
}

// One user's home on one device.
class Device {
public:
    static constexpr char kPassphrase[] = "vier natte schapen op de dijk";

    Device(OneRegion& region, const std::string& name, model::Role role) : m_region(region), m_folder(region.path(name))
    {
        user = must(region.admin().addUser("RR", name, role));
        enrol();
    }

    void enrol()
    {
        vault = must(vault::Vault::create(m_folder, kPassphrase, "", around(), vault::KeyCost::cheapForTests()));
        const auto invitation = must(m_region.admin().invite(user));
        const auto key = crypto::SigningKey::generate(m_region.random);
        QueuedTransport line(m_region);
        engine::enrol(line, invitation.code, key, [&](Result<protocol::EnrolAnswer> enrolled) {
            const auto answer = must(std::move(enrolled));
            engine::Identity identity{answer.certificate, answer.serverKey, answer.recoveryKey, answer.role, answer.userName,
                                      "http://127.0.0.1:1", ""};
            home = must(engine::OpenHome::create(vault->storeFile(), vault->dataKey(), identity, key, m_region.clock,
                                                 m_region.random, engine::contactOf(answer)));
        });
        m_region.drain();
        must(vault->sealToRecovery(home->identity().recoveryKey));
        must(vault->finishSetup());
        id = home->identity().device();
        connect();
    }

    void connect() { home->connect(std::make_unique<QueuedTransport>(m_region)); }

    // As a process that is killed and started again.
    Status restart(engine::OpenFor what = engine::OpenFor::Delivery)
    {
        home.reset();
        vault.reset();
        VELDPOST_ASSIGN(vault, vault::Vault::open(m_folder, around()));
        VELDPOST_TRY(vault->unlock(kPassphrase));
        auto opened = engine::OpenHome::open(vault->storeFile(), vault->dataKey(), m_region.clock, m_region.random, what);
        if (!opened.ok()) return eraseIf(opened.error());
        home = std::move(opened).value();
        connect();
        return done();
    }

    // What the programs do with the word of the engine.
    Status eraseIf(const Error& error)
    {
        if (error.type != "wiped") return error;
        home.reset();
        must(vault->erase());
        return error;
    }

    // "ok", or the problem's type.
    QString sync()
    {
        std::optional<Status> result;
        home->sync()->syncOnce([&](Result<engine::SyncSummary> summary) {
            result = summary.ok() ? done() : Status(summary.error());
        });
        m_region.drain();
        VELDPOST_CHECK(result.has_value());
        if (result->ok()) return QStringLiteral("ok");
        return QString::fromStdString(eraseIf(result->error()).error().type);
    }

    void note(const CaseId& caseId, const std::string& text)
    {
        must(home->dossiers().add(caseId, "note", engine::Part::General, revision::Json{{"text", text}}));
    }
    void draft(const CaseId& caseId, const std::string& text)
    {
        engine::Draft made = must(home->drafts().openNew(caseId, "note"));
        made.fields = revision::Json{{"text", text}};
        must(home->drafts().keep(made));
    }
    bool has(const char* file) const { return std::filesystem::exists(m_folder / file); }
    std::filesystem::path folder() const { return m_folder; }
    vault::Surroundings around() { return {m_region.clock, m_region.random, m_region.secrets}; }

    UserId user;
    DeviceId id;
    std::unique_ptr<vault::Vault> vault;
    std::unique_ptr<engine::OpenHome> home;  // goes before the vault

private:
    OneRegion& m_region;
    std::filesystem::path m_folder;
};

}  // namespace veldpost::test
