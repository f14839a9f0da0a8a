// How long a device may be read from without contact, by its user's role (protocol §7).
#pragma once

#include "server/engine/store.h"

namespace veldpost::server {

inline constexpr std::int64_t kLeaseHoursMax = 31 * 24;

// What was set for the role, else three days; the shortest of all roles for a user who has none.
Result<std::int64_t> leaseMsOf(View& view, const std::optional<model::Role>& role);

// REQUIRES: 1 ≤ hours ≤ kLeaseHoursMax
Status setLeaseHours(Change& change, model::Role role, std::int64_t hours);

}  // namespace veldpost::server
