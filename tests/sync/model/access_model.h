// Who may see what, once more: written from protocol §5 over the revisions that count, in the order of their commits.
#pragma once

#include "tests/sync/mirror.h"
#include "tests/sync/model/register_model.h"

#include <optional>

namespace veldpost::sync {

class AccessModel {
public:
    // REQUIRES: live
    void take(const MirrorRevision& revision);
    void forget() { *this = {}; }

    bool mayRead(const UserId& user, const DeviceId& device, const CaseId& caseId, revision::Part part) const;
    bool mayRead(const UserId& user, const CaseId& caseId, revision::Part part) const;
    bool mayWrite(const UserId& user, const CaseId& caseId, revision::Part part) const;
    bool isKnown(const CaseId& caseId) const { return m_founders.contains(caseId); }
    bool isBarred(const UserId& user, const DeviceId& device) const;  // disabled or revoked
    std::optional<std::string> roleOf(const UserId& user) const;

private:
    enum class Right { None, Read, Write, Own };
    Right rightOf(const UserId& user, const CaseId& caseId) const;
    static Right parse(const std::string& canonical);

    RegionId m_region;
    std::map<CaseId, UserId> m_founders;
    std::map<std::pair<CaseId, RecordId>, std::vector<ModelNode>> m_memberships;
    std::map<std::pair<std::string, RecordId>, std::vector<ModelNode>> m_dossier;  // kind and record: several have the id of one user
};

}  // namespace veldpost::sync
