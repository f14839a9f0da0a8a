#include "tests/bench/delay_proxy.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace veldpost::bench {

namespace {

using Moment = std::chrono::steady_clock::time_point;

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool makeQuick(int fd)
{
    const int on = 1;
    return ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0 && ::fcntl(fd, F_SETFL, O_NONBLOCK) == 0;
}

bool isNotReady() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

// One direction of one connection.
class Direction {
public:
    Direction(int from, int to) : m_from(from), m_to(to) {}

    bool wantsToRead() const { return !m_ended && m_held < kHeldBytesMax; }
    bool wantsToWrite(Moment now) const { return !m_chunks.empty() && m_chunks.front().due <= now; }
    bool isOver() const { return m_ended && m_chunks.empty(); }
    const Moment* nextDue() const { return m_chunks.empty() ? nullptr : &m_chunks.front().due; }

    // False when the connection broke. `bytes` grows by what came in.
    bool read(Moment due, std::atomic<std::int64_t>& bytes)
    {
        char buffer[64 * 1024];
        const ssize_t n = ::recv(m_from, buffer, sizeof buffer, 0);
        if (n < 0) return isNotReady();
        if (n == 0) {
            m_ended = true;
            if (m_chunks.empty()) ::shutdown(m_to, SHUT_WR);
            return true;
        }
        m_chunks.push_back({due, std::string(buffer, static_cast<std::size_t>(n)), 0});
        m_held += static_cast<std::size_t>(n);
        bytes += n;
        return true;
    }

    bool write(Moment now)
    {
        while (wantsToWrite(now)) {
            Chunk& chunk = m_chunks.front();
            const ssize_t n = ::send(m_to, chunk.bytes.data() + chunk.sent, chunk.bytes.size() - chunk.sent, MSG_NOSIGNAL);
            if (n < 0) return isNotReady();
            chunk.sent += static_cast<std::size_t>(n);
            m_held -= static_cast<std::size_t>(n);
            if (chunk.sent == chunk.bytes.size()) m_chunks.pop_front();
        }
        if (isOver()) ::shutdown(m_to, SHUT_WR);
        return true;
    }

private:
    struct Chunk {
        Moment due;
        std::string bytes;
        std::size_t sent;
    };
    const int m_from;
    const int m_to;
    std::deque<Chunk> m_chunks;
    std::size_t m_held = 0;
    bool m_ended = false;
};

}  // namespace

struct DelayProxy::Line {
    Line(int c, int s) : client(c), server(s), up(c, s), down(s, c) {}
    ~Line()
    {
        ::close(client);
        ::close(server);
    }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    const int client;
    const int server;
    Direction up;
    Direction down;
};

class DelayProxy::Mover {
public:
    Mover(DelayProxy& proxy, std::uint16_t serverPort, std::int64_t delayMs)
        : m_proxy(proxy), m_serverPort(serverPort), m_delay(delayMs)
    {
    }

    void run()
    {
        for (;;) {
            const std::vector<pollfd> ready = wait();
            if (ready[0].revents != 0) return;
            if (ready[1].revents != 0) acceptOne();
            move(ready);
        }
    }

private:
    // Stop, listener, then client and server of each line.
    std::vector<pollfd> wait()
    {
        const Moment now = std::chrono::steady_clock::now();
        std::vector<pollfd> fds{{m_proxy.m_stop, POLLIN, 0}, {m_proxy.m_listener, POLLIN, 0}};
        auto wake = now + std::chrono::hours(1);
        for (const auto& line : m_lines) {
            const auto events = [now](const Direction& in, const Direction& out) {
                return static_cast<short>((in.wantsToRead() ? POLLIN : 0) | (out.wantsToWrite(now) ? POLLOUT : 0));
            };
            fds.push_back({line->client, events(line->up, line->down), 0});
            fds.push_back({line->server, events(line->down, line->up), 0});
            for (const Direction* direction : {&line->up, &line->down})
                if (direction->nextDue() != nullptr && *direction->nextDue() > now) wake = std::min(wake, *direction->nextDue());
        }
        const auto left = std::chrono::duration_cast<std::chrono::nanoseconds>(wake - now).count();
        const timespec timeout{left / 1'000'000'000, left % 1'000'000'000};
        ::ppoll(fds.data(), fds.size(), &timeout, nullptr);
        return fds;
    }

    void acceptOne()
    {
        const int client = ::accept4(m_proxy.m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) return;
        const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_in address = loopback(m_serverPort);
        const bool connected = server >= 0 &&
                               ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                               makeQuick(server) && makeQuick(client);
        m_lines.push_back(std::make_unique<Line>(client, server));
        if (!connected) m_lines.pop_back();
    }

    void move(const std::vector<pollfd>& ready)
    {
        const Moment now = std::chrono::steady_clock::now();
        const Moment due = now + m_delay;
        constexpr short kCame = POLLIN | POLLHUP | POLLERR;
        // A line accepted in this turn has no place in `ready` yet.
        const std::size_t known = (ready.size() - 2) / 2;
        for (std::size_t i = 0, place = 2; i < known; ++i, place += 2) {
            Line& line = *m_lines[i];
            const auto came = [&](std::size_t at, const Direction& d) { return (ready[at].revents & kCame) != 0 && d.wantsToRead(); };
            const bool whole = (!came(place, line.up) || line.up.read(due, m_proxy.m_bytes)) &&
                               (!came(place + 1, line.down) || line.down.read(due, m_proxy.m_bytes)) &&
                               line.up.write(now) && line.down.write(now);
            if (!whole || (line.up.isOver() && line.down.isOver())) m_broken.push_back(&line);
        }
        std::erase_if(m_lines, [this](const auto& line) {
            return std::find(m_broken.begin(), m_broken.end(), line.get()) != m_broken.end();
        });
        m_broken.clear();
    }

    DelayProxy& m_proxy;
    const std::uint16_t m_serverPort;
    const std::chrono::milliseconds m_delay;
    std::vector<std::unique_ptr<Line>> m_lines;
    std::vector<const Line*> m_broken;
};

Result<std::unique_ptr<DelayProxy>> DelayProxy::start(std::uint16_t serverPort, std::int64_t delayMs)
{
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int stop = ::eventfd(0, EFD_CLOEXEC);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    const bool listening = listener >= 0 && stop >= 0 &&
                           ::bind(listener, reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
                           ::listen(listener, 64) == 0 &&
                           ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    if (!listening) {
        const Error error{ErrorKind::Failed, "cannot_listen", "The delaying proxy could not listen", std::strerror(errno)};
        if (listener >= 0) ::close(listener);
        if (stop >= 0) ::close(stop);
        return error;
    }
    std::unique_ptr<DelayProxy> proxy(new DelayProxy(listener, stop, ntohs(address.sin_port)));
    proxy->m_thread = std::thread([p = proxy.get(), serverPort, delayMs] { Mover(*p, serverPort, delayMs).run(); });
    return proxy;
}

DelayProxy::~DelayProxy()
{
    const std::uint64_t one = 1;
    const bool told = ::write(m_stop, &one, sizeof one) == sizeof one;
    VELDPOST_CHECK(told);
    m_thread.join();
    ::close(m_listener);
    ::close(m_stop);
}

}  // namespace veldpost::bench
