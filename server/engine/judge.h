// Whether a revision counts: what stands against it, as one stable word (protocol §4).
//
//   waits by itself     unknown_parent, parent_quarantined, unknown_case, no_grant_known, no_payload
//   waits for a person  not_member, rule_broken, revoked_device, too_large, too_many_heads, needs_newer_server,
//                       not_decidable: a decision on what cannot be decided so
//
// Order of judgement: device → form → parents → right → rules of the kind → heads.
#pragma once

#include "server/engine/access.h"
#include "server/engine/record_cache.h"

namespace veldpost::server {

namespace reason {
inline constexpr char kUnknownParent[] = "unknown_parent";
inline constexpr char kParentQuarantined[] = "parent_quarantined";
inline constexpr char kUnknownCase[] = "unknown_case";
inline constexpr char kNoGrantKnown[] = "no_grant_known";
inline constexpr char kNoPayload[] = "no_payload";
inline constexpr char kNotMember[] = "not_member";
inline constexpr char kRuleBroken[] = "rule_broken";
inline constexpr char kRevokedDevice[] = "revoked_device";
inline constexpr char kTooLarge[] = "too_large";
inline constexpr char kTooManyHeads[] = "too_many_heads";
inline constexpr char kNeedsNewerServer[] = "needs_newer_server";
inline constexpr char kNotDecidable[] = "not_decidable";

// What it waits for may still come.
bool waitsByItself(std::string_view why);
bool waitsForPerson(std::string_view why);
}  // namespace reason

// A revision with what could be found out about it without the store.
struct Submission {
    revision::SignedRevision revision;
    revision::Payload payload;  // empty when sealed, absent or of a header version we do not know
    std::string flaw;           // a reason that stands against it already; empty for none
    // When it was taken in before a restore, as its stamp or the ledger says: its right is not judged anew.
    std::optional<std::int64_t> provenAtMs = {};

    // Parses the payload. The signature is the caller's to check.
    static Submission of(revision::SignedRevision revision);
};

struct Author {
    UserRow user;
    bool deviceRevoked = false;
};

// What stands against a revision, and what would change that by itself.
struct Verdict {
    std::string reason;  // empty: it counts
    Awaited awaits = {};
};

class Judge {
public:
    Judge(View& view, Access& access, RecordCache& records) : m_view(view), m_access(access), m_records(records) {}

    Result<Verdict> verdictOn(const Submission& submission, const Author& author);
    // What still stands against it when a person has accepted it: everything but that its author had no right, that his
    // device is revoked, and how many heads it has.
    Result<Verdict> verdictOnAccepted(const Submission& submission);

private:
    using Nodes = std::vector<StoredRevision>;
    // What stands on all heads of a record that is held ready: nothing of it is read.
    Result<Verdict> onHeads(const Submission& submission, const UserRow& user, const revision::RecordState& state);
    // Of one that counted once: only what it stands on must be here.
    Result<Verdict> onAncestry(const Submission& submission);
    Result<Verdict> besideOthers(const Submission& submission, const UserRow& user);
    // Empty for a decision that may have its effect, and for all that is none.
    Result<Verdict> againstDecision(const Submission& submission);
    Result<Verdict> againstDecisionAgain(const Submission& submission);
    Result<Verdict> againstDeciding(const revision::Header& header, const RevisionId& id, model::Ruling verdict);
    // Readers leave a revision out behind the one it replaces, so it must be that one's very work (shared/revision).
    Result<std::string> againstReplacing(const revision::Header& header);
    Result<Verdict> againstParents(const revision::Header& header, const Nodes& nodes);
    std::string againstRules(const Submission& submission, const Nodes& nodes);
    Result<std::string> againstRight(const Submission& submission, const UserRow& user);
    Result<std::string> againstRegionRight(const Submission& submission, const UserRow& user);
    Result<std::string> againstMembership(const Submission& submission, const UserRow& user, const CaseRight& own);

    View& m_view;
    Access& m_access;
    RecordCache& m_records;
};

// The state nodes of stored revisions; sealed and unreadable ones set nothing.
std::vector<revision::StateNode> stateNodes(const std::vector<StoredRevision>& revisions);

// What the case's membership table gives the user, or his founding it; None for neither.
Result<Right> rightOnRecord(View& view, const CaseId& caseId, const UserId& user);

}  // namespace veldpost::server
