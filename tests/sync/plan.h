// One history, said in numbers: who takes part, how long, and how often what goes wrong. Drawn from the seed; a person or
// the shrinker may take away from it.
#pragma once

#include "shared/base/random.h"
#include "tests/sync/fault_kinds.h"

#include <set>
#include <string>

namespace veldpost::sync {

struct Plan {
    std::uint64_t seed = 0;
    int steps = 0;
    std::size_t devices = 0;     // of the cast, the first so many take part
    FaultRates rates;
    std::size_t pageLimit = 0;   // revisions a page: a small one makes many pages of a small world
    unsigned watching = 0;       // of a hundred devices: keep a long-poll open instead of syncing now and then
    std::string bug;             // a mistake put in on purpose; empty: none

    // Swarm testing: each kind of fault is off in about half of all plans, so that the others are seen without it.
    static Plan draw(std::uint64_t seed);
    void turnOff(FaultKind kind) { rates[kind] = 0; }
};

// Of a thousand chances: messages for what befalls messages, steps for the rest.
unsigned highestRate(FaultKind kind);

inline constexpr int kStepsMin = 200;
inline constexpr std::size_t kDevicesMin = 5;

}  // namespace veldpost::sync
