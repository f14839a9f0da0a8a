// Who is asking, as his bearer token proved.
#pragma once

#include "server/engine/store.h"

namespace veldpost::server {

struct Session {
    DeviceId device;
    UserId user;
    RegionId region;
    crypto::PublicKey key;
    bool deliverOnly = false;  // revoked or disabled: may push, may ask for its receipt, reads nothing
    std::string accessPoint;   // where the request came from, for the audit log
};

}  // namespace veldpost::server
