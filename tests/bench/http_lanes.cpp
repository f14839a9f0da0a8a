#include "tests/bench/http_lanes.h"

#include "tests/bench/machine.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <cmath>
#include <fcntl.h>
#include <map>
#include <netinet/tcp.h>
#include <sys/epoll.h>
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

// One connection: sends a request, reads its answer.
class HttpLanes::Lane {
public:
    explicit Lane(int fd) : m_fd(fd) {}
    ~Lane() { ::close(m_fd); }
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    int fd() const { return m_fd; }
    bool isSending() const { return m_sent < m_request.size(); }

    Status send(std::string_view request)
    {
        m_request = request;
        m_sent = 0;
        return sendSome();
    }

    Status sendSome()
    {
        while (isSending()) {
            const ssize_t n = ::send(m_fd, m_request.data() + m_sent, m_request.size() - m_sent, MSG_NOSIGNAL);
            if (n < 0 && isNotReady()) return done();
            if (n <= 0) return lost("connection_lost", "while sending");
            m_sent += static_cast<std::size_t>(n);
        }
        return done();
    }

    // The answer when it is whole.
    Result<std::optional<LaneAnswer>> receiveSome()
    {
        char bytes[64 * 1024];
        for (;;) {
            const ssize_t n = ::recv(m_fd, bytes, sizeof bytes, 0);
            if (n < 0 && isNotReady()) return std::optional<LaneAnswer>();
            if (n <= 0) return lost("connection_lost", "while receiving");
            m_received.append(bytes, static_cast<std::size_t>(n));
            VELDPOST_ASSIGN(auto answer, takeAnswer());
            if (answer) return answer;
        }
    }

private:
    // Moves a whole answer out of what was received, when there is one.
    Result<std::optional<LaneAnswer>> takeAnswer()
    {
        const std::size_t headEnd = m_received.find("\r\n\r\n");
        if (headEnd == std::string::npos) return std::optional<LaneAnswer>();
        const std::string head = m_received.substr(0, headEnd);
        const long length = contentLength(head);
        if (length < 0 || head.size() < 12) return lost("bad_answer", "without Content-Length");
        const std::size_t whole = headEnd + 4 + static_cast<std::size_t>(length);
        if (m_received.size() < whole) return std::optional<LaneAnswer>();
        LaneAnswer answer{static_cast<int>(std::strtol(head.c_str() + 9, nullptr, 10)),
                          m_received.substr(headEnd + 4, static_cast<std::size_t>(length)), 0};
        m_received.erase(0, whole);
        return std::optional<LaneAnswer>(std::move(answer));
    }

    const int m_fd;
    std::string_view m_request;
    std::size_t m_sent = 0;
    std::string m_received;
};

// One run over all lanes.
class HttpLanes::Drive {
public:
    Drive(HttpLanes& lanes, const Next& next) : m_lanes(lanes.m_lanes), m_next(next), m_dueMs(m_lanes.size()) {}
    ~Drive()
    {
        if (m_poll >= 0) ::close(m_poll);
    }
    Drive(const Drive&) = delete;
    Drive& operator=(const Drive&) = delete;

    Status run(int timeoutMs)
    {
        VELDPOST_TRY(begin());
        epoll_event events[256];
        while (m_open > 0) {
            VELDPOST_TRY(sendDue());
            const double nowMs = m_watch.ms();
            if (nowMs >= timeoutMs) return lost("timed_out", "");
            double untilMs = timeoutMs;
            if (!m_later.empty()) untilMs = std::min(untilMs, m_later.begin()->first);
            const int got = ::epoll_wait(m_poll, events, 256, static_cast<int>(std::max(0.0, std::ceil(untilMs - nowMs))));
            if (got < 0 && errno != EINTR) return lost("connection_lost", std::strerror(errno));
            for (int i = 0; i < got; ++i) VELDPOST_TRY(serve(events[i].data.u64, events[i].events));
        }
        return done();
    }

private:
    Status begin()
    {
        m_poll = ::epoll_create1(EPOLL_CLOEXEC);
        if (m_poll < 0) return lost("connection_lost", std::strerror(errno));
        m_open = m_lanes.size();
        for (std::size_t i = 0; i < m_lanes.size(); ++i) {
            epoll_event event{};
            // By edges: told once that there is something, a lane reads or sends all it can.
            event.events = EPOLLIN | EPOLLOUT | EPOLLET;
            event.data.u64 = i;
            if (::epoll_ctl(m_poll, EPOLL_CTL_ADD, m_lanes[i]->fd(), &event) != 0)
                return lost("connection_lost", std::strerror(errno));
        }
        for (std::size_t i = 0; i < m_lanes.size(); ++i) VELDPOST_TRY(ask(i, nullptr));
        return done();
    }

