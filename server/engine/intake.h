// Push: what devices send is checked by every core beside the writer, then judged and stored by the one writer.
#pragma once

#include "server/engine/committer.h"
#include "server/engine/rate_limiter.h"
#include "server/engine/session.h"

namespace veldpost::server {

class Intake {
public:
    using Done = std::function<void(Result<protocol::PushAnswer>)>;

    // A device may leave this much in quarantine at once, and then so much a second: enough for whatever a tablet
    // brings home after weeks, and too little to fill the server's disk. Bytes.
    static constexpr double kWaitingBurst = 64.0 * 1024 * 1024, kWaitingPerSecond = 16.0 * 1024;

    Intake(Committer& committer, const ServerKeys& keys, const Clock& clock, bool manyThreads)
        : m_committer(committer), m_keys(keys), m_manyThreads(manyThreads),
          m_waiting(clock, kWaitingBurst, kWaitingPerSecond)
    {
    }

    // `revisions`: the page of a push (protocol/revision_page.h). One result an item, in order; durable when `done`
    // runs. Errors: malformed_message, too_large, too_many_requests (Busy: the device has left more in
    // quarantine than it may for now, or too much of it is under way; nothing was looked at), and those of the store (nothing of the push is kept then).
    // The signatures are checked before this returns; `done` comes later, from the committer's thread.
    void push(const Session& session, const revision::Json& revisions, Done done);

private:
    Committer& m_committer;
    const ServerKeys& m_keys;
    const bool m_manyThreads;
    RateLimiter m_waiting;  // by device
};

}  // namespace veldpost::server
