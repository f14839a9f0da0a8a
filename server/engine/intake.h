// Push: what devices send is checked by every core beside the writer, then judged and stored by the one writer.
#pragma once

#include "server/engine/committer.h"
#include "server/engine/session.h"

namespace veldpost::server {

class Intake {
public:
    using Done = std::function<void(Result<protocol::PushAnswer>)>;

    Intake(Committer& committer, const ServerKeys& keys, bool manyThreads)
        : m_committer(committer), m_keys(keys), m_manyThreads(manyThreads)
    {
    }

    // `revisions`: the page of a push (protocol/revision_page.h). One result an item, in order; durable when `done`
    // runs. Errors: malformed_message, too_large, and those of the store (nothing of the push is kept then).
    // The signatures are checked before this returns; `done` comes later, from the committer's thread.
    void push(const Session& session, const revision::Json& revisions, Done done);

private:
    Committer& m_committer;
    const ServerKeys& m_keys;
    const bool m_manyThreads;
};

}  // namespace veldpost::server
