#include "client/vault/process_guard.h"

#include <cerrno>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace veldpost::vault {

Status guardProcess()
{
    const struct rlimit none{0, 0};
    if (::setrlimit(RLIMIT_CORE, &none) != 0 || ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return Error{ErrorKind::Failed, "process_not_guarded", "The system does not let core files be switched off",
                     "system error " + std::to_string(errno)};
    return done();
}

}  // namespace veldpost::vault
