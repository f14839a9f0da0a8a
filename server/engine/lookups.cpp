#include "server/engine/lookups.h"
#include "server/engine/access.h"

#include "shared/protocol/limits.h"

#include <algorithm>

namespace veldpost::server {

namespace {

// `after` = case "/" part of the last receipt given.
Result<std::optional<revision::ChainKey>> afterKey(const DeviceId& device, const std::string& after)
{
    if (after.empty()) return std::optional<revision::ChainKey>();
    const std::size_t slash = after.find('/');
    const auto caseId = CaseId::parse(std::string_view(after).substr(0, slash));
    const auto part = slash == std::string::npos ? std::nullopt
                                                 : revision::parsePart(std::string_view(after).substr(slash + 1));
    if (!caseId || !part) return Error{ErrorKind::Malformed, "malformed_message", "The message is not what it should be", "after"};
    return std::optional<revision::ChainKey>(revision::ChainKey{device, *caseId, *part});
}

}  // namespace

Result<protocol::HaveAnswer> Lookups::have(const Session& session, const protocol::HaveRequest& request)
{
    VELDPOST_ASSIGN(const auto after, afterKey(session.device, request.after));
    VELDPOST_ASSIGN(const auto view, m_store.view());
    protocol::HaveAnswer answer;
    answer.epoch = m_keys.epoch;
    VELDPOST_ASSIGN(answer.receipts, view->chainsOf(session.device, after, protocol::kPageRevisionsMax));
    if (answer.receipts.size() == protocol::kPageRevisionsMax) {
        const protocol::Receipt& last = answer.receipts.back();
        answer.next = last.caseId.text() + "/" + std::string(partWord(last.part));
    }
    for (const RevisionId& id : request.ids) {
        VELDPOST_ASSIGN(const auto stored, view->revision(id));
        if (stored && stored->revision.header.user == session.user) answer.known.push_back(id);
    }
    return answer;
}

namespace {

Result<std::vector<CaseMember>> readMembers(View& view, const Session& session, const CaseId& caseId, AuditEvent& event)
{
    VELDPOST_ASSIGN(const auto asker, view.user(session.user));
    VELDPOST_ASSIGN(const auto device, view.device(session.device));
    Access access(view);
    event.authorised = false;
    event.role = asker && asker->role ? model::roleWord(*asker->role) : "";
    const bool mayAsk = asker && !asker->disabled && device && !device->revoked;
    if (!mayAsk || caseId.bytes() == session.region.bytes()) return notFound();
    VELDPOST_ASSIGN(const bool visible, access.maySee(*asker, caseId, revision::Part::General));
    VELDPOST_ASSIGN(const auto row, view.caseRow(caseId));
    if (!visible || !row) return notFound();
    VELDPOST_ASSIGN(const CaseRight right, access.rightIn(*asker, caseId));
    event.authorised = true;
    event.byMembership = right.byMembership;
    VELDPOST_ASSIGN(auto members, view.members(caseId));
    const bool founderListed = std::any_of(members.begin(), members.end(),
                                           [&](const MemberRow& member) { return member.user == row->founder; });
    if (!founderListed) members.push_back({row->founder, Right::Own, 0, false});
    std::vector<CaseMember> out;
    for (const MemberRow& member : members) {
        if (member.right < Right::Read) continue;
        VELDPOST_ASSIGN(const auto user, view.user(member.user));
        // A name of another region is nobody's to know here, whatever a membership says.
        if (user && user->region == session.region) out.push_back({*user, member.right});
    }
    return out;
}

}  // namespace

void Lookups::members(const Session& session, const CaseId& caseId, MembersDone done)
{
    // Shared because std::function wants to copy what it holds.
    auto answer = std::make_shared<Result<std::vector<CaseMember>>>(notFound());
    // Read in the transaction that writes the entry: a right that has ended is not overtaken.
    const auto run = [session, caseId, answer](Work& work) {
        AuditEvent event = eventOf("members", AuditAction::Read, session, work.nowMs);
        event.caseId = caseId;
        *answer = readMembers(work.change, session, caseId, event);
        if (answer->ok()) event.objects["membership"] = static_cast<std::int64_t>((*answer)->size());
        else event.outcome = answer->error().type;
        return work.audit.add(event);
    };
    m_committer.submit({.run = run,
                        .done =
                            [answer, done = std::move(done)](const Status& status) {
                                if (!status.ok()) return done(status.error());
                                done(std::move(*answer));
                            },
                        .turn = session.device});
}

Result<std::vector<UserRow>> Lookups::users(const Session& session)
{
    std::vector<UserRow> users;
    Status noted = m_committer.submitAndWait({.run = [&](Work& work) -> Status {
        VELDPOST_ASSIGN(users, work.change.users(session.region));
        std::erase_if(users, [](const UserRow& user) { return user.isServer; });
        AuditEvent event = eventOf("users", AuditAction::Read, session, work.nowMs);
        VELDPOST_ASSIGN(const auto asker, work.change.user(session.user));
        event.role = asker && asker->role ? model::roleWord(*asker->role) : "";
        event.objects["user"] = static_cast<std::int64_t>(users.size());
        return work.audit.add(event);
    }, .turn = session.device});
    VELDPOST_TRY(std::move(noted));
    return users;
}

Result<std::vector<protocol::DeviceEntry>> Lookups::devices(const Session& session)
{
    Result<std::vector<protocol::DeviceEntry>> devices = notFound();
    Status noted = m_committer.submitAndWait({.run = [&](Work& work) -> Status {
        AuditEvent event = eventOf("devices", AuditAction::Read, session, work.nowMs);
        VELDPOST_ASSIGN(event.authorised, Access(work.change).coordinates(session));
        if (event.authorised) devices = listDevices(work.change, session.region);
        if (!devices.ok()) event.outcome = devices.error().type;
        return work.audit.add(event);
    }, .turn = session.device});
    VELDPOST_TRY(std::move(noted));
    return devices;
}

}  // namespace veldpost::server
