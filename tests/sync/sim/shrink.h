// The smallest plan that still fails in the same way: fewer kinds of fault, fewer steps.
#pragma once

#include "tests/sync/history.h"

namespace veldpost::sync {

// REQUIRES: `plan` fails with a complaint of `checker`
Plan shrink(Plan plan, const std::string& checker);

}  // namespace veldpost::sync
