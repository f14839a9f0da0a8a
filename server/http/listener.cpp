#include "server/http/listener.h"

#include "server/http/free_port.h"

#include <cpprest/http_listener.h>
#include <cpprest/streams.h>
#include <pplx/threadpool.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace veldpost::http {
namespace {

using web::http::http_request;
using web::http::http_response;
using web::http::experimental::listener::http_listener;
using web::http::experimental::listener::http_listener_config;

constexpr int kPortTries = 20;
constexpr int kBacklog = 1024;
constexpr std::size_t kPieceBytes = 64 * 1024;

// Once a process: the library's pool cannot be changed after its first use.
void sizeThreadPool(std::size_t threads)
{
    static std::once_flag once;
    std::call_once(once, [threads] {
        try {
            crossplat::threadpool::initialize_with_threads(threads);
        } catch (const std::exception&) {
            // Somebody used the library first: its own default number of threads (40) serves as well, only larger.
        }
    });
}

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return text;
}

// What the headers promise of the body: its size in bytes, or the refusal.
struct BodyPromise {
    std::size_t bytes = 0;
    std::optional<Response> refusal;
};

BodyPromise readPromise(const Request& request, std::size_t limitBytes)
{
    // The proxy has buffered the body and always says its length; only somebody who goes around it does not.
    if (request.header("transfer-encoding"))
        return {0, problem(411, "length_required", "The request must say its length")};
    const auto length = request.header("content-length");
    if (!length) return {};
    std::size_t bytes = 0;
    const auto [end, failure] = std::from_chars(length->data(), length->data() + length->size(), bytes);
    if (failure == std::errc::result_out_of_range) return {0, bodyTooLarge(limitBytes)};
    if (failure != std::errc() || end != length->data() + length->size())
        return {0, problem(400, "malformed_length", "Content-Length is not a number")};
    if (bytes > limitBytes) return {0, bodyTooLarge(limitBytes)};
    return {bytes, std::nullopt};
}

Request takeHead(const http_request& message)
{
    Request request;
    request.method = message.method();
    for (const auto& [name, value] : message.headers()) request.headers.emplace(lowerCase(name), value);
    const std::string& remote = message.remote_address();
    request.remoteIsLoopback = remote == "127.0.0.1" || remote == "::1" || remote == "::ffff:127.0.0.1";
    return request;
}

http_response toLibrary(Response&& response, bool isHead)
{
    http_response out(static_cast<web::http::status_code>(response.status));
    // Whatever leaves here may be about a person: no cache on the way keeps it.
    out.headers().add("Cache-Control", "no-store");
    for (auto& [name, value] : response.headers) out.headers().add(name, value);
    // The library would send a body after HEAD as well, and the client would take it for the next answer.
    if (isHead || response.contentType.empty()) return out;
    out.set_body(std::move(response.body), response.contentType);
    return out;
}

}  // namespace

// Shared with every request under way: an answer may come after the listener has been told to close.
struct Traffic {
    std::mutex mutex;
    std::condition_variable idle;
    std::size_t writing = 0;
    std::atomic<std::uint64_t> lost{0};

    void begin()
    {
        const std::lock_guard lock(mutex);
        ++writing;
    }
    void end(bool delivered)
    {
        if (!delivered) lost.fetch_add(1, std::memory_order_relaxed);
        const std::lock_guard lock(mutex);
        --writing;
        idle.notify_all();
    }
};

// What bodies may take of the memory, all together. Shared with every request that has a body: it outlives the listener.
class BodyBudget {
public:
    explicit BodyBudget(std::size_t bytes) : m_left(static_cast<std::int64_t>(bytes)) {}

    // Null when it is spent. Goes back when the last copy goes.
    static std::shared_ptr<void> take(const std::shared_ptr<BodyBudget>& budget, std::size_t bytes)
    {
        const auto amount = static_cast<std::int64_t>(bytes);
        if (budget->m_left.fetch_sub(amount) < amount) {
            budget->m_left.fetch_add(amount);
            return nullptr;
        }
        return {budget.get(), [budget, amount](void*) { budget->m_left.fetch_add(amount); }};
    }

private:
    std::atomic<std::int64_t> m_left;
};

