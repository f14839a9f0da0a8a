// What a record says: multi-value registers over its revisions (protocol §2). Pure; the same on every replica.
//
// Invariants: 1. The state depends on the set of revisions alone, never on their order of arrival. 2. A field's
// candidates are the values set by revisions without a descendant that sets the field too. 3. Several distinct
// values are a conflict; all are kept. 4. A revision that sets any field and not `retracted` counts as setting
// `retracted` to false. 5. null means cleared and reads like never set, but stands as a value of its own against
// a concurrent one.
#pragma once

#include "shared/revision/header.h"

#include <map>
#include <set>

namespace veldpost::revision {

// One revision as the state sees it.
struct StateNode {
    RevisionId id;
    std::vector<RevisionId> parents;
    std::optional<RevisionId> replaces;
    Json set = Json::object();
    UserId user;
    std::int64_t atMs = 0;
    Sha256 payloadSha256 = {};  // says whether `replaces` holds: the same work has the same payload
};

struct Candidate {
    Json value;
    std::vector<RevisionId> revisions;  // sorted: those that set this value, newest on their branch
};

struct RecordState {
    std::map<std::string, std::vector<Candidate>> fields;  // candidates sorted by their first revision's id
    std::vector<RevisionId> heads;                         // sorted
    RevisionId first;                                      // the smallest (at, id) without parents

    // The one value of a field; null when it was never set, was cleared, or is in conflict.
    const Json& value(const std::string& field) const;
    bool inConflict(const std::string& field) const;
    bool anyConflict() const;
    // Retracted for certain: a conflict about it keeps the record shown.
    bool retracted() const;
    // The parents a form opened on this state names: the heads, or the 64 smallest of them.
    std::vector<RevisionId> parentsForEdit() const;
};

inline constexpr char kRetracted[] = "retracted";

// REQUIRES: ids distinct; not empty. Parents outside `nodes` are taken as absent.
RecordState stateOf(const std::vector<StateNode>& nodes);

// The nodes that are `heads` or their ancestors: what a rule may look at when it judges a revision with those parents.
std::vector<StateNode> ancestorsOf(const std::vector<StateNode>& nodes, const std::vector<RevisionId>& heads);

// The nodes that come before every one of `ids`: what all their authors had seen. None when `ids` is empty.
std::vector<StateNode> commonAncestorsOf(const std::vector<StateNode>& nodes, const std::vector<RevisionId>& ids);

// The parents for a revision opened on `heads` that sets fields and leaves `retracted` alone. Such a revision counts as
// "not retracted" (invariant 4), so that on heads where it is open whether the record is retracted it would decide that
// unseen: there, the newest revisions that stand beside the retracts. Elsewhere `heads` themselves.
std::vector<RevisionId> parentsBesideRetracts(const std::vector<StateNode>& nodes, const std::vector<RevisionId>& heads);

}  // namespace veldpost::revision
