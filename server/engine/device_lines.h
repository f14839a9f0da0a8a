// Devices that go on from one another: each rekey adds one to the line (protocol §4).
//
// Invariant: what ends one device ends all that come from it. Whoever has a device's key could have made them.
#pragma once

#include "server/engine/store.h"

namespace veldpost::server {

// Whether `device` is `other`, or one of the two comes from the other one.
Result<bool> sameLine(View& view, const DeviceId& device, const DeviceId& other);

// Revokes the device and all that come from it.
Status revokeLine(Change& change, const DeviceId& device);

}  // namespace veldpost::server
