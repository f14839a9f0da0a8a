// Listener: the network side. The only place that knows the HTTP library.
//
// Why it must never face a network by itself: cpprestsdk's listener has no time-outs and no limit on headers, and one
// chunk of size "-1" ends the process. So it listens on loopback behind the proxy of packaging/nginx, which sends it
// whole, bounded requests only.
#pragma once

#include "server/http/reply.h"

#include <memory>

namespace veldpost::http {

struct ListenerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  // 0 takes a free one
    std::size_t maxBodyBytes = kMaxBodyBytes;
    // Bodies that are being received or not yet let go by their handlers; beyond it 503. Four of the largest, or
    // hundreds of usual ones.
    std::size_t bodiesInFlightBytes = 4 * kMaxBodyBytes;
    std::size_t ioThreads = 4;  // for the whole process; the first listener's figure holds
};

// Threads: the sink is called on I/O threads and must not wait; the rest from the thread that owns the listener.
class Listener {
public:
    // `path` and `query` percent-encoded as sent. Request::path, query and params are still empty.
    using Sink = std::function<void(Request request, std::string_view path, std::string_view query, Reply reply)>;

    // Asked before a body is taken in: the answer that makes it not worth reading. `bytes`: as announced.
    // On I/O threads, as the sink.
    using Screen = std::function<std::optional<Response>(const Request& head, std::string_view path,
                                                         std::string_view query, std::size_t bytes)>;

    // Errors: cannot_listen when the address is no IPv4 address, taken, or not this machine's.
    static Result<std::unique_ptr<Listener>> open(const ListenerOptions& options, Sink sink, Screen screen = {});

    ~Listener();  // closes
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    std::uint16_t port() const;
    std::string url() const;  // "http://127.0.0.1:8470"

    // Answers that could not be delivered because the client was gone.
    std::uint64_t lostAnswers() const;

    // Gives the answers under way up to `timeoutMs` to leave, then ends all connections and takes no more.
    // Drain the dispatcher first. Twice is the same as once. False when an answer was still owed: then what the sink
    // uses must not be destroyed, and the process can only end.
    bool close(std::int64_t timeoutMs = 5000);

private:
    struct Impl;
    explicit Listener(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace veldpost::http
