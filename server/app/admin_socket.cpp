#include "server/app/admin_socket.h"

#include "shared/base/clock.h"

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace veldpost::app {

namespace {

constexpr std::size_t kRequestBytesMax = 64 * 1024;
// An audit log of a long case is the largest answer.
constexpr std::size_t kAnswerBytesMax = 256 * 1024 * 1024;
constexpr int kBacklog = 8;
// Somebody who connects and says nothing, or does not read his answer, must not keep the next administrator out.
constexpr std::int64_t kReadMs = 5'000;
constexpr std::int64_t kSendMs = 30'000;

Error failed(const char* detail)
{
    return {ErrorKind::Failed, "admin_socket_failed", "The server's admin socket does not work", detail};
}

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0) ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return m_fd; }
    int release() { return std::exchange(m_fd, -1); }

private:
    int m_fd;
};

Result<sockaddr_un> addressOf(const std::filesystem::path& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string text = path.string();
    if (text.size() >= sizeof address.sun_path) return failed("The folder's path is too long for a socket.");
    std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
    return address;
}

const sockaddr* asAddress(const sockaddr_un& address)
{
    return reinterpret_cast<const sockaddr*>(&address);
}

// The time one step of a command may take, and the word to stop: whichever comes first ends the waiting.
class Patience {
public:
    Patience(int wake, std::int64_t limitMs) : m_wake(wake), m_untilMs(m_clock.monotonicMs() + limitMs) {}

    // True when the peer can be read from or written to.
    bool awaits(int fd, short events) const
    {
        for (;;) {
            const std::int64_t leftMs = m_untilMs - m_clock.monotonicMs();
            if (leftMs <= 0) return false;
            pollfd waiting[2] = {{fd, events, 0}, {m_wake, POLLIN, 0}};
            const int ready = ::poll(waiting, 2, static_cast<int>(leftMs));
            if (ready < 0 && errno == EINTR) continue;
            return ready > 0 && waiting[1].revents == 0;
        }
    }

private:
    const SystemClock m_clock;
    const int m_wake;
    const std::int64_t m_untilMs;
};

// Up to the line's end; what is longer, ends before it, or comes too late, is no line. Without patience: waits.
std::optional<std::string> readLine(int fd, std::size_t most, const Patience* patience)
{
    std::string line;
    char piece[4096];
    while (line.size() <= most) {
        if (patience != nullptr && !patience->awaits(fd, POLLIN)) return std::nullopt;
        const ssize_t got = ::recv(fd, piece, sizeof piece, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return std::nullopt;
        line.append(piece, static_cast<std::size_t>(got));
        if (line.back() == '\n') return line;
    }
    return std::nullopt;
}

bool sendAll(int fd, std::string_view text, const Patience* patience)
{
    while (!text.empty()) {
        if (patience != nullptr && !patience->awaits(fd, POLLOUT)) return false;
        const ssize_t sent = ::send(fd, text.data(), text.size(), MSG_NOSIGNAL | (patience != nullptr ? MSG_DONTWAIT : 0));
        if (sent < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (sent <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

}  // namespace

Result<std::unique_ptr<AdminSocket>> AdminSocket::listen(const std::filesystem::path& path, server::Engine& engine)
{
    VELDPOST_ASSIGN(const sockaddr_un address, addressOf(path));
    Descriptor listening(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    Descriptor wake(::eventfd(0, EFD_CLOEXEC));
    if (listening.get() < 0 || wake.get() < 0) return failed(std::strerror(errno));
    ::unlink(path.c_str());  // left by a server that was killed; the lock says that none runs
    const mode_t before = ::umask(0177);
    const int bound = ::bind(listening.get(), asAddress(address), sizeof address);
    ::umask(before);
    if (bound != 0 || ::listen(listening.get(), kBacklog) != 0) return failed(std::strerror(errno));
    return std::unique_ptr<AdminSocket>(new AdminSocket(path, listening.release(), wake.release(), engine));
}

AdminSocket::AdminSocket(std::filesystem::path path, int listening, int wake, server::Engine& engine)
    : m_path(std::move(path)), m_listening(listening), m_wake(wake), m_engine(engine), m_thread([this] { loop(); })
{
}

AdminSocket::~AdminSocket()
{
    const std::uint64_t one = 1;
    VELDPOST_CHECK(::write(m_wake, &one, sizeof one) == sizeof one);
    m_thread.join();
    ::unlink(m_path.c_str());
    ::close(m_listening);
    ::close(m_wake);
}

void AdminSocket::loop()
{
    for (;;) {
        pollfd waiting[2] = {{m_listening, POLLIN, 0}, {m_wake, POLLIN, 0}};
        const int ready = ::poll(waiting, 2, -1);
        if (ready < 0 && errno != EINTR) return;
        if (waiting[1].revents != 0) return;
        if (ready <= 0 || waiting[0].revents == 0) continue;
        const Descriptor connection(::accept4(m_listening, nullptr, nullptr, SOCK_CLOEXEC));
        if (connection.get() >= 0) serve(connection.get());
    }
}

void AdminSocket::serve(int connection)
{
    const Patience reading(m_wake, kReadMs);
    const auto line = readLine(connection, kRequestBytesMax, &reading);
    if (!line) return;
    const AdminJson request = AdminJson::parse(*line, nullptr, false);
    const std::string answer = answerLine(runAdmin(m_engine, request));
    const Patience sending(m_wake, kSendMs);
    // Who has gone meanwhile does not hear the answer; what was done is done and in the log.
    static_cast<void>(sendAll(connection, answer, &sending));
}

Result<AdminJson> askRunningServer(const std::filesystem::path& path, const AdminJson& request)
{
    VELDPOST_ASSIGN(const sockaddr_un address, addressOf(path));
    const Descriptor connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (connection.get() < 0) return failed(std::strerror(errno));
    if (::connect(connection.get(), asAddress(address), sizeof address) != 0)
        return Error{ErrorKind::Failed, "no_server_running", "No server runs in this folder", ""};
    const std::string line = request.dump(-1, ' ', false, AdminJson::error_handler_t::replace) + "\n";
    if (!sendAll(connection.get(), line, nullptr)) return failed("The command could not be sent.");
    const auto answer = readLine(connection.get(), kAnswerBytesMax, nullptr);
    if (!answer) return failed("The server ended before it answered.");
    return readAnswerLine(*answer);
}

}  // namespace veldpost::app
