// The fingerprint of a CA certificate, as invitations carry it.
#pragma once

#include "shared/base/result.h"

#include <filesystem>
#include <string>

namespace veldpost::app {

// Hex of the SHA-256 of the DER of the first certificate in a PEM file. Error: bad_ca_file.
Result<std::string> caFingerprint(const std::filesystem::path& pemFile);

}  // namespace veldpost::app
