// What people do in the world. A step is one function; its weight says how often it is drawn among the others.
#pragma once

#include "tests/sync/world.h"

#include <span>

namespace veldpost::sync {

struct Step {
    std::string_view name;
    unsigned weight;
    void (*run)(World& world, SimClient& client);  // REQUIRES: client.isOpen()
};

std::span<const Step> steps();
// One of them by weight.
const Step& drawStep(RandomSource& random);

}  // namespace veldpost::sync
