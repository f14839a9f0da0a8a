// Histories played in processes of their own, so that one that ends the process is a failure of its seed and no more.
#pragma once

#include "tests/sync/history.h"
#include "tests/sync/sim/options.h"

namespace veldpost::sync {

// Plays the seeds of the options in `jobs` processes; calls `done` for each in no certain order.
void playAll(const SimOptions& options, const std::function<void(const Outcome&)>& done);

// Plays them one after another in one process until `isEnough` says so of one.
void playUntil(const SimOptions& options, const std::function<bool(const Outcome&)>& isEnough);

// One plan in a process of its own.
Outcome playAlone(const Plan& plan);

}  // namespace veldpost::sync
