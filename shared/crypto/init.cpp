#include "shared/crypto/init.h"

#include "shared/base/check.h"

#include <sodium.h>

namespace veldpost::crypto {

void ensureReady()
{
    static const int ready = sodium_init();
    VELDPOST_CHECK(ready >= 0);
}

}  // namespace veldpost::crypto
