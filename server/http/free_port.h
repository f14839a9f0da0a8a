// A port nobody listens on, because the HTTP library cannot be asked to pick one itself.
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <string>

namespace veldpost::http {

// `where`: an address or a URL.
inline Error cannotListen(const std::string& where, std::string detail)
{
    return Error{ErrorKind::Failed, "cannot_listen", "Cannot listen on " + where, std::move(detail)};
}

// Another program may take the port before the caller binds it: the caller tries again a bounded number of times.
// Errors: cannot_listen when `address` is no IPv4 address of this machine.
Result<std::uint16_t> findFreePort(const std::string& address);

}  // namespace veldpost::http
