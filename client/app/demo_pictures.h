// Photos for the demo: drawn, since no real one may stand in a program.
#pragma once

#include <string>

namespace veldpost::app {

// A JPEG of 1600 by 1200: skin with a bruise and a scale beside it. `seed` gives another one.
std::string drawnBruise(int seed);

}  // namespace veldpost::app
