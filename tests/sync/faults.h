// What befalls devices and the server, drawn at each step.
#pragma once

#include "tests/sync/world.h"

namespace veldpost::sync {

// Draws each kind once.
void drawFaults(World& world);

// What only a damaged or a newer program writes: signed by the device, in its chain, past the checks of the engine.
void writePoison(World& world, SimClient& client);
void writeNewerSchema(World& world, SimClient& client);

// Cases in which two devices of one user have written.
std::int64_t casesOfTwoDevices(World& world);

}  // namespace veldpost::sync
