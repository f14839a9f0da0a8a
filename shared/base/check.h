// check(): for what may not happen. Always on, in release builds too: a wrong state must never reach the store.
#pragma once

#include <source_location>

namespace veldpost {

[[noreturn]] void checkFailed(const char* expression, std::source_location where);

}  // namespace veldpost

// A macro only to print the expression. What may happen (offline, bad input, full disk) is a Result, never a check.
#define VELDPOST_CHECK(cond) \
    do { \
        if (!(cond)) ::veldpost::checkFailed(#cond, std::source_location::current()); \
    } while (false)
