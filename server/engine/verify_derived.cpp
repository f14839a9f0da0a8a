#include "server/engine/verify_derived.h"

#include "server/engine/access_table.h"
#include "server/engine/effects.h"
#include "server/engine/judge.h"
#include "server/engine/server_pen.h"

#include <algorithm>

namespace veldpost::server {

namespace {

using revision::Header;
using revision::RecordState;

constexpr std::size_t kCases = 500;

bool hasEffects(const Header& header)
{
    return header.v == 1 && model::isKnown(header.kind, header.kindVersion);
}

struct RoleTurn {
    Seq seq = 0;
    std::optional<model::Role> before, after;
    RevisionId cause;
};

// What the region's dossier says of somebody.
struct Said {
    std::string name;
    std::optional<model::Role> role;
    bool disabled = false;
    std::vector<RoleTurn> turns;  // in order
    std::array<Seq, 3> partOn{};  // where a role gave the part last
    Seq coverOn = 0;
    std::uint8_t lostParts = 0;
    bool lostCover = false;

    void turn(const RoleTurn& next);
    bool coversAt(Seq seq) const;
};

bool sees(const std::optional<model::Role>& role, revision::Part part)
{
    return role && roleSeesPart(*role, part);
}

bool covers(const std::optional<model::Role>& role)
{
    return role && roleRow(*role).coversRegion;
}

void Said::turn(const RoleTurn& next)
{
    role = next.after;
    for (const revision::Part part : revision::kAllParts) {
        const auto bit = static_cast<std::uint8_t>(1 << static_cast<int>(part));
        if (sees(next.after, part) && !sees(next.before, part)) partOn[static_cast<std::size_t>(part)] = next.seq;
        if (sees(next.after, part)) lostParts &= static_cast<std::uint8_t>(~bit);
        else if (sees(next.before, part)) lostParts |= bit;
    }
    if (covers(next.after) && !covers(next.before)) coverOn = next.seq;
    lostCover = !covers(next.after) && (covers(next.before) || lostCover);
    turns.push_back(next);
}

bool Said::coversAt(Seq seq) const
{
    std::optional<model::Role> held;
    for (const RoleTurn& turn : turns)
        if (turn.seq < seq) held = turn.after;
    return covers(held);
}

class DerivedCheck {
public:
    DerivedCheck(View& view, const LiveRecords& live, VerifyReport& report) : m_view(view), m_live(live), m_report(report) {}

    Status run()
    {
        VELDPOST_ASSIGN(m_regions, m_view.regions());
        for (const RecordKey& key : m_live.ofRegions()) VELDPOST_TRY(readOfRegion(key));
        for (const RecordKey& key : m_live.memberships()) VELDPOST_TRY(readMembership(key));
        for (const RegionRow& region : m_regions) VELDPOST_TRY(checkRegion(region));
        for (const auto& [caseId, foundings] : m_live.cases()) VELDPOST_TRY(checkIsThere(caseId));
        for (const auto& [user, said] : m_said) VELDPOST_TRY(checkIsThere(user));
        return checkDevices();
    }

private:
    void bad(const char* what, std::string which) { m_report.bad.push_back({what, std::move(which), "bad_column"}); }

    // The record's state after each of its revisions that had effects, in the order of the region.
    Status replay(const RecordKey& key, const std::function<Status(const RecordState&, const StoredRevision&)>& visit)
    {
        VELDPOST_ASSIGN(auto nodes, m_view.recordRevisions(key));
        std::sort(nodes.begin(), nodes.end(), [](const auto& a, const auto& b) { return a.seq < b.seq; });
        std::vector<StoredRevision> until;
        for (StoredRevision& node : nodes) {
            until.push_back(std::move(node));
            if (hasEffects(until.back().revision.header)) VELDPOST_TRY(visit(revision::stateOf(stateNodes(until)), until.back()));
        }
        return done();
    }

