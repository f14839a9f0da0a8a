// The dossiers on this device: what a person reads and saves. Works without network, always.
//
// Thread rule: one thread, the one that owns the OpenHome.
// Invariants: 1. A save that answered is on the disk, signed, in its chain: one transaction, one fsync. 2. Nothing
// is overwritten: an edit is a revision whose parents are the heads its form was opened on. 3. State is computed by
// revision::stateOf from the whole set of a record's revisions; the rows read here are a copy of it.
#pragma once

#include "client/engine/identity.h"
#include "client/engine/item_state.h"
#include "shared/base/clock.h"
#include "shared/revision/conflict.h"
#include "shared/revision/payload.h"

#include <functional>
#include <map>
#include <optional>

namespace veldpost::engine {

class LocalStore;
using DraftId = Uuid<struct DraftTag>;
using revision::Json;
using revision::Part;

struct CaseRow {
    CaseId caseId;
    std::string title;
    std::int64_t records = 0;  // without the case record and memberships
    std::int64_t conflicts = 0;
    std::int64_t unsafe = 0;   // revisions of this device the receipt does not cover, and photos the server does not hold
    std::int64_t waiting = 0;  // of this device: the server holds them for a person to decide, or refused them
    std::int64_t lastAtMs = 0;
};

// Of the whole case; conflicts are counted beside it.
inline ItemStanding standingOf(const CaseRow& row)
{
    if (row.unsafe > 0) return {ItemState::OnDevice};
    return row.waiting > 0 ? ItemStanding{ItemState::Waiting} : ItemStanding{ItemState::Safe};
}

struct RecordRow {
    RecordId record;
    CaseId caseId;
    Part part = Part::General;
    std::string kind;
    Json fields = Json::object();          // fields with one value; cleared and conflicting ones are absent
    std::vector<std::string> conflicts;    // names of fields in conflict
    std::map<std::string, std::vector<Json>> conflictValues;  // of each of them, every value there is
    bool retracted = false;
    bool needsNewerApp = false;            // a kind or version this program does not know: fields are empty
    UserId author;                         // of the first revision
    std::string authorName;
    std::int64_t atMs = 0;                 // first revision
    std::int64_t lastAtMs = 0;             // newest revision
    UserId lastAuthor;
    std::string lastAuthorName;
    std::int64_t revisions = 1;
    bool safe = false;                        // the receipt covers all of it, files too, and nothing of it waits
    ItemStanding standing;
    std::optional<std::int64_t> safeSinceMs;  // the server's received_at of the newest revision, when safe
    std::vector<RevisionId> heads;            // what an edit opened now names as parents

    revision::RecordKey key() const { return {caseId, part, kind, record}; }
};

struct RevisionRow {
    RevisionId revision;
    UserId user;
    std::string userName;
    DeviceId device;
    std::int64_t atMs = 0;
    std::vector<RevisionId> parents;
    Json payload;  // {"salt","set","reason"?}
    std::optional<std::int64_t> receivedAtMs;
    ItemStanding standing;
    std::vector<revision::FieldConflict> settled;  // what was in conflict before it and is not since: its author chose
};

struct Saved {
    CaseId caseId;
    RecordId record;
    RevisionId revision;
};

struct SearchHit {
    CaseId caseId;
    RecordId record;
    std::string kind;
    std::string snippet;  // plain text
    std::int64_t atMs = 0;
};

struct SearchHits {
    std::vector<SearchHit> hits;
    bool more = false;
};

struct Member {
    UserId user;
    std::string name;
    std::string role;
    std::string right;  // read, write, own
};

struct UserRow {
    UserId user;
    std::string name;
    std::string role;
    bool disabled = false;
};

// A list in order of (at, id) of the records' first revisions, newest first.
struct RecordQuery {
    CaseId caseId;
    std::string kind;              // empty: all but case and membership
    bool withRetracted = true;
    std::int64_t limit = 100;
    std::optional<RecordId> after = {};  // continue behind this record
};

class Dossiers {
public:
    Dossiers(LocalStore& store, const Clock& clock, RandomSource& random);

