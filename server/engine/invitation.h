// The one string an administrator hands over, also as a QR code.
//
//   invite = "veldpost:1:" + base64url without padding of canonical JSON {"ca_sha256","code","epoch","url"}
//   code   = five groups of five of Crockford's base32 (no I, L, O, U), 125 random bits, joined by "-"
#pragma once

#include "shared/base/random.h"

#include <string>
#include <string_view>

namespace veldpost::server {

struct InvitationContent {
    std::string url;
    std::string caSha256;  // hex, empty when there is no CA to check
    std::string code;
    std::string epoch;
};

std::string makeInvitationCode(RandomSource& random);
std::string invitationText(const InvitationContent& content);

std::string base64Url(std::string_view bytes);

}  // namespace veldpost::server
