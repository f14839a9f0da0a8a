// Drafts: what is being typed. Encrypted local rows, durable at every pause, unsigned, never synced. They remember
// the heads they were opened on; those become the parents when the user is done.
#pragma once

#include "client/engine/dossiers.h"

namespace veldpost::engine {

struct Draft {
    DraftId id;
    CaseId caseId;
    std::optional<RecordId> record;  // absent: a record not made yet
    std::string kind;
    Part part = Part::General;
    std::vector<RevisionId> openedOn;
    Json fields = Json::object();  // what the form shows
    std::string reason = {};       // of an edit, as typed so far
    std::int64_t updatedAtMs = 0;
};

class Drafts {
public:
    Drafts(LocalStore& store, Dossiers& dossiers, const Clock& clock, RandomSource& random);

    // A draft for a new record, or for an edit of `record` (fields start as the record's). Not stored before the
    // first keep(): opening a form and leaving it leaves nothing.
    Result<Draft> openNew(const CaseId& caseId, const std::string& kind);
    Result<Draft> openEdit(const RecordId& record);

    // Stores the draft as it is now: durable when it answers. Any content is taken, also what no rule would pass.
    Status keep(Draft& draft);
    // Makes the revision and drops the draft in one transaction. Only fields changed against the record as opened
    // are set; with none changed the draft is just dropped and `unchanged` answered (kind Failed).
    // On an error (a rule, a full disk) the draft stays.
    Result<Saved> finish(const Draft& draft, const std::optional<std::string>& reason = {});
    Status discard(const DraftId& draft);
    // Makes a revision of every draft of the part that holds anything, and drops them: before the case is taken away
    // (protocol §2). What a rule would not pass becomes a note with all that was typed. REQUIRES: in a transaction
    Status saveAll(const CaseId& caseId, Part part);

    // Newest first: what a crash or a lock left open.
    Result<std::vector<Draft>> all(const std::optional<CaseId>& caseId = {});

private:
    Result<Json> changesIn(const Draft& draft);
    Status saveWithin(const Draft& draft);
    Status saveAsNotes(const Draft& draft);

    LocalStore& m_store;
    Dossiers& m_dossiers;
    const Clock& m_clock;
    RandomSource& m_random;
};

}  // namespace veldpost::engine
