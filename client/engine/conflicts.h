// What several people wrote at once, and the choice between it: nothing of it is ever decided unseen (protocol §2).
//
// Thread rule: that of its OpenHome. Invariants: 1. A choice is one revision with its reason, made on the heads it was
// shown on: what arrived since stays beside it. 2. It decides the fields it names and no others. 3. Every value stays in
// the history.
#pragma once

#include "client/engine/dossiers.h"

namespace veldpost::engine {

struct ValueAuthor {
    RevisionId revision;
    UserId user;
    std::string userName;  // empty while the directory has not told it
    std::int64_t atMs = 0;
};

struct ConflictValue {
    Json value;                   // null: cleared
    std::vector<ValueAuthor> by;  // those who wrote just this; one or more, by revision id
};

struct ConflictField {
    std::string field;  // of the kind, or revision::kRetracted
    std::vector<ConflictValue> values;
    std::vector<Json> before;  // at the nearest common ancestors; empty: not set then; several: in conflict before
};

struct RecordConflict {
    RecordRow row;
    std::vector<ConflictField> fields;
    std::vector<RevisionId> heads;  // what it is shown on
};

struct Choice {
    std::vector<RevisionId> shownOn;          // RecordConflict::heads as they were shown; empty: as they are now
    std::map<std::string, RevisionId> takes;  // field → a revision whose value is taken
    Json sets = Json::object();               // field → a value of one's own
    std::string reason;
};

class Conflicts {
public:
    Conflicts(LocalStore& store, Dossiers& dossiers) : m_store(store), m_dossiers(dossiers) {}

    // Of one case or of all of this device, newest work first. The region's own dossier is not among them.
    Result<std::vector<RecordConflict>> all(const std::optional<CaseId>& caseId = {});
    // Without fields when nothing of it is in conflict. Errors: `unknown_record`.
    Result<RecordConflict> of(const revision::RecordKey& key);
    Result<RecordConflict> of(const RecordId& record);

    // Makes the choice, durably. Errors: `unknown_record`; `nothing_chosen`, `reason_needed`, `chosen_twice`
    // (Usage); `not_in_conflict` (Conflict): this field is not, on these heads; `no_such_value` (Conflict): the revision is
    // not one whose value stands for the field; `retracted_open` (Conflict): it can be decided only together with whether the
    // record is retracted; those of Dossiers::edit.
    Result<Saved> resolve(const revision::RecordKey& key, const Choice& choice);

private:
    Result<std::vector<revision::RecordKey>> keysInConflict(const std::optional<CaseId>& caseId);

    LocalStore& m_store;
    Dossiers& m_dossiers;
};

}  // namespace veldpost::engine
