// The device's encrypted store: revisions in, rows out. The only place of the client with SQL for dossiers.
//
// Thread rule: one thread. Everything that writes runs inside a Transaction the caller holds, so that what belongs
// together commits together; the methods say REQUIRES: in a transaction.
#pragma once

#include "client/engine/identity.h"
#include "client/engine/item_state.h"
#include "shared/base/clock.h"
#include "shared/protocol/revision_page.h"
#include "shared/revision/record_state.h"
#include "shared/storage/database.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace veldpost::engine {

using revision::Json;
using revision::Part;
using revision::RecordKey;
using revision::SignedRevision;

enum class RevisionStatus { Live = 0, Quarantined = 1, Declined = 2, Refused = 3, Held = 4, Leaving = 5 };

// Why a revision of this status waits for a person, as ItemFacts has it; empty: it does not.
std::string waitReasonOf(RevisionStatus status, std::string_view reason);

struct ChainHead {
    std::int64_t n = 0;
    RevisionId id;
};

// A revision row with what the server said of it.
struct StoredRevision {
    SignedRevision revision;
    std::optional<std::int64_t> receivedAtMs = {};
    std::optional<protocol::Stamp> stamp = {};
    RevisionStatus status = RevisionStatus::Live;
    std::string reason = {};
    bool checked = true;
};

class LocalStore {
public:
    // `folder`: where the store lies, for what is written beside it.
    LocalStore(std::unique_ptr<storage::Database> db, const Clock& clock, std::filesystem::path folder);
    const std::filesystem::path& folder() const { return m_folder; }

    storage::Database& db() { return *m_db; }
    const Clock& clock() const { return m_clock; }

    // --- identity and other single values ---
    Status saveIdentity(const Identity& identity, const crypto::SigningKey& deviceKey);
    Status loadIdentity();  // error `not_enrolled`
    // The key of the device this home may go on as; the same one until a certificate for it is used, or it is forgotten.
    Result<crypto::SecretBytes> nextDeviceSeed(RandomSource& random);
    Status forgetNextSeed();
    // The same user's next device, in the store; loadIdentity() takes it up. Its seed is no longer the next one's: a copy
    // of this store would show it again. REQUIRES: in a transaction
    Status useCertificate(const protocol::Certificate& certificate, const crypto::SigningKey& deviceKey);
    Status keepRole(const std::string& role);  // this user's, as the region says now
    const Identity& identity() const { return *m_identity; }
    const crypto::SigningKey& deviceKey() const { return *m_deviceKey; }
    Result<std::optional<std::string>> meta(std::string_view name);
    Result<std::optional<std::int64_t>> metaInteger(std::string_view name);
    Status setMeta(std::string_view name, std::string_view value);
    Status setMetaInteger(std::string_view name, std::int64_t value);

    // --- revisions ---
    Result<bool> hasRevision(const RevisionId& id);
    // Inserts; does not refresh the record. REQUIRES: in a transaction, id not there
    Status insertRevision(const StoredRevision& row);
    Result<std::optional<StoredRevision>> revision(const RevisionId& id);
    // All of a record's revisions in order of arrival, whatever their status. Those of another header version, whose kind
    // is not known, count as of every kind.
    Result<std::vector<StoredRevision>> revisionsOf(const RecordKey& key);
    // The record of this id that came here first: what a person means who names one by its id.
    Result<std::optional<RecordKey>> keyOf(const RecordId& record);
    // What counts for the state of a record.
    Result<std::vector<revision::StateNode>> liveNodes(const RecordKey& key);
    Status setStatus(const RevisionId& id, RevisionStatus status, std::string_view reason);
    // What setReceived() kept, where it was with a stamp.
    struct StampKept {
        std::int64_t receivedAtMs;
        protocol::Stamp stamp;
    };
    Result<std::optional<StampKept>> stampOf(const RevisionId& id);
    Status setReceived(const RevisionId& id, std::int64_t receivedAtMs, const std::optional<protocol::Stamp>& stamp);

    // --- chains and receipts ---
    Result<ChainHead> chainHead(const revision::ChainKey& chain);  // n = 0: not begun
    Status setChainHead(const revision::ChainKey& chain, const ChainHead& head);
    Status noteChain(const revision::ChainKey& chain, std::int64_t n, std::string_view what);
    // Keeps what the server says it holds of an own chain, when the place it names is the one that is here; else notes
    // the chain as `behind` or `fork`, and nothing of it is called safe on that word. A purged place has no row to
    // compare and is believed.
    Status takeReceipt(const CaseId& caseId, Part part, const ChainHead& said);
    // The same of what the server was asked after, without word of how each revision stands: believed up to the first
    // whose answer never came here. From there on it is sent again, and answered.
    Status takeHeld(const CaseId& caseId, Part part, const ChainHead& said);
    Status clearReceipts();
    // Up to which place of an own chain the server has said it holds everything; 0: nothing.
    Result<std::int64_t> receiptOf(const CaseId& caseId, Part part);
    // Whether an own chain goes another way at the server, or cannot go on there: nothing more of it is sent.
    Result<bool> hasStopped(const revision::ChainKey& chain);

