// A long line on loopback: every byte arrives `delayMs` after it was sent, each way. It counts what passes.
//
// Threads: its own one moves the bytes; the rest is called by its owner. Bounded: a direction that holds more than
// kHeldBytesMax reads no more until some has left.
#pragma once

#include "shared/base/result.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>

namespace veldpost::bench {

inline constexpr std::size_t kHeldBytesMax = 16 * 1024 * 1024;

class DelayProxy {
public:
    // Listens on a free port of loopback, for a server on another one. Error `cannot_listen`.
    static Result<std::unique_ptr<DelayProxy>> start(std::uint16_t serverPort, std::int64_t delayMs);
    ~DelayProxy();
    DelayProxy(const DelayProxy&) = delete;
    DelayProxy& operator=(const DelayProxy&) = delete;

    std::string url() const { return std::string("http://127.0.0.1:").append(std::to_string(m_port)); }
    // Everything that went over the line since the last call, both ways, with HTTP's own lines.
    std::int64_t takeBytes() { return m_bytes.exchange(0); }

private:
    struct Line;
    class Mover;
    DelayProxy(int listener, int stop, std::uint16_t port) : m_listener(listener), m_stop(stop), m_port(port) {}

    const int m_listener;
    const int m_stop;  // an eventfd: readable when the thread has to end
    const std::uint16_t m_port;
    std::atomic<std::int64_t> m_bytes{0};
    std::thread m_thread;
};

}  // namespace veldpost::bench
