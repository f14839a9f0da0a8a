// The part of verify.h that is about what was derived from revisions when they became live: people and their roles, cases,
// memberships, and what was lost by either. It is derived anew, by the order in which they did, and compared.
#pragma once

#include "server/engine/verify.h"

#include <map>
#include <set>

namespace veldpost::server {

// The records from which rows are derived, as the walk over all revisions meets them.
class LiveRecords {
public:
    void note(const revision::Header& live);

    const std::set<RecordKey>& ofRegions() const { return m_ofRegions; }
    const std::set<RecordKey>& memberships() const { return m_memberships; }
    struct Founding {
        RegionId region;
        UserId user;
        RecordId record;
        auto operator<=>(const Founding&) const = default;
    };
    const std::map<CaseId, std::set<Founding>>& cases() const { return m_cases; }

private:
    std::set<RecordKey> m_ofRegions;
    std::set<RecordKey> m_memberships;
    std::map<CaseId, std::set<Founding>> m_cases;  // whoever may have founded it
};

// Adds to the report.
Status verifyDerived(View& view, const LiveRecords& live, VerifyReport& report);

}  // namespace veldpost::server
