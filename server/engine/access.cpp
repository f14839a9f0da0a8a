#include "server/engine/access.h"

#include <algorithm>

namespace veldpost::server {

namespace {

bool isRegionDossier(const UserRow& user, const CaseId& caseId)
{
    return caseId.bytes() == user.region.bytes();
}

CaseRight regionDossierRight(const UserRow& user)
{
    CaseRight right;
    right.right = user.isServer ? Right::Own : Right::Read;
    return right;
}

}  // namespace

bool Access::roleSees(const UserRow& user, revision::Part part)
{
    return user.isServer || (user.role && roleSeesPart(*user.role, part));
}

bool Access::coversRegion(const UserRow& user)
{
    return user.isServer || (user.role && roleRow(*user.role).coversRegion);
}

bool Access::mayWriteOfRegion(const UserRow& user, std::string_view kind)
{
    return user.isServer || (coversRegion(user) && kind == model::kRevocation);
}

Result<bool> Access::coordinates(const Session& session)
{
    VELDPOST_ASSIGN(const auto user, m_view.user(session.user));
    VELDPOST_ASSIGN(const auto device, m_view.device(session.device));
    return user && device && !user->disabled && !device->revoked && user->role && roleRow(*user->role).coversRegion;
}

Result<CaseRight> Access::lookUp(const UserRow& user, const CaseId& caseId)
{
    if (isRegionDossier(user, caseId)) return regionDossierRight(user);
    CaseRight out;
    VELDPOST_ASSIGN(const auto row, m_view.caseRow(caseId));
    if (!row || row->region != user.region) return out;
    VELDPOST_ASSIGN(const auto member, m_view.member(caseId, user.id));
    if (member) {
        out = {member->right, member->right, member->sinceSeq, true, member->lostWrite, false};
    } else if (row->founder == user.id) {
        out.right = out.asMember = Right::Own;
    }
    if (coversRegion(user)) {
        out.right = Right::Own;
        out.covers = true;
    }
    return out;
}

Result<CaseRight> Access::rightIn(const UserRow& user, const CaseId& caseId)
{
    const Key key{caseId, user.id};
    const auto known = m_known.find(key);
    if (known != m_known.end()) return known->second;
    VELDPOST_ASSIGN(const CaseRight right, lookUp(user, caseId));
    m_known.emplace(key, right);
    return right;
}

Result<bool> Access::maySee(const UserRow& user, const CaseId& caseId, revision::Part part)
{
    VELDPOST_ASSIGN(const auto since, seesSince(user, caseId, part));
    return since.has_value();
}

Result<std::optional<Seq>> Access::seesSince(const UserRow& user, const CaseId& caseId, revision::Part part)
{
    if (isRegionDossier(user, caseId))
        return part == revision::Part::General ? std::optional<Seq>(0) : std::optional<Seq>();
    if (!roleSees(user, part)) return std::optional<Seq>();
    VELDPOST_ASSIGN(const CaseRight right, rightIn(user, caseId));
    const Seq byRole = user.partSince[static_cast<std::size_t>(part)];
    std::optional<Seq> since;
    if (right.asMember >= Right::Read) since = std::max(right.memberSince, byRole);
    if (right.covers) since = std::min(since.value_or(INT64_MAX), std::max(user.coversSince, byRole));
    return since;
}

Result<bool> Access::mayWrite(const UserRow& user, const CaseId& caseId, revision::Part part)
{
    if (!roleSees(user, part)) return false;
    VELDPOST_ASSIGN(const CaseRight right, rightIn(user, caseId));
    return right.right >= Right::Write;
}

}  // namespace veldpost::server
