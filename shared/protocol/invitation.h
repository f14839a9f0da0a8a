// The invitation: one string an administrator hands over (also as QR code), all a new device needs to know.
//
//   "veldpost:1:" + base64url, without padding, of the canonical JSON of
//     {"ca_sha256": 64 hex, "code": text, "epoch": text, "url": text}
//   ca_sha256 is the SHA-256 of the CA certificate's DER form; empty or no key where the server is reached without TLS.
#pragma once

#include "shared/base/id.h"
#include "shared/base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace veldpost::protocol {

struct Invitation {
    std::string url;  // empty: told by other means
    std::optional<Sha256> caSha256;
    std::string code;
    std::string epoch;

    std::string text() const;
    // White space around it is passed over, as it comes along when a line is copied. Error `bad_invite` (Usage).
    static Result<Invitation> parse(std::string_view text);
};

// Of the first certificate in PEM text. Error `bad_ca_file` (Usage).
Result<Sha256> certificateFingerprint(std::string_view pem);

}  // namespace veldpost::protocol