    Result<Saved> createCase(const std::string& title);
    // `filter`: a piece of the title, any case of letters. Newest work first.
    Result<std::vector<CaseRow>> cases(const std::string& filter = {});
    Result<CaseRow> caseRow(const CaseId& caseId);
    // Error `unknown_case`.
    Status requireCase(const CaseId& caseId);

    // A new record. Errors: `unknown_case`, `rule_broken` (detail "field: why"), `too_large`, disk_full, io_error.
    // The draft it came from, when there is one, goes in the same transaction.
    Result<Saved> add(const CaseId& caseId, const std::string& kind, Part part, const Json& set,
                      const std::optional<DraftId>& draft = {});
    // Sets `changes` on the record as it was when the form was opened on `openedOn` (RecordRow::heads). Decides nothing
    // it does not set: where it is open whether the record is retracted, it stays open.
    Result<Saved> edit(const RecordId& record, const std::vector<RevisionId>& openedOn, const Json& changes,
                       const std::optional<std::string>& reason = {}, const std::optional<DraftId>& draft = {});
    Result<Saved> edit(const revision::RecordKey& key, const std::vector<RevisionId>& openedOn, const Json& changes,
                       const std::optional<std::string>& reason = {}, const std::optional<DraftId>& draft = {});
    Result<Saved> retract(const RecordId& record, const std::string& reason);

    // Error `unknown_record`. A record's key names it; of several with one id, the id alone means the one that came first.
    Result<RecordRow> record(const RecordId& record);
    Result<RecordRow> record(const revision::RecordKey& key);
    Result<std::vector<RecordRow>> records(const RecordQuery& query);
    // Every revision of it, oldest first: also those that wait, were declined or refused, and count nowhere.
    Result<std::vector<RevisionRow>> history(const RecordId& record);

    Result<std::vector<Member>> members(const CaseId& caseId);
    Result<Saved> share(const CaseId& caseId, const UserId& user, const std::string& right);  // read, write, own
    Result<Saved> unshare(const CaseId& caseId, const UserId& user);
    // A coordinator ends a device's reading, from the next sync on: a revision of the region's own dossier. Errors:
    // not_coordinator (Failed), already_revoked (Conflict).
    Result<Saved> revokeDevice(const DeviceId& device, const std::optional<std::string>& reason = {});
    // The region's people, as last synced.
    Result<std::vector<UserRow>> users();

    // Newest first; every word must occur, the last one may be a beginning. Never an error for odd characters. `more` when there are others beyond the limit.
    Result<SearchHits> search(const std::string& text, std::int64_t limit = 50);

    // Which part a kind is written to by this user: injuries of a vertrouwensarts are the doctor's file.
    Part partFor(const std::string& kind) const;

private:
    friend class Blobs;
    friend class Drafts;
    friend class Quarantine;
    Result<std::vector<CaseRow>> casesWhere(const std::optional<CaseId>& only, const std::string& filter);
    Result<Saved> append(revision::Header header, const Json& set, const std::optional<std::string>& reason,
                         const std::optional<DraftId>& draft = {});
    // The same inside a transaction that is open. REQUIRES: in a transaction
    Result<Saved> appendWithin(revision::Header header, const Json& set, const std::optional<std::string>& reason,
                               const std::optional<DraftId>& draft);
    Result<revision::Header> headerForEdit(const revision::RecordKey& key, const std::vector<RevisionId>& openedOn,
                                           const Json& changes);
    Result<revision::Payload> payloadOf(const Json& set, const std::optional<std::string>& reason);
    Status judge(const revision::Header& header, const revision::Payload& payload);

    LocalStore& m_store;
    const Clock& m_clock;
    RandomSource& m_random;
};

}  // namespace veldpost::engine
