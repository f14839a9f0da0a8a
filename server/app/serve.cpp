#include "server/app/serve.h"

#include "server/app/admin_socket.h"
#include "server/http/endpoints/endpoints.h"
#include "server/http/listener.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <iostream>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace veldpost::app {

namespace {

// What is under way gets this long to finish; a long-poll is let go at once.
constexpr std::int64_t kDrainMs = 10'000;
// Of the requests that wait for a worker, one device's: more than a client has connections.
constexpr std::size_t kQueueLimitOfCaller = 64;
// Of the workers: whoever comes next finds one free, however much a device asks for.
constexpr std::size_t kWorkersOfCaller = 1;
constexpr timespec kBetweenSweeps{.tv_sec = 60, .tv_nsec = 0};

// Keys and notes are in memory: no core file, and no other process of this user may look into it.
Status hideMemory()
{
    const rlimit none{0, 0};
    if (::setrlimit(RLIMIT_CORE, &none) == 0 && ::prctl(PR_SET_DUMPABLE, 0) == 0) return done();
    return Error{ErrorKind::Failed, "memory_not_hidden", "Core files could not be switched off", ""};
}

// Blocked in all threads, taken by sigtimedwait: no code runs in a signal handler.
sigset_t blockStopSignals()
{
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGTERM);
    sigaddset(&stops, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stops, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    return stops;
}

// How devices took turns: at the workers, and at the writer.
void tellTurns(http::Metrics& metrics, const std::string& where, const server::TurnCounts& counts)
{
    const auto tell = [&](const char* what, const char* help, std::uint64_t count) {
        metrics.setCounter("veldpost_" + where + "_turns_" + what + "_total", help, static_cast<double>(count));
    };
    tell("given", "Turns that devices had", counts.given);
    tell("waited", "Turns of others that devices waited for, all together", counts.waited);
    tell("refused", "Requests for which a device's line, or the queue, had no room", counts.refused);
    metrics.setGauge("veldpost_" + where + "_turns_waited_most", "The most turns of others that one device waited for",
                     static_cast<double>(counts.waitedMost));
}

Result<http::ListenerOptions> listenerOptions(const ServeOptions& options)
{
    const Error bad{ErrorKind::Usage, "bad_listen", "The address to listen on is not valid", "Write 127.0.0.1:8470."};
    const std::size_t colon = options.listen.rfind(':');
    if (colon == std::string::npos || colon == 0) return bad;
    http::ListenerOptions out;
    out.address = options.listen.substr(0, colon);
    if (out.address == "localhost") out.address = "127.0.0.1";
    const std::string_view digits = std::string_view(options.listen).substr(colon + 1);
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), out.port);
    if (failure != std::errc() || end != digits.data() + digits.size() || digits.empty()) return bad;
    if (!out.address.starts_with("127.") && !options.behindProxy)
        return Error{ErrorKind::Usage, "not_loopback", "The server listens on this machine only",
                     "It belongs behind a proxy that does TLS and limits; say --behind-proxy if there is one."};
    return out;
}

void setUpLog()
{
    auto log = spdlog::stderr_logger_mt("veldpost-server");
    log->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    spdlog::set_default_logger(std::move(log));
}

// Everything that lives while the server does, in the order it must end.
class Service {
public:
    explicit Service(OpenStore store) : m_open(std::move(store)) {}

    Status start(const DataFolder& folder, const http::ListenerOptions& options, const Config& config)
    {
        VELDPOST_ASSIGN(m_engine, server::Engine::open(*m_open.store, m_clock, m_random, server::Engine::Mode::Thread));
        VELDPOST_TRY(m_engine->admin().note("log_start"));
        m_quotas = std::make_unique<server::Quotas>(m_clock, config.quotas);
        m_dispatcher = std::make_unique<http::Dispatcher>(
            http::makeRouter(*m_engine, m_metrics), http::makeGate(*m_engine, m_quotas.get()),
            [](std::string_view line) { spdlog::error("{}", line); }, m_metrics, m_clock,
            http::DispatcherOptions{.queueLimitOfCaller = kQueueLimitOfCaller, .workersOfCaller = kWorkersOfCaller,
                                    .glance = http::makeGlance(*m_engine), .caller = http::makeCaller(*m_engine)});
        m_metrics.onCollect([this](http::Metrics& metrics) {
            tellTurns(metrics, "worker", m_dispatcher->turnCounts());
            tellTurns(metrics, "writer", m_engine->committer().turnCounts());
        });
        VELDPOST_ASSIGN(m_adminSocket, AdminSocket::listen(folder.socketFile(), *m_engine));
        const auto sink = [this](http::Request request, std::string_view path, std::string_view query, http::Reply reply) {
            m_dispatcher->dispatch(std::move(request), path, query, std::move(reply));
        };
        const auto screen = [this](const http::Request& head, std::string_view path, std::string_view query,
                                   std::size_t bytes) { return m_dispatcher->screen(head, path, query, bytes); };
        VELDPOST_ASSIGN(m_listener, http::Listener::open(options, sink, screen));
        return done();
    }

    std::string url() const { return m_listener->url(); }

    void sweep()
    {
        const Status swept = m_engine->sweep();
        if (!swept.ok()) spdlog::error("old uploads were not ended: {}", swept.error().type);
    }

    // False when somebody was still owed an answer: then nothing of this may be taken down.
    bool stop()
    {
        m_dispatcher->refuseNew();
        m_engine->stopWaiting();
        const bool drained = m_dispatcher->drain(kDrainMs);
        const bool quiet = m_listener->close();
        const Status noted = m_engine->admin().note("log_stop");
        if (!noted.ok()) spdlog::error("the end of the log was not written: {}", noted.error().type);
        return drained && quiet;
    }

private:
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    OpenStore m_open;
    http::Metrics m_metrics;
    std::unique_ptr<server::Engine> m_engine;
    std::unique_ptr<server::Quotas> m_quotas;
    std::unique_ptr<AdminSocket> m_adminSocket;
    std::unique_ptr<http::Dispatcher> m_dispatcher;
    std::unique_ptr<http::Listener> m_listener;
};

// Serves until it is told to stop.
void waitFor(const sigset_t& stops, Service& service)
{
    for (;;) {
        if (sigtimedwait(&stops, nullptr, &kBetweenSweeps) > 0) return;
        if (errno == EAGAIN) service.sweep();
    }
}

}  // namespace

Status serve(const DataFolder& folder, const ServeOptions& options)
{
    VELDPOST_ASSIGN(const http::ListenerOptions listen, listenerOptions(options));
    VELDPOST_ASSIGN(const Config config, options.config.empty() ? readConfigIfThere(folder.configFile()) : readConfig(options.config));
    VELDPOST_TRY(hideMemory());
    const sigset_t stops = blockStopSignals();
    setUpLog();
    VELDPOST_ASSIGN(OpenStore open, OpenStore::open(folder, SystemClock()));
    auto service = std::make_unique<Service>(std::move(open));
    VELDPOST_TRY(service->start(folder, listen, config));
    std::cout << nlohmann::json{{"listening", service->url()}}.dump() << std::endl;
    waitFor(stops, *service);
    if (service->stop()) return done();
    spdlog::warn("some answers were still under way");
    static_cast<void>(service.release());  // their threads still use it
    ::_exit(0);
}

}  // namespace veldpost::app
