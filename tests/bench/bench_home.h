// Homes for measuring: real encrypted stores under a key that everybody knows, without the vault, whose price for
// opening is no part of what is measured.
#pragma once

#include "client/engine/open_home.h"

#include <filesystem>
#include <memory>

namespace veldpost::bench {

struct Surroundings {
    const Clock& clock;
    RandomSource& random;
};

// In a region of its own that no server knows.
Result<std::unique_ptr<engine::OpenHome>> makeOfflineHome(const std::filesystem::path& folder, const Surroundings& around);
// An identity of such a region, with the device's key.
std::pair<engine::Identity, crypto::SigningKey> makeOfflineIdentity(const Surroundings& around);

// Enrolled at the server with an invitation's code. Errors: those of enrol() and of the transport.
Result<std::unique_ptr<engine::OpenHome>> enrolHome(const std::filesystem::path& folder, const std::string& serverUrl,
                                                    const std::string& code, const Surroundings& around);

Result<std::unique_ptr<engine::OpenHome>> openHome(const std::filesystem::path& folder, const Surroundings& around);

// The app's own way to the server.
Result<std::unique_ptr<engine::Transport>> makeTransport(const std::string& serverUrl);

}  // namespace veldpost::bench
