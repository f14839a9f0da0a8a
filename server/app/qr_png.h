// A QR code as a PNG file, for an invitation that is handed over on a screen or on paper.
#pragma once

#include "shared/base/result.h"

#include <filesystem>
#include <string>

namespace veldpost::app {

// Error: qr_not_written.
Status writeQrPng(const std::string& text, const std::filesystem::path& file);

}  // namespace veldpost::app
