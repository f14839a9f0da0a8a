// Preloaded into a program under test: it dies by SIGKILL at a chosen call of those that change a file, make it durable
// or send to a socket. VELDPOST_KILL_AT=n: at the n-th of them, counted from 0; a write or a send has then done its first
// half when n is odd, any other call nothing.
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <dlfcn.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

std::atomic<long> g_calls{0};

long killAt()
{
    static const long at = [] {
        const char* text = std::getenv("VELDPOST_KILL_AT");
        return text == nullptr ? -1L : std::strtol(text, nullptr, 10);
    }();
    return at;
}

bool isLast()
{
    return killAt() >= 0 && g_calls.fetch_add(1) == killAt();
}

bool isHalf()
{
    return killAt() % 2 == 1;
}

[[noreturn]] void die()
{
    for (;;) ::kill(::getpid(), SIGKILL);
}

template <typename F>
F* next(const char* name)
{
    return reinterpret_cast<F*>(::dlsym(RTLD_NEXT, name));
}

bool isSocket(int fd)
{
    int type = 0;
    socklen_t size = sizeof type;
    return ::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0;
}

}  // namespace

// The next definition of the name, asked for once.
#define VELDPOST_NEXT(name) static const auto real = next<decltype(name)>(#name)

extern "C" {

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at)
{
    VELDPOST_NEXT(pwrite);
    if (isLast()) {
        if (isHalf()) (void)real(fd, bytes, size / 2, at);
        die();
    }
    return real(fd, bytes, size, at);
}

ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at)
{
    VELDPOST_NEXT(pwrite64);
    if (isLast()) {
        if (isHalf()) (void)real(fd, bytes, size / 2, at);
        die();
    }
    return real(fd, bytes, size, at);
}

ssize_t write(int fd, const void* bytes, size_t size)
{
    VELDPOST_NEXT(write);
    // Not what it says on its standard output: a line cut short is no answer.
    if (fd > STDERR_FILENO && isLast()) {
        if (isHalf()) (void)real(fd, bytes, size / 2);
        die();
    }
    return real(fd, bytes, size);
}

ssize_t send(int fd, const void* bytes, size_t size, int flags)
{
    VELDPOST_NEXT(send);
    if (isLast()) {
        if (isHalf()) (void)real(fd, bytes, size / 2, flags);
        die();
    }
    return real(fd, bytes, size, flags);
}

ssize_t sendmsg(int fd, const struct msghdr* message, int flags)
{
    VELDPOST_NEXT(sendmsg);
    if (isSocket(fd) && isLast()) {
        if (isHalf() && message->msg_iovlen > 0) (void)::writev(fd, message->msg_iov, 1);
        die();
    }
    return real(fd, message, flags);
}

int fsync(int fd)
{
    VELDPOST_NEXT(fsync);
    if (isLast()) die();
    return real(fd);
}

int fdatasync(int fd)
{
    VELDPOST_NEXT(fdatasync);
    if (isLast()) die();
    return real(fd);
}

int ftruncate(int fd, off_t size) noexcept
{
    VELDPOST_NEXT(ftruncate);
    if (isLast()) die();
    return real(fd, size);
}

int ftruncate64(int fd, off64_t size) noexcept
{
    VELDPOST_NEXT(ftruncate64);
    if (isLast()) die();
    return real(fd, size);
}

int rename(const char* from, const char* to) noexcept
{
    VELDPOST_NEXT(rename);
    if (isLast()) die();
    return real(from, to);
}

int unlink(const char* path) noexcept
{
    VELDPOST_NEXT(unlink);
    if (isLast()) die();
    return real(path);
}

}  // extern "C"
