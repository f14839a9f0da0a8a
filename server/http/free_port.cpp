#include "server/http/free_port.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace veldpost::http {
namespace {

std::string systemReason() { return std::generic_category().message(errno); }

}  // namespace

Result<std::uint16_t> findFreePort(const std::string& address)
{
    sockaddr_in wanted{};
    wanted.sin_family = AF_INET;
    if (inet_pton(AF_INET, address.c_str(), &wanted.sin_addr) != 1)
        return cannotListen(address, "It is not an IPv4 address.");
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return cannotListen(address, systemReason());
    socklen_t size = sizeof wanted;
    auto* generic = reinterpret_cast<sockaddr*>(&wanted);
    const bool bound = bind(fd, generic, size) == 0 && getsockname(fd, generic, &size) == 0;
    const std::string reason = bound ? std::string() : systemReason();
    ::close(fd);
    if (!bound) return cannotListen(address, reason);
    return std::uint16_t{ntohs(wanted.sin_port)};
}

}  // namespace veldpost::http
