// A server of the real HTTP parts with nothing behind them: for hostile requests and for measuring the HTTP parts.
//
//   veldpost-echo-server [PORT]      prints {"listening":"http://127.0.0.1:PORT"} when ready; ends on SIGTERM with 0
//
//   POST /v1/echo            answers the body; POST /v1/push too, which is where the proxy lets large ones through
//   GET  /v1/later?wait_ms=  answers after that time, at most 25 s, without holding a thread of the server
//   GET  /v1/throws          its handler throws
//   and the service routes
#include "server/http/dispatcher.h"
#include "server/http/listener.h"
#include "server/http/service_routes.h"

#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <stdexcept>

using namespace veldpost;
using namespace veldpost::http;

namespace {

constexpr std::int64_t kWaitMsMax = 25'000;
constexpr std::int64_t kDrainMs = 5'000;

// Answers Replies when their time has come, on one thread for all of them.
class LaterAnswers {
public:
    LaterAnswers() : m_thread([this] { run(); }) {}
    ~LaterAnswers()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_ending = true;
        }
        m_changed.notify_all();
        m_thread.join();
    }

    void add(Reply reply, std::int64_t waitMs)
    {
        const auto due = std::chrono::steady_clock::now() + std::chrono::milliseconds(waitMs);
        {
            const std::lock_guard lock(m_mutex);
            m_waiting.emplace(due, std::move(reply));
        }
        m_changed.notify_all();
    }

    // From now on nobody waits: what a real server does with its long-polls before it drains.
    void release()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_released = true;
        }
        m_changed.notify_all();
    }

private:
    void run()
    {
        std::unique_lock lock(m_mutex);
        while (!m_ending) {
            if (m_waiting.empty()) {
                m_changed.wait(lock);
            } else if (const auto first = m_waiting.begin();
                       m_released || first->first <= std::chrono::steady_clock::now()) {
                const Reply reply = std::move(first->second);
                m_waiting.erase(first);
                lock.unlock();
                reply.send(Response::json(R"({"late":true})"));
                lock.lock();
            } else {
                m_changed.wait_until(lock, first->first);
            }
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::multimap<std::chrono::steady_clock::time_point, Reply> m_waiting;
    bool m_released = false;
    bool m_ending = false;
    std::thread m_thread;
};

Router makeRouter(Metrics& metrics, LaterAnswers& later)
{
    Router router;
    addServiceRoutes(router, metrics, [] { return done(); });
    const auto echo = [](Request request, Reply reply) {
        reply.send(Response::bytes(std::move(request.body), "application/octet-stream"));
    };
    router.add({.method = "POST", .pattern = "/v1/echo", .name = "echo", .access = Access::Public,
                .summary = "The body again", .maxBodyBytes = kMaxBodyBytes, .handler = echo});
    router.add({.method = "POST", .pattern = "/v1/push", .name = "push", .access = Access::Public,
                .summary = "The body again", .maxBodyBytes = kMaxBodyBytes, .handler = echo});
    router.add({.method = "GET", .pattern = "/v1/later", .name = "later", .access = Access::Public,
                .summary = "An answer that takes its time", .maxBodyBytes = 0,
                .handler = [&later](Request request, Reply reply) {
                    auto waitMs = request.queryNumber("wait_ms", 0, 0, kWaitMsMax);
                    if (!waitMs.ok()) return (void)reply.fail(waitMs.error());
                    later.add(std::move(reply), *waitMs);
                }});
    router.add({.method = "GET", .pattern = "/v1/throws", .name = "throws", .access = Access::Public,
                .summary = "A handler with a fault", .maxBodyBytes = 0,
                .handler = [](Request, Reply) { throw std::runtime_error("words that nobody may see"); }});
    return router;
}

int serve(std::uint16_t port, const sigset_t& ends)
{
    Metrics metrics;
    const SystemClock clock;
    LaterAnswers later;
    const auto refuse = [](Access, const Request&) -> Result<std::any> {
        return Error{ErrorKind::Locked, "no_session", "A session is needed", {}};
    };
    const auto log = [](std::string_view line) {
        std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
    };
    Dispatcher dispatcher(makeRouter(metrics, later), refuse, log, metrics, clock);
    auto listener = Listener::open({.port = port}, [&dispatcher](Request request, std::string_view path,
                                                                 std::string_view query, Reply reply) {
        dispatcher.dispatch(std::move(request), path, query, std::move(reply));
    });
    if (!listener.ok()) {
        std::fprintf(stderr, "%s: %s\n", listener.error().title.c_str(), listener.error().detail.c_str());
        return 1;
    }
    std::printf("{\"listening\":\"%s\"}\n", (*listener)->url().c_str());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&ends, &signal);
    dispatcher.refuseNew();
    later.release();
    const bool drained = dispatcher.drain(kDrainMs);
    return (*listener)->close() && drained ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv)
{
    std::uint16_t port = 0;
    if (argc > 1) {
        const char* end = argv[1] + std::strlen(argv[1]);
        if (std::from_chars(argv[1], end, port).ptr != end) return 2;
    }
    // Blocked before any thread starts, so that only sigwait sees them.
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    return serve(port, ends);
}
