// What the demo shows: three cases of people who do not exist.
#pragma once

#include "client/app/demo_home.h"

namespace veldpost::app {

// REQUIRES: a home without cases
Status tellDemoStory(engine::OpenHome& home, StoryClock& clock);

}  // namespace veldpost::app
