// Dispatcher: takes every request from the listener to its handler: route → worker → gate → handler → metrics.
//
//   screen() says 404, 405, 401, 413 and 503 from the head of a request, before its body is read; then
//   404 / 405 / 400 for what no route takes      413 over the route's limit      503 when the queue is full or draining
//   429 when the caller's own line is full
#pragma once

#include "server/http/metrics.h"
#include "server/http/router.h"
#include "server/http/worker_pool.h"
#include "shared/base/clock.h"

#include <condition_variable>
#include <mutex>

namespace veldpost::http {

// Who is calling: the caller that handlers read with Request::callerAs, or the problem (401 for Locked).
// Asked only for Access::DeliverOnly and Access::Session, on a worker thread.
using Gate = std::function<Result<std::any>(Access access, const Request& request)>;

// Whether a token could be somebody's, asked on an I/O thread before the body is read: from memory, without waiting.
using Glance = std::function<bool(const Request& request)>;

// One line without a record's words, an address or a token.
using Log = std::function<void(std::string_view line)>;

// Who is calling, as far as that is known before anything is checked: callers take turns. On an I/O thread, without waiting.
using Caller = std::function<std::string(const Request& request)>;

struct DispatcherOptions {
    // Handlers block for store reads at most: two a core keep both cores busy while one waits for the disk.
    std::size_t workers = 4;
    // Requests waiting for a worker. Beyond some hundred a client is better served by "try again".
    std::size_t queueLimit = 512;
    // Of those, one caller's.
    std::size_t queueLimitOfCaller = 512;
    // Workers that one caller may have at a time.
    std::size_t workersOfCaller = 4;
    // Empty: every token could be.
    Glance glance = {};
    // Empty: all are one caller.
    Caller caller = {};
};

// Threads: every function may be called from any thread; drain() not from a handler.
class Dispatcher {
public:
    // `metrics`, `clock` outlive the dispatcher; the dispatcher outlives every Reply it has handed out (drain first).
    // The router is complete: nothing is added later.
    Dispatcher(Router router, Gate gate, Log log, Metrics& metrics, const Clock& clock,
               DispatcherOptions options = {});
    ~Dispatcher();
    Dispatcher(const Dispatcher&) = delete;
    Dispatcher& operator=(const Dispatcher&) = delete;

    const Router& router() const { return m_router; }

    // The refusal that the head of a request brings on already, so that its body of so many bytes need not be read.
    // Never waits.
    std::optional<Response> screen(const Request& head, std::string_view path, std::string_view query,
                                   std::size_t bytes) const;

    // Never waits. `path` and `query` as they came, still percent-encoded.
    void dispatch(Request request, std::string_view path, std::string_view query, Reply reply);

    // How to stop: refuseNew(), let go of the Replies that wait for news, drain(), Listener::close().
    // From refuseNew() on every new request gets 503 "draining".
    void refuseNew();
    // refuseNew(), then true when all that were taken are answered within `timeoutMs`.
    bool drain(std::int64_t timeoutMs);

    bool isDraining() const;
    std::size_t inFlight() const;
    server::TurnCounts turnCounts() const { return m_pool.counts(); }

private:
    Reply counted(std::string_view routeName, Reply reply);
    void run(const Route& route, Request request, const Reply& reply);
    std::optional<Response> screenRoute(const Route& route, const Request& head, std::size_t bytes) const;
    bool admit(const Route& route, Request& request, const Reply& reply) const;

    const Router m_router;
    const Gate m_gate;
    const Log m_log;
    const Glance m_glance;
    const Caller m_caller;
    Metrics& m_metrics;
    const Clock& m_clock;

    mutable std::mutex m_mutex;
    std::condition_variable m_idle;
    std::size_t m_inFlight = 0;
    bool m_draining = false;

    WorkerPool m_pool;  // last: its threads end before what they use
};

}  // namespace veldpost::http
