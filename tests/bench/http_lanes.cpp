#include "tests/bench/http_lanes.h"

#include "tests/bench/machine.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace veldpost::bench {

namespace {

Error lost(const char* type, const char* detail)
{
    return {ErrorKind::Unreachable, type, "A connection of the bench did not get its answer", detail};
}

int connectTo(std::uint16_t port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    const bool ready = fd >= 0 && ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                       ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0 &&
                       ::fcntl(fd, F_SETFL, O_NONBLOCK) == 0;
    if (ready) return fd;
    if (fd >= 0) ::close(fd);
    return -1;
}

bool isNotReady() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

// The value of Content-Length in a head, or -1.
long contentLength(std::string head)
{
    std::transform(head.begin(), head.end(), head.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    const std::size_t at = head.find("\r\ncontent-length:");
    return at == std::string::npos ? -1 : std::strtol(head.c_str() + at + 17, nullptr, 10);
}

}  // namespace

// One connection: sends a request, reads its answer, goes on.
class HttpLanes::Lane {
public:
    explicit Lane(int fd) : m_fd(fd) {}
    ~Lane() { ::close(m_fd); }
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    void begin(const std::vector<std::string>& requests)
    {
        m_requests = &requests;
        m_answers.clear();
        m_sent = 0;
    }
    bool isDone() const { return m_answers.size() == m_requests->size(); }
    pollfd wanted() const { return {m_fd, static_cast<short>(isSending() ? POLLOUT : POLLIN), 0}; }
    std::vector<LaneAnswer> take() { return std::move(m_answers); }

    Status advance()
    {
        if (isSending()) VELDPOST_TRY(sendSome());
        if (!isDone() && !isSending()) VELDPOST_TRY(receiveSome());
        return done();
    }

private:
    const std::string& current() const { return (*m_requests)[m_answers.size()]; }
    bool isSending() const { return !isDone() && m_sent < current().size(); }

    Status sendSome()
    {
        while (isSending()) {
            const ssize_t n = ::send(m_fd, current().data() + m_sent, current().size() - m_sent, MSG_NOSIGNAL);
            if (n < 0 && isNotReady()) return done();
            if (n <= 0) return lost("connection_lost", "while sending");
            m_sent += static_cast<std::size_t>(n);
        }
        return done();
    }

    Status receiveSome()
    {
        char bytes[32 * 1024];
        for (;;) {
            const ssize_t n = ::recv(m_fd, bytes, sizeof bytes, 0);
            if (n < 0 && isNotReady()) return done();
            if (n <= 0) return lost("connection_lost", "while receiving");
            m_received.append(bytes, static_cast<std::size_t>(n));
            VELDPOST_TRY(takeAnswer());
            if (isDone() || m_sent == 0) return isDone() ? done() : sendSome();
        }
    }

    // Moves a whole answer out of what was received, when there is one.
    Status takeAnswer()
    {
        const std::size_t headEnd = m_received.find("\r\n\r\n");
        if (headEnd == std::string::npos) return done();
        const std::string head = m_received.substr(0, headEnd);
        const long length = contentLength(head);
        if (length < 0 || head.size() < 12) return lost("bad_answer", "without Content-Length");
        const std::size_t whole = headEnd + 4 + static_cast<std::size_t>(length);
        if (m_received.size() < whole) return done();
        m_answers.push_back({static_cast<int>(std::strtol(head.c_str() + 9, nullptr, 10)),
                             m_received.substr(headEnd + 4, static_cast<std::size_t>(length))});
        m_received.erase(0, whole);
        m_sent = 0;
        return done();
    }

    const int m_fd;
    const std::vector<std::string>* m_requests = nullptr;
    std::vector<LaneAnswer> m_answers;
    std::size_t m_sent = 0;  // of the current request
    std::string m_received;
};

HttpLanes::HttpLanes() = default;
HttpLanes::~HttpLanes() = default;
HttpLanes::HttpLanes(HttpLanes&& other) noexcept = default;

Result<HttpLanes> HttpLanes::open(std::uint16_t port, std::size_t lanes)
{
    HttpLanes made;
    for (std::size_t i = 0; i < lanes; ++i) {
        const int fd = connectTo(port);
        if (fd < 0) return lost("no_connection", std::strerror(errno));
        made.m_lanes.push_back(std::make_unique<Lane>(fd));
    }
    return made;
}

Result<std::vector<std::vector<LaneAnswer>>> HttpLanes::run(const std::vector<std::vector<std::string>>& requests,
                                                            int timeoutMs)
{
    VELDPOST_CHECK(requests.size() == m_lanes.size());
    const Stopwatch watch;
    for (std::size_t i = 0; i < m_lanes.size(); ++i) m_lanes[i]->begin(requests[i]);
    std::vector<pollfd> waiting;
    std::vector<Lane*> waitingLanes;
    for (;;) {
        waiting.clear();
        waitingLanes.clear();
        for (const auto& lane : m_lanes) {
            if (lane->isDone()) continue;
            waiting.push_back(lane->wanted());
            waitingLanes.push_back(lane.get());
        }
        if (waiting.empty()) break;
        const int leftMs = timeoutMs - static_cast<int>(watch.ms());
        if (leftMs <= 0 || ::poll(waiting.data(), waiting.size(), leftMs) == 0) return lost("timed_out", "");
        for (std::size_t i = 0; i < waiting.size(); ++i)
            if (waiting[i].revents != 0) VELDPOST_TRY(waitingLanes[i]->advance());
    }
    std::vector<std::vector<LaneAnswer>> answers;
    for (const auto& lane : m_lanes) answers.push_back(lane->take());
    return answers;
}

std::string cborPost(const std::string& path, const std::string& token, const std::string& body)
{
    std::string request = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/cbor\r\n"
                          "Accept: application/cbor\r\n";
    if (!token.empty()) request += "Authorization: Bearer " + token + "\r\n";
    return request + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace veldpost::bench