struct Listener::Impl {
    ListenerOptions options;
    Sink sink;
    Screen screen;
    std::shared_ptr<BodyBudget> budget;
    std::string url;
    std::uint16_t port = 0;
    std::unique_ptr<http_listener> listener;
    // Shared because answers outlive the listener: see Traffic.
    std::shared_ptr<Traffic> traffic = std::make_shared<Traffic>();

    Status start(std::uint16_t wanted);
    void onRequest(const http_request& message);
    void refuse(const http_request& message, const Reply& reply, Response response);
    std::optional<Response> against(const http_request& message, Request& request, BodyPromise& promise) const;
    void withBody(const http_request& message, Request request, std::size_t bytes, const Reply& reply);
    void readOn(const http_request& message, const std::shared_ptr<Request>& request, std::size_t got, const Reply& reply);
    void pass(const http_request& message, Request request, const Reply& reply);
    Reply replyTo(const http_request& message);
};

Status Listener::Impl::start(std::uint16_t wanted)
{
    port = wanted;
    url = "http://" + options.address + ":" + std::to_string(port);
    try {
        http_listener_config config;
        config.set_backlog(kBacklog);
        listener = std::make_unique<http_listener>(web::uri(url + "/"), config);
        const auto handler = [this](const http_request& message) { onRequest(message); };
        listener->support(handler);
        // The library answers these two by itself unless told not to; its TRACE sends the request's headers back.
        listener->support(web::http::methods::TRCE, handler);
        listener->support(web::http::methods::OPTIONS, handler);
        listener->open().wait();
    } catch (const std::exception& e) {
        listener.reset();
        return cannotListen(url, e.what());
    }
    return done();
}

void Listener::Impl::onRequest(const http_request& message)
{
    const Reply reply = replyTo(message);
    Request request = takeHead(message);
    if (request.method == "TRACE" || request.method == "CONNECT") {
        refuse(message, reply, methodNotAllowed({}));
        return;
    }
    BodyPromise promise = readPromise(request, options.maxBodyBytes);
    if (auto response = against(message, request, promise)) {
        refuse(message, reply, std::move(*response));
    } else if (promise.bytes == 0) {
        pass(message, std::move(request), reply);
    } else {
        withBody(message, std::move(request), promise.bytes, reply);
    }
}

// What the headers say already: a body that nobody may send is not kept, whoever sends it.
std::optional<Response> Listener::Impl::against(const http_request& message, Request& request, BodyPromise& promise) const
{
    if (promise.refusal) return std::move(promise.refusal);
    if (promise.bytes == 0) return std::nullopt;
    if (screen) {
        const web::uri& target = message.request_uri();
        if (auto response = screen(request, target.path(), target.query(), promise.bytes)) return response;
    }
    request.bodyHold = BodyBudget::take(budget, promise.bytes);
    if (request.bodyHold == nullptr) return overloaded();
    return std::nullopt;
}

namespace {
// The library receives the whole body whatever we answer: this keeps nothing of it.
void discard(concurrency::streams::streambuf<std::uint8_t> from,
             const std::shared_ptr<std::array<std::uint8_t, kPieceBytes>>& piece)
{
    from.getn(piece->data(), piece->size()).then([from, piece](const pplx::task<std::size_t>& task) {
        try {
            if (task.get() > 0) discard(from, piece);
        } catch (const std::exception&) {
            // The client has gone: there is nothing left to receive.
        }
    });
}
}  // namespace

void Listener::Impl::refuse(const http_request& message, const Reply& reply, Response response)
{
    // The connection ends with the answer.
    reply.send(std::move(response).with("Connection", "close"));
    const auto body = message.body();
    if (!body.is_valid()) return;  // there is none
    // Shared because the library copies continuations.
    discard(body.streambuf(), std::make_shared<std::array<std::uint8_t, kPieceBytes>>());
}

