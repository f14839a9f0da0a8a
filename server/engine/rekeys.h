// A device begins new chains under a new key (protocol §4, protocol/rekey.h).
//
// Invariants: 1. Only a device that may read asks, for itself, and signs with the key it has. 2. The new device is the
// same user's and names the one it comes from; it has no right that one does not have. 3. One key has one certificate: an
// answer that was lost is given again. 4. Each is in the region's audit log.
#pragma once

#include "server/engine/committer.h"
#include "server/engine/rate_limiter.h"
#include "server/engine/session.h"
#include "shared/protocol/rekey.h"

namespace veldpost::server {

class Rekeys {
public:
    Rekeys(Committer& committer, const ServerKeys& keys, const Clock& clock, RandomSource& random);

    // Durable when it returns. Errors: bad_rekey (Malformed): of another device, or the signature does not hold; weak_key
    // (Malformed); key_in_use (Conflict); deliver_only (Locked); too_many_requests (Busy).
    // REQUIRES: not the committer's thread
    Result<protocol::RekeyAnswer> rekey(const Session& session, const protocol::RekeyRequest& request);

private:
    Status write(Work& work, const Session& session, const protocol::RekeyRequest& request,
                 Result<protocol::RekeyAnswer>& answer);

    Committer& m_committer;
    const ServerKeys& m_keys;
    const Clock& m_clock;
    RandomSource& m_random;
    RateLimiter m_limit;  // by device
};

}  // namespace veldpost::server
