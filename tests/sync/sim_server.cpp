#include "tests/sync/sim_server.h"

#include "server/store/restoring.h"

#include <filesystem>

namespace veldpost::sync {

namespace {

std::string lowered(std::string name)
{
    for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return name;
}

// A commit of a small push takes about so many writes and syncs.
constexpr std::uint64_t kWritesOfCommit = 12;
constexpr std::int64_t kDownMsMax = 40'000;

http::Request requestOf(const engine::HttpRequest& in, const http::Target& target)
{
    http::Request out;
    out.method = in.method;
    out.path = target.path;
    out.query = target.query;
    out.body = in.body;
    out.headers["accept"] = "application/cbor";
    if (!in.body.empty()) out.headers["content-type"] = in.contentType;
    for (const auto& [name, value] : in.headers) out.headers[lowered(name)] = value;
    if (!in.token.empty()) out.headers["authorization"] = "Bearer " + in.token;
    out.remoteIsLoopback = true;
    return out;
}

engine::HttpAnswer answerOf(const http::Response& in)
{
    engine::HttpAnswer out;
    out.status = in.status;
    out.body = in.body;
    out.cbor = in.contentType == "application/cbor";
    out.json = in.contentType.ends_with("json");
    for (const auto& [name, value] : in.headers) out.headers[lowered(name)] = value;
    return out;
}

store::StoreOptions smallStore()
{
    store::StoreOptions options;
    options.writerCacheKib = 4 * 1024;
    options.readerCacheKib = 2 * 1024;
    return options;
}

}  // namespace

SimServer::SimServer(std::string file, const Clock& clock, RandomSource& random, Weather weather)
    : m_file(std::move(file)), m_clock(clock), m_random(random), m_weather(weather),
      m_disk(m_file, weather.random, weather.rates, weather.counts),
      m_ledgerDisk(ledgerOf(m_file), weather.random, weather.rates, weather.counts, &m_disk)
{
}

storage::Key SimServer::key()
{
    const std::array<std::uint8_t, 32> bytes{42};
    return storage::Key(bytes);
}

void SimServer::found()
{
    const auto made = store::SqlcipherStore::create(m_file, key(), m_clock);
    VELDPOST_CHECK(made.ok());
    VELDPOST_CHECK(server::Engine::found(**made, m_clock, m_random).ok());
}

Status SimServer::start()
{
    m_metrics = std::make_unique<http::Metrics>();
    VELDPOST_ASSIGN(m_store, store::SqlcipherStore::open(m_file, key(), m_clock, smallStore()));
    VELDPOST_ASSIGN(m_engine, server::Engine::open(*m_store, m_clock, m_random, server::Engine::Mode::Inline));
    m_router = std::make_unique<http::Router>(http::makeRouter(*m_engine, *m_metrics));
    m_gate = http::makeGate(*m_engine);
    if (onStarted) onStarted();
    return done();
}

void SimServer::close()
{
    if (onClosing) onClosing();
    m_gate = nullptr;
    m_router.reset();
    m_engine.reset();
    m_store.reset();
    m_metrics.reset();
}

void SimServer::crash(bool powerCut)
{
    m_disk.stop();  // closing writes nothing any more, and answers nobody
    close();
    restartDisks(powerCut);
    m_downUntilMs = m_clock.monotonicMs() + static_cast<std::int64_t>(m_weather.random.below(kDownMsMax));
}

void SimServer::restartDisks(bool powerCut)
{
    m_disk.restart(powerCut);
    m_ledgerDisk.restart(powerCut);
}

void SimServer::stop()
{
    close();
}

Status SimServer::backUp()
{
    std::error_code none;
    std::filesystem::remove(backupFile(), none);
    return m_engine->admin().backup(backupFile());
}

bool SimServer::hasBackup() const
{
    return std::filesystem::exists(backupFile());
}

Status SimServer::restore()
{
    if (isUp()) close();
    restartDisks(false);
    const storage::Key own = key(), backups = key();
    VELDPOST_TRY(store::restore({m_file, backupFile(), backups, own, false}, m_clock, m_random));
    VELDPOST_TRY(store::finishRestore(m_file));
    return start();
}

void SimServer::tick()
{
    if (isUp()) m_engine->tick();
}

void SimServer::handle(const engine::HttpRequest& in, std::function<void(engine::HttpAnswer)> answer)
{
    const bool writes = in.method == "PATCH" || (in.method == "POST" && (in.path == "/v1/push" || in.path == "/v1/offer" ||
                                                                         in.path == "/v1/rekey" || in.path == protocol::kUploadsPath));
    const auto happens = [&](FaultKind kind) { return writes && m_weather.random.below(1000) < m_weather.rates[kind]; };
    const bool diesAfter = happens(FaultKind::ServerKilledAfterCommit);
    const bool diesBefore = !diesAfter && happens(FaultKind::ServerKilledBeforeCommit);
    if (diesBefore) m_disk.stopAfter(static_cast<std::int64_t>(m_weather.random.below(kWritesOfCommit)));
    const std::int64_t writesBefore = storage::pathIo(m_file).counts().writes;
    serve(in, [&disk = m_disk, diesAfter, answer = std::move(answer)](engine::HttpAnswer reply) {
        if (!diesAfter && !disk.stopped()) answer(std::move(reply));
    });
    if (m_disk.stopped()) {
        if (diesBefore) ++m_weather.counts[FaultKind::ServerKilledBeforeCommit];
        return crash(m_weather.random.below(2) == 0);
    }
    if (diesBefore) m_disk.stopAfter(-1);
    if (!diesAfter) return;
    if (storage::pathIo(m_file).counts().writes > writesBefore) ++m_weather.counts[FaultKind::ServerKilledAfterCommit];
    crash(m_weather.random.below(2) == 0);
}

void SimServer::serve(const engine::HttpRequest& in, std::function<void(engine::HttpAnswer)> answer)
{
    const auto mark = in.path.find('?');
    const auto target = http::parseTarget(in.path.substr(0, mark), mark == std::string::npos ? "" : in.path.substr(mark + 1));
    VELDPOST_CHECK(target.ok());
    const http::Reply reply([answer = std::move(answer)](http::Response response) { answer(answerOf(response)); });
    const auto match = m_router->match(in.method, target->segments);
    VELDPOST_CHECK(match.route != nullptr);
    http::Request request = requestOf(in, *target);
    request.params = match.params;
    if (match.route->access != http::Access::Public) {
        auto caller = m_gate(match.route->access, request);
        if (!caller.ok()) {
            reply.fail(caller.error());
            return;
        }
        request.caller = std::move(caller).value();
    }
    match.route->handler(std::move(request), reply);
}

}  // namespace veldpost::sync
