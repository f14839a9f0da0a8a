// The devices people have, with what is known of each.
#pragma once

#include "server/engine/store.h"
#include "shared/protocol/devices.h"

namespace veldpost::server {

// Of the region, or of all of them; without the servers' own.
Result<std::vector<protocol::DeviceEntry>> listDevices(View& view, const std::optional<RegionId>& region);

}  // namespace veldpost::server