void Listener::Impl::withBody(const http_request& message, Request request, std::size_t bytes, const Reply& reply)
{
    // Shared only because the library copies continuations.
    auto held = std::make_shared<Request>(std::move(request));
    held->body.resize(bytes);
    readOn(message, held, 0, reply);
}

// Piece by piece to its place: the library's own way would have the body three times in memory.
void Listener::Impl::readOn(const http_request& message, const std::shared_ptr<Request>& request, std::size_t got,
                            const Reply& reply)
{
    if (got == request->body.size()) return pass(message, std::move(*request), reply);
    auto* place = reinterpret_cast<std::uint8_t*>(request->body.data()) + got;
    message.body().streambuf().getn(place, std::min(kPieceBytes, request->body.size() - got)).then(
        [this, message, request, got, reply](const pplx::task<std::size_t>& task) {
            std::size_t more = 0;
            try {
                more = task.get();
            } catch (const std::exception&) {
                more = 0;  // the client left in the middle; the answer is counted as lost if it cannot be sent
            }
            if (more > 0) return readOn(message, request, got + more, reply);
            reply.send(problem(400, "incomplete_body", "The request ended too early").with("Connection", "close"));
        });
}

void Listener::Impl::pass(const http_request& message, Request request, const Reply& reply)
{
    try {
        const web::uri& target = message.request_uri();
        sink(std::move(request), target.path(), target.query(), reply);
    } catch (const std::exception&) {
        // Nothing above may throw into the library's thread, which would end the process.
        reply.send(internalProblem());
    }
}

Reply Listener::Impl::replyTo(const http_request& message)
{
    traffic->begin();
    return Reply([message, held = traffic, isHead = message.method() == "HEAD"](Response response) {
        try {
            message.reply(toLibrary(std::move(response), isHead)).then([held](const pplx::task<void>& task) {
                bool delivered = true;
                try {
                    task.get();
                } catch (const std::exception&) {
                    delivered = false;
                }
                held->end(delivered);
            });
        } catch (const std::exception&) {
            held->end(false);
        }
    });
}

Listener::Listener(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Listener::~Listener() { close(); }

Result<std::unique_ptr<Listener>> Listener::open(const ListenerOptions& options, Sink sink, Screen screen)
{
    VELDPOST_CHECK(sink != nullptr);
    sizeThreadPool(options.ioThreads);
    auto impl = std::make_unique<Impl>();
    impl->options = options;
    impl->sink = std::move(sink);
    impl->screen = std::move(screen);
    // Shared with the requests under way, which outlive the listener.
    impl->budget = std::make_shared<BodyBudget>(options.bodiesInFlightBytes);
    if (options.port != 0) {
        VELDPOST_TRY(impl->start(options.port));
        return std::unique_ptr<Listener>(new Listener(std::move(impl)));
    }
    Error last;
    for (int i = 0; i < kPortTries; ++i) {
        VELDPOST_ASSIGN(const std::uint16_t port, findFreePort(options.address));
        Status started = impl->start(port);
        if (started.ok()) return std::unique_ptr<Listener>(new Listener(std::move(impl)));
        last = std::move(started).error();
    }
    return last;
}

std::uint16_t Listener::port() const { return m_impl->port; }
std::string Listener::url() const { return m_impl->url; }
std::uint64_t Listener::lostAnswers() const { return m_impl->traffic->lost.load(std::memory_order_relaxed); }

bool Listener::close(std::int64_t timeoutMs)
{
    Traffic& traffic = *m_impl->traffic;
    std::unique_lock lock(traffic.mutex);
    const bool quiet =
        traffic.idle.wait_for(lock, std::chrono::milliseconds(timeoutMs), [&] { return traffic.writing == 0; });
    lock.unlock();
    if (!m_impl->listener) return quiet;
    try {
        m_impl->listener->close().wait();
    } catch (const std::exception&) {
        // It was not listening any more: closed is what was asked for.
    }
    m_impl->listener.reset();
    return quiet;
}

}  // namespace veldpost::http
