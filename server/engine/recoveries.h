// Forgotten passphrases: the requests, a coordinator's word, the answer (protocol/recovery.h).
//
// Invariants: 1. A data key is opened only when somebody who manages the region's devices has typed the code of that very
// request. 2. A revoked device, and one of a disabled user, gets nothing, at no step. 3. A request serves one key, ends
// after a day, after five wrong codes, or when the device has its key; a device has one at a time, a region a bounded number.
// 4. Every step is in the audit log of the region.
#pragma once

#include "server/engine/committer.h"
#include "server/engine/rate_limiter.h"
#include "server/engine/session.h"
#include "shared/protocol/recovery.h"

namespace veldpost::server {

class Recoveries {
public:
    Recoveries(Store& store, Committer& committer, const Clock& clock, RandomSource& random);

    // Answers alike for a device that is not there or may not ask. Errors: too_many_requests (Busy).
    // REQUIRES of all: not the committer's thread
    Result<protocol::RecoveryAsked> ask(const protocol::RecoveryRequest& request, const std::string& accessPoint);

    // Of the asker's region. Error not_found: he manages no devices.
    Result<std::vector<protocol::RecoveryWaiting>> waiting(const Session& session);
    Result<std::vector<protocol::RecoveryWaiting>> waiting();  // of all regions, for the administrator

    // Errors: not_found, recovery_over (NotFound), wrong_code (Malformed), recovery_copy_damaged (Conflict): the copy in
    // the device's key file does not open.
    Status approve(const Session& session, const protocol::RecoveryApproval& approval);
    Status approve(const protocol::RecoveryApproval& approval);  // by the administrator

    // Errors: recovery_over (NotFound), recovery_waits (Conflict), recovery_copy_damaged, too_many_requests.
    Result<protocol::RecoveryAnswer> answer(const protocol::RecoveryFetch& fetch, const std::string& accessPoint);
    Status close(const protocol::RecoveryFetch& fetch, const std::string& accessPoint);

private:
    struct Approver;
    Status approveAs(const Approver& approver, const protocol::RecoveryApproval& approval);
    Status give(Work& work, RecoveryRow row, const Approver& approver, std::optional<Error>& refusal);
    Result<std::vector<protocol::RecoveryWaiting>> listOf(View& view, const std::optional<RegionId>& region);
    Result<RecoveryRow> fetched(View& view, const protocol::RecoveryFetch& fetch);

    Store& m_store;
    Committer& m_committer;
    const Clock& m_clock;
    RandomSource& m_random;
    RateLimiter m_addressLimit;
    RateLimiter m_deviceLimit;
};

}  // namespace veldpost::server
