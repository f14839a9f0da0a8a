// What the program says: one JSON object, or the same for people; and its exit code.
#pragma once

#include "server/app/admin_service.h"

namespace veldpost::app {

// 0 done · 1 not done · 2 wrong use · 3 locked · 4 not reached
int exitCodeOf(const Error& error);

// On standard output.
void printAnswer(const AdminJson& answer, bool json);
// On standard error; answers the exit code.
int printProblem(const Error& error, bool json);

}  // namespace veldpost::app
