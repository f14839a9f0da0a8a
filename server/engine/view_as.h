// What a colleague's device would get now: his pull, read by the same reader, shown to a coordinator without being sent.
// Invariant: what a revision says goes along only where the coordinator's own role may see its part.
#pragma once

#include "server/engine/committer.h"
#include "server/engine/page_reader.h"

namespace veldpost::server {

struct ViewAsRequest {
    UserId user;
    std::string cursor;     // the last answer's; empty: from the beginning
    std::size_t limit = 0;  // 1 … kPageRevisionsMax
};

class ViewAs {
public:
    ViewAs(Store& store, Committer& committer, const ServerKeys& keys, const Clock& clock)
        : m_store(store), m_committer(committer), m_keys(keys), m_clock(clock)
    {
    }

    // A page, its audit entries durable. Errors: not_found for whoever does not cover the region, and for a user who is
    // not of it; malformed_cursor, epoch_changed. REQUIRES: not the committer's thread
    Result<protocol::ViewAsAnswer> page(const Session& session, const ViewAsRequest& request);

private:
    Result<Reading> read(const UserRow& user, const Session& session, const ViewAsRequest& request);
    Status note(const Session& session, const UserId& user, const Reading& reading);

    Store& m_store;
    Committer& m_committer;
    const ServerKeys& m_keys;
    const Clock& m_clock;
};

}  // namespace veldpost::server
