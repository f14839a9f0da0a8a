// What waits for a person, or was declined: who may know of it, and how much (protocol §4).
//
// Invariants: 1. An item is listed for its author, for those who may see its part of the case, and for those who cover
// the region. 2. Its payload goes only to who may see the part now: an author whose right has ended reads it no more.
// 3. How a revision stands is told to its author alone.
#pragma once

#include "server/engine/committer.h"
#include "server/engine/session.h"

namespace veldpost::server {

class Quarantine {
public:
    Quarantine(Committer& committer, const ServerKeys& keys) : m_committer(committer), m_keys(keys) {}

    using Done = std::function<void(Result<protocol::QuarantineAnswer>)>;
    // A page in the order of arrival, and the standing of the asker's own that he asks after. Its audit entries, one for
    // each case, are durable when `done` runs. Errors: malformed_message for an `after` that is none of ours,
    // deliver_only (Locked).
    void list(const Session& session, const protocol::QuarantineRequest& request, Done done);

private:
    Committer& m_committer;
    const ServerKeys& m_keys;
};

}  // namespace veldpost::server
