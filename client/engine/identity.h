// Who this home belongs to, as enrolment said. Kept in the encrypted store.
#pragma once

#include "shared/crypto/sign.h"
#include "shared/protocol/certificate.h"

#include <array>
#include <string>

namespace veldpost::engine {

struct Identity {
    protocol::Certificate certificate;  // region, device, user
    crypto::PublicKey serverKey;
    std::array<std::uint8_t, 32> recoveryKey{};
    std::string role;  // as last heard: wijkteam, vertrouwensarts, coordinator, auditor
    std::string userName;
    std::string serverUrl;
    std::string caPem;  // empty: plain http on loopback

    const RegionId& region() const { return certificate.region; }
    const UserId& user() const { return certificate.user; }
    const DeviceId& device() const { return certificate.device; }
};

}  // namespace veldpost::engine