    Status readOfRegion(const RecordKey& key)
    {
        return replay(key, [&](const RecordState& state, const StoredRevision& live) -> Status {
            if (key.kind == model::kUser) {
                const auto name = model::viewOf<model::UserName>(state);
                if (name.ok()) m_said[*UserId::fromBytes(key.record.bytes())].name = name->name;
            } else if (key.kind == model::kRole) {
                const auto grant = model::viewOf<model::RoleGrant>(state);
                if (grant.ok()) turnRole(m_said[grant->user], model::effectiveRole(state), live);
            } else if (key.kind == model::kDisable) {
                const auto disable = model::viewOf<model::Disable>(state);
                if (disable.ok()) m_said[disable->user].disabled = !state.retracted();
            } else if (key.kind == model::kRevocation) {
                const auto revocation = model::viewOf<model::Revocation>(state);
                if (revocation.ok()) m_revoked.insert(revocation->device);
            } else if (key.kind == model::kRegion) {
                const auto name = model::viewOf<model::RegionName>(state);
                if (name.ok()) m_names[live.revision.header.region] = *name;
            }
            return done();
        });
    }

    static void turnRole(Said& said, std::optional<model::Role> next, const StoredRevision& cause)
    {
        if (said.role != next) said.turn({cause.seq, said.role, next, cause.revision.id});
    }

    Status readMembership(const RecordKey& key)
    {
        VELDPOST_ASSIGN(const auto row, m_view.caseRow(key.caseId));
        std::optional<MemberRow> member;
        VELDPOST_TRY(replay(key, [&](const RecordState& state, const StoredRevision& live) -> Status {
            const auto said = model::viewOf<model::Membership>(state);
            if (!said.ok()) return done();
            const UserId user = said->user;
            const bool isFounder = row && row->founder == user;
            const Right held = member ? member->right : isFounder ? Right::Own : Right::None;
            const Right right = model::effectiveRight(state);
            member = nextMember(member, held, user, right, live.seq);
            const auto known = m_said.find(user);
            const bool covered = known != m_said.end() && known->second.coversAt(live.seq);
            if (held >= Right::Read && right < Right::Read && !covered)
                m_losses[user][live.seq] = {live.seq, key.caseId, live.revision.id};
            return done();
        }));
        if (member) m_members[key.caseId][member->user] = *member;
        return done();
    }

    Status checkRegion(const RegionRow& region)
    {
        const auto named = m_names.find(region.id);
        if (named == m_names.end() || named->second.code != region.code || named->second.name != region.name)
            bad("region", region.code);
        VELDPOST_ASSIGN(const auto users, m_view.users(region.id));
        for (const UserRow& user : users) VELDPOST_TRY(checkUser(region, user));
        std::optional<CaseId> after;
        for (;;) {
            VELDPOST_ASSIGN(const auto cases, m_view.casesOf(region.id, after, kCases));
            if (cases.empty()) return done();
            for (const CaseId& id : cases) VELDPOST_TRY(checkCase(id));
            after = cases.back();
        }
    }

    Status checkUser(const RegionRow& region, const UserRow& user)
    {
        const Said& said = m_said[user.id];
        const std::string& name = user.isServer && said.name.empty() ? m_serversName : said.name;
        bool holds = user.name == name && user.role == said.role && user.disabled == said.disabled &&
                     user.isServer == (user.id == region.serverUser) && user.lostParts == said.lostParts &&
                     user.lostCover == said.lostCover && (user.coversSince == 0 || user.coversSince == said.coverOn);
        for (std::size_t i = 0; i < user.partSince.size(); ++i)
            holds = holds && (user.partSince[i] == 0 || user.partSince[i] == said.partOn[i]);
        if (!holds) bad("user", user.id.text());
        VELDPOST_TRY(checkTurns(user.id, said));
        return checkLosses(user.id);
    }

    // Only somebody who had a device when his role turned has a row of it.
    Status checkTurns(const UserId& user, const Said& said)
    {
        VELDPOST_ASSIGN(const auto rows, m_view.turnsOf(user, 0));
        for (const TurnRow& row : rows) {
            const bool holds = std::any_of(said.turns.begin(), said.turns.end(), [&](const RoleTurn& turn) {
                return turn.seq == row.seq && turn.before == row.before && turn.cause == row.cause;
            });
            if (!holds) bad("turn", user.text() + "/" + std::to_string(row.seq));
        }
        return done();
    }

