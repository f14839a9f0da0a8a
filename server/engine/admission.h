// Lets a device in that this store does not know, on its certificate: after a restore from a backup that is older than
// its enrolment (protocol §3).
//
// Invariant: whatever revisions in this store say of the device and its user holds from the first moment on: one that
// was revoked is revoked, one whose user was disabled may only deliver.
#pragma once

#include "server/engine/server_keys.h"

namespace veldpost::server {

// Whether this server once signed it, for a region that is here.
Result<bool> isOurs(View& view, const ServerKeys& keys, const protocol::Certificate& certificate);

// Twice is the same as once. REQUIRES: isOurs()
Status admitDevice(Change& change, const protocol::Certificate& certificate);

}  // namespace veldpost::server
