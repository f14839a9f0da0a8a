#include "server/engine/judge.h"

#include "server/engine/device_lines.h"
#include "shared/protocol/limits.h"

#include <algorithm>
#include <set>

namespace veldpost::server {

using revision::Header;
using revision::Json;

bool reason::waitsByItself(std::string_view why)
{
    static constexpr std::string_view words[] = {kUnknownParent, kParentQuarantined, kUnknownCase, kNoGrantKnown, kNoPayload};
    return std::find(std::begin(words), std::end(words), why) != std::end(words);
}

bool reason::waitsForPerson(std::string_view why)
{
    static constexpr std::string_view words[] = {kNotMember,   kRuleBroken,       kRevokedDevice, kTooLarge,
                                                 kTooManyHeads, kNeedsNewerServer, kNotDecidable};
    return std::find(std::begin(words), std::end(words), why) != std::end(words);
}

Submission Submission::of(revision::SignedRevision revision)
{
    Submission out{std::move(revision), {}, {}, {}};
    const Header& header = out.revision.header;
    const std::string& bytes = out.revision.payloadBytes;
    if (bytes.empty()) out.flaw = reason::kNoPayload;
    else if (bytes.size() > revision::kPayloadBytesMax) out.flaw = reason::kTooLarge;
    if (!out.flaw.empty() || header.v != 1 || header.enc) return out;
    auto payload = revision::Payload::fromBytes(bytes);
    if (payload.ok()) out.payload = std::move(*payload);
    else out.flaw = payload.error().type == "too_large" ? reason::kTooLarge : reason::kRuleBroken;
    return out;
}

std::vector<revision::StateNode> stateNodes(const std::vector<StoredRevision>& revisions)
{
    std::vector<revision::StateNode> out;
    out.reserve(revisions.size());
    for (const StoredRevision& stored : revisions) {
        const Header& header = stored.revision.header;
        revision::StateNode node{stored.revision.id, header.parents, header.replaces, {}, header.user, header.atMs,
                                 header.payloadSha256};
        node.set = Submission::of(stored.revision).payload.set;
        out.push_back(std::move(node));
    }
    return out;
}

Result<Right> rightOnRecord(View& view, const CaseId& caseId, const UserId& user)
{
    VELDPOST_ASSIGN(const auto member, view.member(caseId, user));
    if (member) return member->right;
    VELDPOST_ASSIGN(const auto row, view.caseRow(caseId));
    return row && row->founder == user ? Right::Own : Right::None;
}

namespace {

bool isFounding(const Header& header)
{
    return header.v == 1 && header.kind == model::kCase && header.part == revision::Part::General &&
           header.parents.empty() && header.caseId == revision::foundedCaseId(header.region, header.user, header.record);
}

bool isRegionDossier(const Header& header)
{
    return header.caseId.bytes() == header.region.bytes();
}

// How many heads of the header's device the record has once this revision stands in it. Work that stands there twice
// after a rekey is one.
std::size_t headsOfDevice(const Header& header, const std::vector<StoredRevision>& nodes)
{
    const auto standsAgain = [&](const std::optional<RevisionId>& replaces) {
        return replaces && std::any_of(nodes.begin(), nodes.end(),
                                       [&](const StoredRevision& node) { return node.revision.id == *replaces; });
    };
    if (standsAgain(header.replaces)) return 0;
    std::set<RevisionId> covered(header.parents.begin(), header.parents.end());
    for (const StoredRevision& node : nodes)
        covered.insert(node.revision.header.parents.begin(), node.revision.header.parents.end());
    const auto open = std::count_if(nodes.begin(), nodes.end(), [&](const StoredRevision& node) {
        return node.revision.header.device == header.device && !covered.contains(node.revision.id) &&
               !standsAgain(node.revision.header.replaces);
    });
    return static_cast<std::size_t>(open) + 1;
}

std::string wordOf(const Status& checked)
{
    if (checked.ok()) return {};
    return checked.error().type == "newer_kind" ? reason::kNeedsNewerServer : reason::kRuleBroken;
}

// REQUIRES: `why` is not about a parent
Verdict verdict(std::string why, const revision::SignedRevision& rev)
{
    const Header& header = rev.header;
    if (why == reason::kUnknownCase) return {std::move(why), awaited(header.caseId)};
    if (why == reason::kNoPayload) return {std::move(why), awaited(rev.id)};
    if (why == reason::kNoGrantKnown)
        return {std::move(why), awaited(revision::membershipRecordId(header.caseId, header.user))};
    return {std::move(why)};
}

std::string withoutRight(const UserRow& user, const CaseRight& right)
{
    const bool ended = right.right == Right::None ? right.byMembership : right.lostWrite;
    return ended || user.lostCover ? reason::kNotMember : reason::kNoGrantKnown;
}

// A decision's own first revision; an edit of one sets nothing new.
bool decides(const Header& header)
{
    return header.v == 1 && header.kind == model::kDecision && header.parents.empty() && !header.enc;
}

}  // namespace

Result<std::string> Judge::againstReplacing(const Header& header)
{
    if (header.v != 1 || !header.replaces) return std::string();
    VELDPOST_ASSIGN(const auto stored, m_view.revision(*header.replaces));
    if (!stored) return std::string();  // whether it never comes or comes later: nobody leaves this one out till then
    const Header& old = stored->revision.header;
    VELDPOST_ASSIGN(const bool ofLine, sameLine(m_view, header.device, old.device));
    const bool same = old.v == 1 && old.user == header.user && old.recordKey() == header.recordKey() &&
                      old.payloadSha256 == header.payloadSha256 && ofLine;
    return std::string(same ? "" : reason::kRuleBroken);
}

Result<Verdict> Judge::againstParents(const Header& header, const Nodes& nodes)
{
    for (const RevisionId& parent : header.parents) {
        const bool beside = std::any_of(nodes.begin(), nodes.end(),
                                        [&](const StoredRevision& node) { return node.revision.id == parent; });
        if (beside) continue;
        VELDPOST_ASSIGN(const auto stored, m_view.revision(parent));
        if (!stored) return Verdict{reason::kUnknownParent, awaited(parent)};
        if (stored->standing != Standing::Live) return Verdict{reason::kParentQuarantined, awaited(parent)};
        return Verdict{reason::kRuleBroken};  // a parent of another record
    }
    return Verdict{};
}

std::string Judge::againstRules(const Submission& submission, const Nodes& nodes)
{
    const Header& header = submission.revision.header;
    if (header.v != 1) return {};
    if (header.parents.empty()) return wordOf(model::checkRevision(header, submission.payload, nullptr));
    const auto all = stateNodes(nodes);
    revision::RecordState state = revision::stateOf(all);
    const bool onAll = header.parents == state.heads;
    if (!onAll) state = revision::stateOf(revision::ancestorsOf(all, header.parents));
    const Status checked = model::checkRevision(header, submission.payload, &state);
    if (onAll) m_records.put(header.recordKey(), std::move(state));
    return wordOf(checked);
}

Result<std::string> Judge::againstMembership(const Submission& submission, const UserRow& user, const CaseRight& own)
{
    const Header& header = submission.revision.header;
    const auto& set = submission.payload.set;
    // A change of an existing membership may leave `user` out; the record id says whose it is, see below.
    const auto named = set.contains("user") && set["user"].is_string()
                           ? UserId::parse(set["user"].get_ref<const std::string&>())
                           : std::nullopt;
    std::optional<UserId> subject = named;
    if (!subject) {
        VELDPOST_ASSIGN(const auto rows, m_view.members(header.caseId));
        for (const MemberRow& row : rows)
            if (revision::membershipRecordId(header.caseId, row.user) == header.record) subject = row.user;
    }
    if (!subject || revision::membershipRecordId(header.caseId, *subject) != header.record)
        return std::string(reason::kRuleBroken);
    VELDPOST_ASSIGN(const auto member, m_view.user(*subject));
    if (!member || member->region != header.region) return std::string(reason::kRuleBroken);
    const auto wanted = set.contains("right") && set["right"].is_string()
                            ? model::parseRight(set["right"].get_ref<const std::string&>())
                            : std::nullopt;
    VELDPOST_ASSIGN(const Right held, rightOnRecord(m_view, header.caseId, *subject));
    const Right next = wanted.value_or(held);
    if (*subject == user.id && !user.isServer)
        return std::string(next <= held && held != Right::None ? "" : reason::kRuleBroken);
    if (own.right != Right::Own) return std::string(own.right == Right::None ? withoutRight(user, own) : reason::kRuleBroken);
    if (held == Right::Own && next < Right::Own && !Access::coversRegion(user)) return std::string(reason::kRuleBroken);
    return std::string();
}

// The region's own dossier is written by the server; a coordinator revokes devices in it, each under the device's own id.
Result<std::string> Judge::againstRegionRight(const Submission& submission, const UserRow& user)
{
    const Header& header = submission.revision.header;
    if (user.isServer) return std::string();
    if (!Access::mayWriteOfRegion(user, header.kind)) return std::string(reason::kNeedsNewerServer);
    const auto id = DeviceId::fromBytes(header.record.bytes());
    VELDPOST_ASSIGN(const auto device, m_view.device(*id));
    const bool theirs = device && device->certificate.region == header.region;
    if (!theirs) return std::string(reason::kRuleBroken);
    VELDPOST_ASSIGN(const auto owner, m_view.user(device->certificate.user));
    const auto& set = submission.payload.set;
    const bool names = !set.contains("device") || set["device"] == Json(id->text());
    return std::string(owner && !owner->isServer && names ? "" : reason::kRuleBroken);
}

Result<std::string> Judge::againstRight(const Submission& submission, const UserRow& user)
{
    const Header& header = submission.revision.header;
    if (isRegionDossier(header)) return againstRegionRight(submission, user);
    VELDPOST_ASSIGN(const auto row, m_view.caseRow(header.caseId));
    // Once: a founder whose right was ended could write on for ever in revisions that look like the founding.
    if (!row && isFounding(header)) return std::string();
    // A revoked device may have founded a case: whoever covers the region may let it count.
    const bool decidesOnFounding = !row && decides(header) && Access::coversRegion(user);
    if (decidesOnFounding) return std::string(Access::roleSees(user, header.part) ? "" : reason::kRuleBroken);
    if (!row || row->region != user.region) return std::string(reason::kUnknownCase);
    VELDPOST_ASSIGN(const CaseRight own, m_access.rightIn(user, header.caseId));
    const bool grants = header.v == 1 && header.kind == model::kMembership && !header.enc;
    if (!grants && own.right < Right::Write) return withoutRight(user, own);
    // To see a part is what a role says, and no grant in a case changes it; who does not see a case shares it with nobody.
    if (Access::roleSees(user, header.part)) return grants ? againstMembership(submission, user, own) : std::string();
    const bool sawItOnce = (user.lostParts >> static_cast<int>(header.part) & 1) != 0;
    return std::string(sawItOnce ? reason::kNotMember : reason::kRuleBroken);
}

Result<Verdict> Judge::againstDeciding(const Header& header, const RevisionId& id, model::Ruling verdict)
{
    VELDPOST_ASSIGN(const auto stored, m_view.revision(id));
    if (!stored) return Verdict{reason::kUnknownParent, awaited(id)};
    const Header& named = stored->revision.header;
    if (named.caseId != header.caseId || named.part != header.part) return Verdict{reason::kRuleBroken};
    if (stored->standing == Standing::Live) return Verdict{};  // the first decision holds; this one has no effect
    if (reason::waitsByItself(stored->reason)) return Verdict{reason::kNotDecidable};
    if (verdict == model::Ruling::Decline) return Verdict{};
    VELDPOST_ASSIGN(const Verdict left, verdictOnAccepted(Submission::of(stored->revision)));
    return left.reason.empty() ? Verdict{} : Verdict{reason::kNotDecidable};
}

Result<Verdict> Judge::againstDecision(const Submission& submission)
{
    const Header& header = submission.revision.header;
    if (!decides(header)) return Verdict{};
    const auto decision = model::Decision::from(submission.payload.set);
    if (!decision.ok()) return Verdict{reason::kRuleBroken};
    Verdict worst;
    for (const RevisionId& id : decision->revisions) {
        VELDPOST_ASSIGN(Verdict verdict, againstDeciding(header, id, decision->verdict));
        if (verdict.reason.empty()) continue;
        const bool forGood = verdict.awaits.empty();
        worst = std::move(verdict);
        if (forGood) return worst;
    }
    return worst;
}

// It was right once. What it names may come after it, and may still wait for what it stands on.
Result<Verdict> Judge::againstDecisionAgain(const Submission& submission)
{
    const auto decision = model::Decision::from(submission.payload.set);
    if (!decision.ok()) return Verdict{reason::kRuleBroken};
    for (const RevisionId& id : decision->revisions) {
        VELDPOST_ASSIGN(const auto stored, m_view.revision(id));
        const bool isComing = !stored || (stored->standing == Standing::Quarantined && reason::waitsByItself(stored->reason));
        if (isComing) return Verdict{reason::kUnknownParent, awaited(id)};
    }
    return Verdict{};
}

Result<Verdict> Judge::verdictOnAccepted(const Submission& submission)
{
    const Header& header = submission.revision.header;
    if (!submission.flaw.empty()) return verdict(submission.flaw, submission.revision);
    if (header.v != 1) return Verdict{reason::kNeedsNewerServer};
    VELDPOST_ASSIGN(const std::string onReplacing, againstReplacing(header));
    if (!onReplacing.empty()) return Verdict{onReplacing};
    if (model::isObeyed(header.kind) && !model::isKnown(header.kind, header.kindVersion))
        return Verdict{reason::kNeedsNewerServer};
    // Rights are given and taken by those who hold them, and decisions made by them: nobody does it by another's hand.
    if (header.kind == model::kMembership || header.kind == model::kDecision || isRegionDossier(header))
        return Verdict{reason::kNotDecidable};
    VELDPOST_ASSIGN(const auto row, m_view.caseRow(header.caseId));
    if (!row && !isFounding(header)) return verdict(reason::kUnknownCase, submission.revision);
    VELDPOST_ASSIGN(const Nodes nodes, m_view.recordRevisions(header.recordKey()));
    VELDPOST_ASSIGN(Verdict onParents, againstParents(header, nodes));
    if (!onParents.reason.empty()) return onParents;
    return verdict(againstRules(submission, nodes), submission.revision);
}

Result<Verdict> Judge::onHeads(const Submission& submission, const UserRow& user, const revision::RecordState& state)
{
    const Header& header = submission.revision.header;
    VELDPOST_ASSIGN(std::string against, againstRight(submission, user));
    if (against.empty()) against = wordOf(model::checkRevision(header, submission.payload, &state));
    return verdict(std::move(against), submission.revision);
}

Result<Verdict> Judge::besideOthers(const Submission& submission, const UserRow& user)
{
    const Header& header = submission.revision.header;
    VELDPOST_ASSIGN(const Nodes nodes, m_view.recordRevisions(header.recordKey()));
    VELDPOST_ASSIGN(Verdict onParents, againstParents(header, nodes));
    if (!onParents.reason.empty()) return onParents;
    VELDPOST_ASSIGN(std::string against, againstRight(submission, user));
    if (against.empty()) against = againstRules(submission, nodes);
    // Of another version nobody here knows the parents.
    if (against.empty() && header.v == 1 && headsOfDevice(header, nodes) > protocol::kHeadsPerDeviceMax)
        against = reason::kTooManyHeads;
    if (against.empty()) return againstDecision(submission);
    return verdict(std::move(against), submission.revision);
}

Result<Verdict> Judge::onAncestry(const Submission& submission)
{
    const Header& header = submission.revision.header;
    VELDPOST_ASSIGN(const Nodes nodes, m_view.recordRevisions(header.recordKey()));
    VELDPOST_ASSIGN(Verdict onParents, againstParents(header, nodes));
    if (!onParents.reason.empty()) return onParents;
    if (isRegionDossier(header) || isFounding(header)) return Verdict{};
    VELDPOST_ASSIGN(const auto row, m_view.caseRow(header.caseId));
    if (!row) return verdict(reason::kUnknownCase, submission.revision);
    return decides(header) ? againstDecisionAgain(submission) : Verdict{};
}

Result<Verdict> Judge::verdictOn(const Submission& submission, const Author& author)
{
    const Header& header = submission.revision.header;
    const bool isProven = submission.provenAtMs.has_value();
    if (!isProven && (author.deviceRevoked || author.user.disabled)) return Verdict{reason::kRevokedDevice};
    if (!submission.flaw.empty()) return verdict(submission.flaw, submission.revision);
    if (header.v == 1 && model::isObeyed(header.kind) && !model::isKnown(header.kind, header.kindVersion))
        return Verdict{reason::kNeedsNewerServer};
    if (isProven) return onAncestry(submission);
    VELDPOST_ASSIGN(const std::string onReplacing, againstReplacing(header));
    if (!onReplacing.empty()) return Verdict{onReplacing};
    const revision::RecordState* held = header.v == 1 ? m_records.find(header.recordKey()) : nullptr;
    if (held != nullptr && !header.replaces && header.parents == held->heads) return onHeads(submission, author.user, *held);
    return besideOthers(submission, author.user);
}

}  // namespace veldpost::server
