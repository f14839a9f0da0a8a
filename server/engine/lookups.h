// The small questions: what of mine do you have, who is in this case, who is in this region.
#pragma once

#include "server/engine/committer.h"
#include "server/engine/device_list.h"
#include "server/engine/session.h"

namespace veldpost::server {

struct CaseMember {
    UserRow user;
    Right right = Right::None;
};

class Lookups {
public:
    Lookups(Store& store, Committer& committer, const ServerKeys& keys)
        : m_store(store), m_committer(committer), m_keys(keys)
    {
    }

    // The asking device's own chains, and which of the ids it names are here and its user's. Error `malformed_message`
    // for an `after` that is none of ours.
    Result<protocol::HaveAnswer> have(const Session& session, const protocol::HaveRequest& request);

    using MembersDone = std::function<void(Result<std::vector<CaseMember>>)>;
    // Those who may read the case by a membership, or as its founder. Error `not_found` for a case that is not there
    // or that the asker may not see. Its audit entry is durable when `done` runs.
    void members(const Session& session, const CaseId& caseId, MembersDone done);

    // All users of the asker's region, by name; without the server's own. Waits until its audit entry is durable.
    // REQUIRES: not the committer's thread
    Result<std::vector<UserRow>> users(const Session& session);

    // The devices of the asker's region. Error `not_found`: he manages none. As users() otherwise.
    Result<std::vector<protocol::DeviceEntry>> devices(const Session& session);

private:
    Store& m_store;
    Committer& m_committer;
    const ServerKeys& m_keys;
};

}  // namespace veldpost::server