    Status ask(std::size_t lane, LaneAnswer* answer)
    {
        VELDPOST_ASSIGN(const std::optional<LaneRequest> request, m_next(lane, answer));
        if (!request) {
            --m_open;
            return done();
        }
        const double nowMs = m_watch.ms();
        if (request->dueMs > nowMs) {
            m_later.emplace(request->dueMs, std::pair(lane, request->bytes));
            return done();
        }
        m_dueMs[lane] = request->dueMs > 0 ? request->dueMs : nowMs;
        return m_lanes[lane]->send(request->bytes);
    }

    Status sendDue()
    {
        const double nowMs = m_watch.ms();
        while (!m_later.empty() && m_later.begin()->first <= nowMs) {
            const auto [due, what] = *m_later.begin();
            m_later.erase(m_later.begin());
            m_dueMs[what.first] = due;
            VELDPOST_TRY(m_lanes[what.first]->send(what.second));
        }
        return done();
    }

    Status serve(std::size_t lane, std::uint32_t events)
    {
        if ((events & EPOLLOUT) != 0 && m_lanes[lane]->isSending()) VELDPOST_TRY(m_lanes[lane]->sendSome());
        if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) == 0) return done();
        VELDPOST_ASSIGN(auto answer, m_lanes[lane]->receiveSome());
        if (!answer) return done();
        answer->ms = m_watch.ms() - m_dueMs[lane];
        return ask(lane, &*answer);
    }

    std::vector<std::unique_ptr<Lane>>& m_lanes;
    const Next& m_next;
    const Stopwatch m_watch;
    int m_poll = -1;
    std::size_t m_open = 0;
    std::vector<double> m_dueMs;  // of what each lane waits for
    std::multimap<double, std::pair<std::size_t, std::string_view>> m_later;
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

Status HttpLanes::drive(const Next& next, int timeoutMs)
{
    return Drive(*this, next).run(timeoutMs);
}

Result<std::vector<std::vector<LaneAnswer>>> HttpLanes::run(const std::vector<std::vector<std::string>>& requests,
                                                            int timeoutMs)
{
    VELDPOST_CHECK(requests.size() == m_lanes.size());
    std::vector<std::vector<LaneAnswer>> answers(requests.size());
    const Next next = [&](std::size_t lane, LaneAnswer* answer) -> Result<std::optional<LaneRequest>> {
        if (answer) answers[lane].push_back(std::move(*answer));
        const std::size_t sent = answers[lane].size();
        if (sent == requests[lane].size()) return std::optional<LaneRequest>();
        return std::optional<LaneRequest>({requests[lane][sent], 0});
    };
    VELDPOST_TRY(drive(next, timeoutMs));
    return answers;
}

namespace {

constexpr const char* kCbor = "application/cbor";
constexpr const char* kJson = "application/json";

std::string headText(const char* method, const RequestHead& head, const char* type)
{
    std::string text = std::string(method) + ' ' + head.path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: " + type + "\r\n";
    if (!head.token.empty()) text += "Authorization: Bearer " + head.token + "\r\n";
    if (!head.address.empty()) text += "X-Forwarded-For: " + head.address + "\r\n";
    return text;
}

std::string postText(const RequestHead& head, const char* type, const std::string& body)
{
    return headText("POST", head, type) + "Content-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

}  // namespace

std::string cborPost(const RequestHead& head, const std::string& body)
{
    return postText(head, kCbor, body);
}

std::string jsonPost(const RequestHead& head, const std::string& body)
{
    return postText(head, kJson, body);
}

std::string cborGet(const RequestHead& head)
{
    return headText("GET", head, kCbor) + "\r\n";
}

}  // namespace veldpost::bench
