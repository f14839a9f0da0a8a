#include "tests/sync/model/access_model.h"

#include <algorithm>

namespace veldpost::sync {

using revision::Header;
using revision::Part;

namespace {

struct RoleSees {
    const char* role;
    bool general, medical, reporter, wholeRegion;
};
constexpr RoleSees kRoles[] = {
    {"wijkteam", true, false, false, false},
    {"vertrouwensarts", true, true, false, false},
    {"coordinator", true, false, true, true},
    {"auditor", false, false, false, false},
};

const RoleSees* find(const std::optional<std::string>& role)
{
    for (const RoleSees& row : kRoles)
        if (role && *role == row.role) return &row;
    return nullptr;
}

bool seesPart(const RoleSees& row, Part part)
{
    switch (part) {
    case Part::General: return row.general;
    case Part::Medical: return row.medical;
    case Part::Reporter: return row.reporter;
    }
    return false;
}

std::string quoted(const std::string& text)
{
    return "\"" + text + "\"";
}

}  // namespace

void AccessModel::take(const MirrorRevision& taken)
{
    const Header& header = taken.revision.header;
    if (header.v != 1) return;
    m_region = header.region;
    const ModelNode node{taken.revision.id, header.parents, taken.set, header.user, header.replaces};
    if (header.caseId.bytes() == header.region.bytes()) {
        m_dossier[{header.kind, header.record}].push_back(node);
    } else if (header.kind == "case" && header.parents.empty()) {
        m_founders.emplace(header.caseId, header.user);
    } else if (header.kind == "membership") {
        m_memberships[{header.caseId, header.record}].push_back(node);
    }
}

std::optional<std::string> AccessModel::roleOf(const UserId& user) const
{
    for (const auto& [key, nodes] : m_dossier) {
        if (key.first != "role") continue;
        const ModelState state = modelState(nodes);
        const auto who = state.find("user");
        const auto role = state.find("role");
        if (who == state.end() || role == state.end() || !who->second.contains(quoted(user.text()))) continue;
        const std::string& word = *role->second.begin();
        return word.substr(1, word.size() - 2);
    }
    return std::nullopt;
}

bool AccessModel::isBarred(const UserId& user, const DeviceId& device) const
{
    for (const auto& [key, nodes] : m_dossier) {
        const std::string& kind = key.first;
        if (kind != "disable" && kind != "revocation") continue;
        const ModelState state = modelState(nodes);
        if (modelRetracted(state) && kind == "disable") continue;
        const auto who = state.find(kind == "disable" ? "user" : "device");
        const std::string named = kind == "disable" ? user.text() : device.text();
        if (who != state.end() && who->second.contains(quoted(named))) return true;
    }
    return false;
}

AccessModel::Right AccessModel::parse(const std::string& canonical)
{
    if (canonical == "\"read\"") return Right::Read;
    if (canonical == "\"write\"") return Right::Write;
    if (canonical == "\"own\"") return Right::Own;
    return Right::None;
}

// A membership of his own, the lowest of several values; or having founded the case.
AccessModel::Right AccessModel::rightOf(const UserId& user, const CaseId& caseId) const
{
    const auto it = m_memberships.find({caseId, revision::membershipRecordId(caseId, user)});
    if (it == m_memberships.end()) return m_founders.at(caseId) == user ? Right::Own : Right::None;
    const ModelState state = modelState(it->second);
    const auto values = state.find("right");
    if (values == state.end()) return Right::None;
    Right lowest = Right::Own;
    for (const std::string& value : values->second) lowest = std::min(lowest, parse(value));
    return lowest;
}

bool AccessModel::mayRead(const UserId& user, const CaseId& caseId, Part part) const
{
    if (caseId.bytes() == m_region.bytes()) return part == Part::General;
    const RoleSees* row = find(roleOf(user));
    if (row == nullptr || !seesPart(*row, part) || !isKnown(caseId)) return false;
    return row->wholeRegion || rightOf(user, caseId) >= Right::Read;
}

bool AccessModel::mayRead(const UserId& user, const DeviceId& device, const CaseId& caseId, Part part) const
{
    return !isBarred(user, device) && mayRead(user, caseId, part);
}

bool AccessModel::mayWrite(const UserId& user, const CaseId& caseId, Part part) const
{
    const RoleSees* row = find(roleOf(user));
    if (row == nullptr || !seesPart(*row, part) || !isKnown(caseId)) return false;
    return row->wholeRegion || rightOf(user, caseId) >= Right::Write;
}

}  // namespace veldpost::sync
