// One history played and judged, and what is said of it.
#pragma once

#include "tests/sync/world.h"

namespace veldpost::sync {

struct Outcome {
    std::uint64_t seed = 0;
    std::vector<Complaint> complaints;  // empty: all is as it should be
    FaultCounts counts;
    std::uint64_t traceHash = 0;
    std::int64_t requests = 0;
    std::int64_t revisions = 0;
};

using TraceLine = std::function<void(std::string_view)>;

// `stopAt`: see World::play.
Outcome playHistory(const Plan& plan, const Cast& cast, const TraceLine& trace = {}, std::string_view stopAt = {});
// Plays it once more and complains as I14 when it went otherwise.
void playAgain(const Plan& plan, const Cast& cast, Outcome& first);

}  // namespace veldpost::sync
