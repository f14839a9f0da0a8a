// The devices of a region, as coordinators see them: GET /v1/devices, POST /v1/devices/wipe.
#pragma once

#include "shared/protocol/fields.h"

#include <vector>

namespace veldpost::protocol {

// Times in ms since 1970 UTC.
struct DeviceEntry {
    DeviceId device;
    UserId user;
    std::string userName;
    std::optional<std::int64_t> lastSeenAtMs;
    std::int64_t behind = 0;                // commits of the region since its last pull
    std::optional<std::int64_t> unsent;     // what only it has, as its last session said
    std::string app;                        // the program's version, as its last session said; may be empty
    bool revoked = false;
    std::optional<DeviceId> rekeyedFrom;    // whose work it goes on with after a rekey
    std::optional<std::int64_t> wipeOrderedAtMs;
    std::optional<std::int64_t> wipeUntilMs;
    std::optional<std::int64_t> wipeReceiptAtMs;
    Json toJson() const;
    static Result<DeviceEntry> fromJson(const Json& json);
};

Json devicesJson(const std::vector<DeviceEntry>& devices);  // {"devices": […]}
Result<std::vector<DeviceEntry>> devicesFrom(const Json& json);

struct WipeRequest {
    DeviceId device;
    std::int64_t hours = 0;  // until what cannot be delivered is sealed
    Json toJson() const;
    static Result<WipeRequest> fromJson(const Json& json);
};

}  // namespace veldpost::protocol
