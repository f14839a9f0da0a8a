#include "tests/sync/sim_server.h"

namespace veldpost::sync {

namespace {

std::string lowered(std::string name)
{
    for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return name;
}

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

template <typename T>
T must(Result<T> result)
{
    VELDPOST_CHECK(result.ok());
    return std::move(result).value();
}

}  // namespace

storage::Key SimServer::key() const
{
    const std::array<std::uint8_t, 32> bytes{42};
    return storage::Key(bytes);
}

void SimServer::found()
{
    const auto made = must(store::SqlcipherStore::create(m_file, key(), m_clock));
    VELDPOST_CHECK(server::Engine::found(*made, m_clock, m_random).ok());
}

void SimServer::start()
{
    m_metrics = std::make_unique<http::Metrics>();
    m_store = must(store::SqlcipherStore::open(m_file, key(), m_clock));
    m_engine = must(server::Engine::open(*m_store, m_clock, m_random, server::Engine::Mode::Inline));
    m_router = std::make_unique<http::Router>(http::makeRouter(*m_engine, *m_metrics));
    m_gate = http::makeGate(*m_engine);
}

void SimServer::crash()
{
    m_gate = nullptr;
    m_router.reset();
    m_engine.reset();
    m_store.reset();
    m_metrics.reset();
}

void SimServer::handle(const engine::HttpRequest& in, std::function<void(engine::HttpAnswer)> answer)
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
