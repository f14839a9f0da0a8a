// What every fuzz target shares. A target is one file that defines `fuzz`: given any bytes it must come back without a
// finding of the sanitizers, and what it states with FUZZ_REQUIRE must hold.
//
// Built twice: with Clang and libFuzzer (preset `fuzz`), where new inputs are sought, and by every other preset with
// replay_main.cpp, where the inputs under corpus/ are played again as a plain test.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

// A broken promise stops the run: libFuzzer keeps the input.
#define FUZZ_REQUIRE(condition) \
    do { \
        if (!(condition)) { \
            std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition); \
            std::abort(); \
        } \
    } while (false)

namespace veldpost::fuzz {

// True when the bytes were well formed and taken.
bool fuzz(std::string_view bytes);

// Takes one byte off the front: what the rest is read as. 0 for nothing.
inline unsigned takeChoice(std::string_view& bytes)
{
    if (bytes.empty()) return 0;
    const auto choice = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    return choice;
}

}  // namespace veldpost::fuzz
