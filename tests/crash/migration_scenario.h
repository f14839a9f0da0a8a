#pragma once

#include "tests/crash/scenario.h"

namespace veldpost::crash {

// A store of an older version that is opened by a newer one: each migration is there whole or not at all.
Scenario migrationScenario();

}  // namespace veldpost::crash
