#pragma once

#include "tests/crash/scenario.h"

namespace veldpost::crash {

std::vector<Scenario> serverScenarios();

}  // namespace veldpost::crash
