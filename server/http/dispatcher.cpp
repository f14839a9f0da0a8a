#include "server/http/dispatcher.h"

#include <chrono>
#include <typeinfo>

namespace veldpost::http {

Dispatcher::Dispatcher(Router router, Gate gate, Log log, Metrics& metrics, const Clock& clock,
                       DispatcherOptions options)
    : m_router(std::move(router)),
      m_gate(std::move(gate)),
      m_log(std::move(log)),
      m_glance(std::move(options.glance)),
      m_caller(std::move(options.caller)),
      m_metrics(metrics),
      m_clock(clock),
      m_pool(options.workers, {.all = options.queueLimit, .perLine = options.queueLimitOfCaller, .turnsAtOnce = options.workersOfCaller})
{
    VELDPOST_CHECK(m_gate != nullptr && m_log != nullptr);
}

Dispatcher::~Dispatcher() { m_pool.close(); }

std::optional<Response> Dispatcher::screen(const Request& head, std::string_view path, std::string_view query,
                                           std::size_t bytes) const
{
    std::optional<Response> refusal;
    std::string_view route = "none";
    const auto target = parseTarget(path, query);
    if (!target.ok()) {
        refusal = problem(target.error());
    } else {
        const Router::Match match = m_router.match(head.method, target->segments);
        if (match.route == nullptr) {
            refusal = match.allow.empty() ? notRouted(target->segments) : methodNotAllowed(match.allow);
        } else {
            route = match.route->name;
            refusal = screenRoute(*match.route, head, bytes);
        }
    }
    if (refusal) m_metrics.countRequest(route, refusal->status, 0);
    return refusal;
}

std::optional<Response> Dispatcher::screenRoute(const Route& route, const Request& head, std::size_t bytes) const
{
    const bool needsToken = route.access == Access::DeliverOnly || route.access == Access::Session;
    if (needsToken && m_glance && !m_glance(head))
        return problem(Error{ErrorKind::Locked, "no_session", "There is no session", "Begin a new one."});
    if (bytes > route.maxBodyBytes) return bodyTooLarge(route.maxBodyBytes);
    if (isDraining()) return draining();
    return std::nullopt;
}

void Dispatcher::dispatch(Request request, std::string_view path, std::string_view query, Reply plainReply)
{
    auto target = parseTarget(path, query);
    if (!target.ok()) return (void)counted("none", plainReply).fail(target.error());
    Router::Match match = m_router.match(request.method, target->segments);
    const Reply reply = counted(match.route ? std::string_view(match.route->name) : "none", std::move(plainReply));
    if (match.route == nullptr) {
        reply.send(match.allow.empty() ? notRouted(target->segments) : methodNotAllowed(match.allow));
        return;
    }
    if (request.body.size() > match.route->maxBodyBytes) {
        reply.send(bodyTooLarge(match.route->maxBodyBytes));
        return;
    }
    if (isDraining()) return (void)reply.send(draining());
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    request.params = std::move(match.params);
    const std::string caller = m_caller ? m_caller(request) : std::string();
    // Shared only because std::function wants to copy what it holds.
    auto held = std::make_shared<Request>(std::move(request));
    const server::Place place =
        m_pool.post(caller, [this, route = match.route, held, reply] { run(*route, std::move(*held), reply); });
    if (place == server::Place::QueueFull) reply.send(overloaded());
    if (place == server::Place::LineFull) reply.send(tooManyAtOnce());
}

void Dispatcher::run(const Route& route, Request request, const Reply& reply)
{
    try {
        if (admit(route, request, reply)) route.handler(std::move(request), reply);
    } catch (const std::exception& e) {
        // The type alone: what() may quote the input.
        m_log("a handler failed: route " + route.name + ", " + typeid(e).name());
        reply.send(internalProblem());
    } catch (...) {
        m_log("a handler failed: route " + route.name + ", unknown exception");
        reply.send(internalProblem());
    }
}

bool Dispatcher::admit(const Route& route, Request& request, const Reply& reply) const
{
    if (route.access == Access::Public) return true;
    if (route.access == Access::Loopback) {
        if (request.isLocal()) return true;
        reply.send(notFound());
        return false;
    }
    auto caller = m_gate(route.access, request);
    if (!caller.ok()) {
        reply.fail(caller.error());
        return false;
    }
    request.caller = std::move(caller).value();
    return true;
}

// The reply that also counts the request and keeps the number of those in flight.
Reply Dispatcher::counted(std::string_view routeName, Reply reply)
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_inFlight;
    }
    const std::int64_t startMs = m_clock.monotonicMs();
    return Reply([this, name = std::string(routeName), startMs, reply = std::move(reply)](Response response) {
        m_metrics.countRequest(name, response.status, m_clock.monotonicMs() - startMs);
        reply.send(std::move(response));
        const std::lock_guard lock(m_mutex);
        --m_inFlight;
        m_idle.notify_all();
    });
}

void Dispatcher::refuseNew()
{
    const std::lock_guard lock(m_mutex);
    m_draining = true;
}

bool Dispatcher::drain(std::int64_t timeoutMs)
{
    refuseNew();
    std::unique_lock lock(m_mutex);
    return m_idle.wait_for(lock, std::chrono::milliseconds(timeoutMs), [this] { return m_inFlight == 0; });
}

bool Dispatcher::isDraining() const
{
    const std::lock_guard lock(m_mutex);
    return m_draining;
}

std::size_t Dispatcher::inFlight() const
{
    const std::lock_guard lock(m_mutex);
    return m_inFlight;
}

}  // namespace veldpost::http
