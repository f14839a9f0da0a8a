// The code of an invitation.
//
//   code = five groups of five of Crockford's base32 (no I, L, O, U), 125 random bits, joined by "-"
#pragma once

#include "shared/base/random.h"

#include <string>

namespace veldpost::server {

std::string makeInvitationCode(RandomSource& random);

}  // namespace veldpost::server
