// What a user may do, judged in one function from the table, the case and his membership.
//
// Invariants: 1. A right is a membership, or being the founder while no membership of his own exists, or a role that
// covers the region; and the role must see the part. 2. An unknown case and a forbidden one look alike. 3. The
// region's own dossier (case = region) is read by all its users in part general, and written by the server; a coordinator
//     writes revocations of devices into it.
#pragma once

#include "server/engine/access_table.h"
#include "server/engine/session.h"

#include <map>

namespace veldpost::server {

// A user's standing in one case, without regard to parts.
struct CaseRight {
    Right right = Right::None;
    Right asMember = Right::None;  // by a membership, or as the founder
    Seq memberSince = 0;      // the commit that gave it to him to read so; 0: from the case's beginning
    bool byMembership = false;
    bool lostWrite = false;   // he could write once and a signed revision ended it
    bool covers = false;      // by his role
};

// Remembers what it has looked up: make one for each View or Change. A Change that writes rights calls forget().
// What is answered of what is not there, and of what the asker may not see: the same.
inline Error notFound()
{
    return {ErrorKind::NotFound, "not_found", "There is nothing here, or nothing you may see", ""};
}

class Access {
public:
    explicit Access(View& view) : m_view(view) {}

    // None for a case of another region or one that is not there.
    Result<CaseRight> rightIn(const UserRow& user, const CaseId& caseId);
    Result<bool> maySee(const UserRow& user, const CaseId& caseId, revision::Part part);
    // The commit from which on he sees the part without a break, as far as that matters: what came before it reaches him
    // by a back-fill. 0: from the beginning. Empty: he may not see it.
    Result<std::optional<Seq>> seesSince(const UserRow& user, const CaseId& caseId, revision::Part part);
    Result<bool> mayWrite(const UserRow& user, const CaseId& caseId, revision::Part part);

    // Whether the asker is, now, one who manages his region's devices: a coordinator who may still read.
    Result<bool> coordinates(const Session& session);

    void forget(const CaseId& caseId, const UserId& user) { m_known.erase({caseId, user}); }
    void forgetAll() { m_known.clear(); }

    static bool roleSees(const UserRow& user, revision::Part part);
    static bool coversRegion(const UserRow& user);
    // Whether he may write this kind into the region's own dossier.
    static bool mayWriteOfRegion(const UserRow& user, std::string_view kind);

private:
    using Key = std::pair<CaseId, UserId>;
    Result<CaseRight> lookUp(const UserRow& user, const CaseId& caseId);

    View& m_view;
    std::map<Key, CaseRight> m_known;
};

}  // namespace veldpost::server