    // How far an own chain is on the line, handed over and not answered yet; only in memory, since whatever breaks the
    // line means that it was not. 0: nothing.
    void setUnderWay(std::map<std::pair<CaseId, Part>, std::int64_t> upTo) { m_underWay = std::move(upTo); }
    std::int64_t underWayUpTo(const CaseId& caseId, Part part) const;
    // Own revisions on the line now.
    Result<std::int64_t> countUnderWay();

    // --- certificates ---
    Result<std::optional<protocol::Certificate>> certificate(const DeviceId& device);
    Status saveCertificate(const protocol::Certificate& certificate);

    // --- record rows ---
    // Rebuilds the record's row (and people, for the region's dossier) from its live revisions.
    // REQUIRES: in a transaction
    Status refreshRecord(const RecordKey& key);
    // The short way for a first revision that just came in: no other revision of the record is here.
    // REQUIRES: in a transaction
    Status addSingleRecord(const SignedRevision& revision, std::int64_t seq);
    // Brings up to `limit` records into the search index; answers how many: fewer than `limit` when none are left.
    // Own transaction.
    Result<std::int64_t> indexSome(std::int64_t limit);
    Status indexRecord(const RecordKey& key);  // REQUIRES: in a transaction

    // Told before a page that ends a right is taken in, outside its transaction: what a form holds in memory can still be
    // kept as a draft, and goes along as a revision.
    std::function<void(const CaseId&)> aboutToPurge;
    // Told when from now on nothing may be shown, outside any transaction: what a form holds in memory is kept as a draft.
    std::function<void()> aboutToBar;
    // Takes the case's part away: nothing of it is shown from now on, and every row goes but own work that the server
    // does not have yet; that stays as Leaving until a receipt covers it, an own photo until the server says it holds
    // it. Chain heads stay. REQUIRES: in a transaction
    Status purge(const CaseId& caseId, Part part);
    // Deletes the Leaving rows of the part that the receipt covers. REQUIRES: in a transaction
    Status dropDelivered(const CaseId& caseId, Part part);
    // The case's part was given again: what was leaving stays, held until its parents are here, or refused as it was.
    // Answers of which records. REQUIRES: in a transaction
    Result<std::vector<RecordKey>> keepLeaving(const CaseId& caseId, Part part);
    // The cases whose part is here, or being written in, but the region's own.
    Result<std::vector<CaseId>> casesWithPart(Part part);
    Result<std::int64_t> purgedUpTo(const CaseId& caseId, Part part);  // own chain; 0: nothing

private:
    struct RowBuild;
    Status setReceipt(const CaseId& caseId, Part part, const ChainHead& head);
    Result<bool> fitsChain(const revision::ChainKey& chain, const ChainHead& said);
    Status writeRecordRow(const RowBuild& row);
    Result<std::int64_t> freeRid(std::int64_t firstAtMs);
    Status indexRow(std::int64_t rid);
    Status rebuildRow(const RecordKey& key);
    Status dropRow(const RecordKey& key);
    Status refreshPeople(const RecordKey& key);

    std::unique_ptr<storage::Database> m_db;
    const Clock& m_clock;
    const std::filesystem::path m_folder;
    std::optional<Identity> m_identity;
    std::optional<crypto::SigningKey> m_deviceKey;
    std::map<std::pair<CaseId, Part>, std::int64_t> m_underWay;
    std::map<DeviceId, protocol::Certificate> m_certificates;  // read before; never change for a device
};

// The rows as a state sees them.
Result<std::vector<revision::StateNode>> nodesOf(const std::vector<StoredRevision>& rows);

// The one written last, by (at, id); null of none.
const StoredRevision* newestOf(const std::vector<StoredRevision>& rows);
// Whether this program can show only that it is there.
bool needsNewerApp(const revision::Header& header);

// What a record of the region's dossier says of somebody: one of the three.
struct PersonSaid {
    UserId user;
    std::optional<std::string> name, role;
    std::optional<bool> disabled;
};
std::optional<PersonSaid> personSaid(const RecordKey& key, const revision::RecordState& state);

// {"f": …, "c": {…}, "h": […]}: what records.state holds.
std::string encodeState(const revision::RecordState& state);

}  // namespace veldpost::engine
