// What the client's store goes through: each way its content changes, as the app and the command line cause it.
#pragma once

#include "tests/crash/scenario.h"

namespace veldpost::crash {

std::vector<Scenario> clientScenarios();

}  // namespace veldpost::crash