    Status checkLosses(const UserId& user)
    {
        VELDPOST_ASSIGN(const auto rows, m_view.lossesOf(user, 0));
        const auto& expected = m_losses[user];
        bool holds = rows.size() == expected.size();
        for (const LossRow& row : rows) {
            const auto found = expected.find(row.seq);
            holds = holds && found != expected.end() && found->second.caseId == row.caseId && found->second.cause == row.cause;
        }
        if (!holds) bad("loss", user.text());
        return done();
    }

    Status checkCase(const CaseId& id)
    {
        VELDPOST_ASSIGN(const auto row, m_view.caseRow(id));
        VELDPOST_CHECK(row.has_value());
        const auto known = m_live.cases().find(id);
        const bool founded = known != m_live.cases().end() &&
                             std::any_of(known->second.begin(), known->second.end(), [&](const LiveRecords::Founding& f) {
                                 return f.region == row->region && f.user == row->founder &&
                                        revision::foundedCaseId(f.region, f.user, f.record) == id;
                             });
        if (!founded) bad("case", id.text());
        VELDPOST_ASSIGN(const auto members, m_view.members(id));
        const auto& expected = m_members[id];
        bool holds = members.size() == expected.size();
        for (const MemberRow& member : members) {
            const auto found = expected.find(member.user);
            holds = holds && found != expected.end() && found->second.right == member.right &&
                    found->second.sinceSeq == member.sinceSeq && found->second.lostWrite == member.lostWrite;
        }
        if (!holds) bad("member", id.text());
        return done();
    }

    Status checkIsThere(const CaseId& id)
    {
        VELDPOST_ASSIGN(const auto row, m_view.caseRow(id));
        const bool inRegion = row && std::any_of(m_regions.begin(), m_regions.end(), [&](const auto& r) { return r.id == row->region; });
        if (!inRegion) bad("case", id.text());
        return done();
    }

    Status checkIsThere(const UserId& id)
    {
        VELDPOST_ASSIGN(const auto row, m_view.user(id));
        const bool inRegion = row && std::any_of(m_regions.begin(), m_regions.end(), [&](const auto& r) { return r.id == row->region; });
        if (!inRegion) bad("user", id.text());
        return done();
    }

    // Revoked is what the dossier says so of, or what goes on from one of which it does.
    Status checkDevices()
    {
        VELDPOST_ASSIGN(const auto devices, m_view.devices());
        std::map<DeviceId, const protocol::Certificate*> certificates;
        for (const DeviceRow& device : devices) certificates[device.certificate.device] = &device.certificate;
        for (const DeviceRow& device : devices) {
            bool line = m_revoked.contains(device.certificate.device);
            auto from = device.certificate.rekeyedFrom;
            for (std::size_t steps = 0; from && !line && steps < devices.size(); ++steps) {
                line = m_revoked.contains(*from);
                const auto before = certificates.find(*from);
                from = before == certificates.end() ? std::nullopt : before->second->rekeyedFrom;
            }
            if (device.revoked != line) bad("device", device.certificate.device.text());
        }
        return done();
    }

    View& m_view;
    const LiveRecords& m_live;
    VerifyReport& m_report;
    const std::string m_serversName = kServerUserName;
    std::vector<RegionRow> m_regions;
    std::map<UserId, Said> m_said;
    std::map<RegionId, model::RegionName> m_names;
    std::set<DeviceId> m_revoked;
    std::map<CaseId, std::map<UserId, MemberRow>> m_members;
    std::map<UserId, std::map<Seq, LossRow>> m_losses;
};

}  // namespace

void LiveRecords::note(const Header& header)
{
    if (!hasEffects(header)) return;
    if (header.caseId.bytes() == header.region.bytes()) {
        m_ofRegions.insert(header.recordKey());
    } else if (header.kind == model::kMembership) {
        m_memberships.insert(header.recordKey());
    } else if (header.kind == model::kCase) {
        m_cases[header.caseId].insert({header.region, header.user, header.record});
    }
}

Status verifyDerived(View& view, const LiveRecords& live, VerifyReport& report)
{
    return DerivedCheck(view, live, report).run();
}

}  // namespace veldpost::server
