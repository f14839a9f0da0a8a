// Whether the checkers find the mistakes of bugs/bugs.cpp.
#pragma once

#include "tests/sync/sim/options.h"

namespace veldpost::sync {

// Plays the seeds with the bug of the options, or with each bug there is for "all", until the checker that should find it
// has. Says of each where it was found; answers the exit code, 0 when all were.
int huntBugs(const SimOptions& options);

}  // namespace veldpost::sync
