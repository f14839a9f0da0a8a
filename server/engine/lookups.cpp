#include "server/engine/lookups.h"

#include "shared/protocol/limits.h"

#include <algorithm>

namespace veldpost::server {

namespace {

Error notFound()
{
    return {ErrorKind::NotFound, "not_found", "There is nothing here, or nothing you may see", ""};
}

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
    return answer;
}

Result<std::vector<CaseMember>> Lookups::readMembers(const Session& session, const CaseId& caseId, AuditEvent& event)
{
    VELDPOST_ASSIGN(const auto view, m_store.view());
    VELDPOST_ASSIGN(const auto asker, view->user(session.user));
    Access access(*view);
    event.authorised = false;
    event.role = asker && asker->role ? model::roleWord(*asker->role) : "";
    if (!asker || caseId.bytes() == session.region.bytes()) return notFound();
    VELDPOST_ASSIGN(const bool visible, access.maySee(*asker, caseId, revision::Part::General));
    VELDPOST_ASSIGN(const auto row, view->caseRow(caseId));
    if (!visible || !row) return notFound();
    VELDPOST_ASSIGN(const CaseRight right, access.rightIn(*asker, caseId));
    event.authorised = true;
    event.byMembership = right.byMembership;
    VELDPOST_ASSIGN(auto members, view->members(caseId));
    const bool founderListed = std::any_of(members.begin(), members.end(),
                                           [&](const MemberRow& member) { return member.user == row->founder; });
    if (!founderListed) members.push_back({row->founder, Right::Own, 0, false});
    std::vector<CaseMember> out;
    for (const MemberRow& member : members) {
        if (member.right < Right::Read) continue;
        VELDPOST_ASSIGN(const auto user, view->user(member.user));
        // A name of another region is nobody's to know here, whatever a membership says.
        if (user && user->region == session.region) out.push_back({*user, member.right});
    }
    return out;
}

void Lookups::members(const Session& session, const CaseId& caseId, MembersDone done)
{
    AuditEvent event;
    event.code = "members";
    event.action = AuditAction::Read;
    event.atMs = m_clock.nowMs();
    event.user = session.user;
    event.device = session.device;
    event.accessPoint = session.accessPoint;
    event.caseId = caseId;
    // Shared because std::function wants to copy what it holds.
    auto answer = std::make_shared<Result<std::vector<CaseMember>>>(readMembers(session, caseId, event));
    if (answer->ok()) event.objects["membership"] = static_cast<std::int64_t>((*answer)->size());
    else event.outcome = answer->error().type;
    m_committer.submit({.run = [event](Work& work) { return work.audit.add(event); },
                        .done =
                            [answer, done = std::move(done)](const Status& status) {
                                if (!status.ok()) return done(status.error());
                                done(std::move(*answer));
                            }});
}

Result<std::vector<UserRow>> Lookups::users(const Session& session)
{
    VELDPOST_ASSIGN(const auto view, m_store.view());
    VELDPOST_ASSIGN(auto users, view->users(session.region));
    std::erase_if(users, [](const UserRow& user) { return user.isServer; });
    return users;
}

}  // namespace veldpost::server
