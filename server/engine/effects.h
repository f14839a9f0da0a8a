// What the server does because a revision counts: founding, membership, the region's users. Runs in the transaction
// that makes the revision live, once for each.
#pragma once

#include "server/engine/access.h"

namespace veldpost::server {

// REQUIRES: `live` is in the store and live. Forgets in `access` what it changed.
Status applyEffects(Change& change, Access& access, const StoredRevision& live);

// The row after the record's state changed at `seq`. A user who could read already keeps seeing from where he did.
MemberRow nextMember(const std::optional<MemberRow>& before, Right held, const UserId& user, Right right, Seq seq);

}  // namespace veldpost::server
