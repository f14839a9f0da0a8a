// What veldpost-sim was asked for.
#pragma once

#include "tests/sync/plan.h"

#include <optional>
#include <vector>

namespace veldpost::sync {

struct SimOptions {
    std::uint64_t from = 1;
    std::uint64_t to = 200;
    int jobs = 1;
    std::optional<int> steps;
    std::optional<std::size_t> devices;
    std::vector<FaultKind> off;
    std::string bug;
    std::optional<std::string> traceFile;  // "-": standard output
    bool json = false;
    bool shrink = true;
    bool listBugs = false;
    bool help = false;

    // The plan of a seed with what was asked for taken away from it.
    Plan planOf(std::uint64_t seed) const;
    // The arguments that play this plan again.
    static std::string replayOf(const Plan& plan);
};

// Empty, with a word why on `problem`, for arguments that are none.
std::optional<SimOptions> readOptions(int argc, char** argv, std::string& problem);
extern const char kUsage[];

}  // namespace veldpost::sync
