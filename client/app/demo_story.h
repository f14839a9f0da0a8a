// What the demo shows: three cases of people who do not exist, and what their colleagues wrote meanwhile.
#pragma once

#include "client/app/demo_home.h"

namespace veldpost::app {

// `serverKey`: of the demo's region, for what colleagues send. REQUIRES: a home without cases
Status tellDemoStory(engine::OpenHome& home, const crypto::SigningKey& serverKey, StoryClock& clock, RandomSource& random);

}  // namespace veldpost::app
