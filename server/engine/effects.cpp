#include "server/engine/effects.h"

#include "server/engine/device_lines.h"
#include "server/engine/judge.h"

#include <algorithm>

namespace veldpost::server {

namespace {

using revision::Header;
using revision::RecordState;

Result<RecordState> stateOfRecord(View& view, const Header& header)
{
    VELDPOST_ASSIGN(const auto nodes, view.recordRevisions(header.recordKey()));
    return revision::stateOf(stateNodes(nodes));
}

Status found(Change& change, Access& access, const Header& header)
{
    VELDPOST_ASSIGN(const auto known, change.caseRow(header.caseId));
    if (known) return done();
    VELDPOST_TRY(change.addCase({header.caseId, header.region, header.user}));
    access.forgetAll();  // whoever was asked about before it was there, his role included
    return done();
}

Status setMembership(Change& change, Access& access, const StoredRevision& live)
{
    const Header& header = live.revision.header;
    VELDPOST_ASSIGN(const RecordState state, stateOfRecord(change, header));
    VELDPOST_ASSIGN(const model::Membership membership, model::viewOf<model::Membership>(state));
    const UserId user = membership.user;
    VELDPOST_ASSIGN(const Right held, rightOnRecord(change, header.caseId, user));
    VELDPOST_ASSIGN(const auto before, change.member(header.caseId, user));
    const Right right = model::effectiveRight(state);
    VELDPOST_TRY(change.putMember(header.caseId, nextMember(before, held, user, right, live.seq)));
    access.forget(header.caseId, user);
    if (held < Right::Read || right >= Right::Read) return done();
    VELDPOST_ASSIGN(const auto row, change.user(user));
    if (row && Access::coversRegion(*row)) return done();  // his role shows him the case all the same
    return change.addLoss(user, {live.seq, header.caseId, live.revision.id});
}

// After a restore what is said of somebody may come back before his name does; only the server speaks in this dossier.
Result<UserRow> userRow(View& view, const RegionId& region, const UserId& id)
{
    VELDPOST_ASSIGN(const auto known, view.user(id));
    return known.value_or(UserRow{id, region, {}, {}, false, false});
}

Status setUser(Change& change, const Header& header, const RecordState& state)
{
    VELDPOST_ASSIGN(model::UserName name, model::viewOf<model::UserName>(state));
    VELDPOST_ASSIGN(UserRow row, userRow(change, header.region, *UserId::fromBytes(header.record.bytes())));
    row.name = std::move(name.name);
    return change.putUser(row);
}

Status setDisabled(Change& change, const Header& header, const RecordState& state)
{
    VELDPOST_ASSIGN(const model::Disable disable, model::viewOf<model::Disable>(state));
    VELDPOST_ASSIGN(UserRow row, userRow(change, header.region, disable.user));
    row.disabled = !state.retracted();
    return change.putUser(row);
}

Result<bool> hasDevice(View& view, const UserId& user)
{
    VELDPOST_ASSIGN(const auto devices, view.devices());
    return std::any_of(devices.begin(), devices.end(),
                       [&](const DeviceRow& device) { return device.certificate.user == user; });
}

// What the new role gives begins here, but for somebody who has never read anything: he gets all of it in one stream.
Status turnRole(Change& change, const UserId& id, std::optional<model::Role> next, const StoredRevision& cause)
{
    VELDPOST_ASSIGN(UserRow row, userRow(change, cause.revision.header.region, id));
    if (row.role == next) return done();
    VELDPOST_ASSIGN(const bool reads, hasDevice(change, id));
    const Seq since = reads ? cause.seq : 0;
    const std::optional<model::Role> before = row.role;
    row.role = next;
    for (const revision::Part part : revision::kAllParts) {
        const bool saw = before && roleSeesPart(*before, part);
        const bool sees = Access::roleSees(row, part);
        const auto bit = static_cast<std::uint8_t>(1 << static_cast<int>(part));
        if (sees && !saw) row.partSince[static_cast<std::size_t>(part)] = since;
        if (sees) row.lostParts &= static_cast<std::uint8_t>(~bit);
        else if (saw) row.lostParts |= bit;
    }
    const bool covered = before && roleRow(*before).coversRegion;
    const bool covers = Access::coversRegion(row);
    if (covers && !covered) row.coversSince = since;
    row.lostCover = !covers && (covered || row.lostCover);
    VELDPOST_TRY(change.putUser(row));
    // One that a restore brought back: whoever read by the role before is not known here yet.
    if (!before || !(reads || cause.proven)) return done();
    return change.addTurn(id, {cause.seq, *before, cause.revision.id});
}

Status applyToRegion(Change& change, const StoredRevision& live)
{
    const Header& header = live.revision.header;
    VELDPOST_ASSIGN(const RecordState state, stateOfRecord(change, header));
    if (header.kind == model::kUser) return setUser(change, header, state);
    if (header.kind == model::kRole) {
        VELDPOST_ASSIGN(const model::RoleGrant grant, model::viewOf<model::RoleGrant>(state));
        return turnRole(change, grant.user, model::effectiveRole(state), live);
    }
    if (header.kind == model::kDisable) return setDisabled(change, header, state);
    if (header.kind == model::kRevocation) {
        VELDPOST_ASSIGN(const model::Revocation revocation, model::viewOf<model::Revocation>(state));
        return revokeLine(change, revocation.device);
    }
    return done();
}

}  // namespace

MemberRow nextMember(const std::optional<MemberRow>& before, Right held, const UserId& user, Right right, Seq seq)
{
    MemberRow row{user, right, before ? before->sinceSeq : 0, before && before->lostWrite};
    if (held < Right::Read) row.sinceSeq = seq;
    if (held >= Right::Write && right < Right::Write) row.lostWrite = true;
    if (right >= Right::Write) row.lostWrite = false;
    return row;
}

Status applyEffects(Change& change, Access& access, const StoredRevision& live)
{
    const Header& header = live.revision.header;
    if (header.v != 1 || !model::isKnown(header.kind, header.kindVersion)) return done();
    if (header.caseId.bytes() == header.region.bytes()) {
        VELDPOST_TRY(applyToRegion(change, live));
        access.forgetAll();
        return done();
    }
    if (header.kind == model::kCase) return found(change, access, header);
    if (header.kind == model::kMembership) return setMembership(change, access, live);
    return done();
}

}  // namespace veldpost::server
