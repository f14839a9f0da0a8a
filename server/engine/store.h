// What the engine needs of a store: narrow questions and narrow changes, no SQL. SQLCipher today; another database
// later passes the same conformance tests (tests/unit/server/store).
//
// Invariants
//   1. A View is one unchanging picture of the store while it lives; a Change sees its own writes as well.
//   2. There is one Change at a time, and only the committer's thread makes one. Views may live beside it.
//   3. What commit() answered is on the disk. A Change that goes without a commit() that answered leaves nothing.
//   4. (region, seq), a revision's id and a chain place are each unique.
#pragma once

#include "server/engine/blob_store.h"
#include "shared/crypto/hash.h"
#include "shared/model/records.h"
#include "shared/protocol/certificate.h"
#include "shared/protocol/messages.h"
#include "shared/protocol/recovery.h"
#include "shared/protocol/stamp.h"
#include "shared/revision/signed_revision.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace veldpost::server {

// Place in a region's order of commits: 1, 2, 3 …
using Seq = std::int64_t;

struct RegionRow {
    RegionId id;
    std::string code;
    std::string name;
    UserId serverUser;      // the author of what the server itself writes
    DeviceId serverDevice;  // of this epoch
    std::array<std::uint8_t, 32> recoveryPublic{};
    Seq lastSeq = 0;
};

// Who belongs to the region: derived from the region dossier's revisions, kept for questions.
struct UserRow {
    UserId id;
    RegionId region;
    std::string name;
    std::optional<model::Role> role;  // empty until one is given: sees nothing
    bool disabled = false;
    bool isServer = false;
    // By his role; 0: from the beginning. Content before it reaches him by a back-fill.
    std::array<Seq, 3> partSince{};  // by Part
    Seq coversSince = 0;
    // What a role gave him once and a signed revision took away.
    std::uint8_t lostParts = 0;  // bit 1 << Part
    bool lostCover = false;
};

struct DeviceRow {
    protocol::Certificate certificate;
    std::int64_t enrolledAtMs = 0;
    std::optional<std::int64_t> lastSeenAtMs;
    Seq seenSeq = 0;  // how far its last pull had read
    bool revoked = false;
    std::string appVersion = {};             // as its last session said; empty: not said
    std::optional<std::int64_t> unsent = {}; // revisions and files that only it has, as its last session said
};

// A wipe that was ordered, and the device's receipt when it has come.
struct WipeRow {
    protocol::WipeOrder order;
    std::optional<protocol::WipeReceipt> receipt = {};
    std::int64_t receiptAtMs = 0;
};

using protocol::RecoveryId;

// A device whose passphrase was forgotten asks for its data key (recovery.h).
struct RecoveryRow {
    RecoveryId id;
    RegionId region;
    DeviceId device;
    std::array<std::uint8_t, 32> publicKey{};  // what the answer is sealed to
    std::string sealed;                        // the data key, sealed to the region's recovery key
    Sha256 tokenHash;
    std::int64_t atMs = 0;
    std::int64_t expiresAtMs = 0;
    std::int64_t wrongCodes = 0;
    std::string approver = {};                 // a user's id or "administrator"; empty: nobody yet
    std::optional<std::string> answer = {};    // sealed; there once it was approved
};

struct InvitationRow {
    Sha256 codeHash;
    UserId user;
    std::int64_t expiresAtMs = 0;
    std::optional<std::int64_t> usedAtMs;
};

using revision::RecordKey;

// What a quarantined revision waits for: the bytes of a revision's, case's or membership's id. Empty: for a person.
using Awaited = std::string;

template <typename Id>
Awaited awaited(const Id& id)
{
    return Awaited(crypto::asText(id.bytes()));
}

enum class Standing : std::uint8_t { Live = 0, Quarantined = 1, Declined = 2 };

struct StoredRevision {
    revision::SignedRevision revision;
    Seq seq = 0;
    std::int64_t receivedAtMs = 0;
    protocol::Stamp stamp;
    Standing standing = Standing::Live;
    std::string reason;  // why it is quarantined; of a live one: why it was before its release, else empty
    Awaited awaits;      // of a quarantined one; written, and asked for by waitingFor, but not read back
    bool proven = false;  // it counted before a restore: its right is not judged anew
    std::optional<RevisionId> decision = {};  // the one that declined or released it
};

// A revision that counts nowhere until a person decides, without its payload.
struct WaitingRow {
    Seq seq = 0;
    CaseId caseId;
    revision::Part part = revision::Part::General;
    UserId user;
    std::int64_t payloadBytes = 0;
};

// A revision's row as it lies there, for checking: nothing in it is believed.
struct RawRevision {
    RevisionId id;
    std::string header;
    std::string payload;
    std::optional<crypto::Signature> signature;
    revision::ChainKey chain;
    std::int64_t n = 0;
    // What stands beside the header once more, for questions: rights are decided by it.
    std::optional<RegionId> region;
    RecordKey record;
    std::int64_t receivedAtMs = 0;
    std::optional<protocol::Stamp> stamp;
    std::string reason;
    Awaited awaits;
    std::int64_t standing = 0;
    std::optional<RevisionId> decision;
    Seq seq = 0;
    bool proven = false;
};

struct ChainHead {
    std::int64_t n = 0;
    RevisionId id;
};

struct ChainRow {
    revision::ChainKey key;
    ChainHead head;
    std::int64_t last = 0;  // the highest place held, also behind a gap
};

struct CaseRow {
    CaseId id;
    RegionId region;
    UserId founder;
};

using model::Right;

struct MemberRow {
    UserId user;
    Right right = Right::None;  // the lowest of several candidate values
    Seq sinceSeq = 0;           // the commit that gave the right to read; 0: from the case's beginning
    bool lostWrite = false;     // a signed revision has taken the right to write away
};

// One place of the region's order, without its bytes.
struct FeedRow {
    Seq seq = 0;
    CaseId caseId;
    revision::Part part = revision::Part::General;
    Standing standing = Standing::Live;
};

struct LossRow {
    Seq seq = 0;  // the commit that took the right to read
    CaseId caseId;
    RevisionId cause;  // the revision that ended the right
};

// A role that was another one before.
struct TurnRow {
    Seq seq = 0;
    model::Role before = model::Role::Wijkteam;
    RevisionId cause;
};

// What a restore must not undo: an entry of the ledger beside the store (protocol §5). Only ever added to; what the kinds
// mean is said in lasting.h.
struct LastingEntry {
    std::string kind;
    std::string key;   // bytes; of one kind and key there is one entry, the first
    std::string body;  // canonical JSON of what is needed to bring it in force
};

struct AuditRow {
    std::int64_t number = 0;  // 1, 2, 3 …
    std::optional<CaseId> caseId;
    std::string entry;  // canonical JSON, see audit.h
    Sha256 hash;        // over the hash before it and this entry
};

// Returns false to stop. Used where a whole table is walked without holding it in memory.
template <typename Row>
using Visitor = std::function<bool(const Row&)>;

class View {
public:
    virtual ~View() = default;

    virtual Result<std::optional<std::string>> setting(std::string_view name) = 0;

    virtual Result<std::vector<RegionRow>> regions() = 0;
    virtual Result<std::optional<RegionRow>> region(const RegionId& id) = 0;
    virtual Result<std::vector<UserRow>> users(const RegionId& region) = 0;
    virtual Result<std::optional<UserRow>> user(const UserId& id) = 0;
    virtual Result<std::vector<DeviceRow>> devices() = 0;
    virtual Result<std::optional<DeviceRow>> device(const DeviceId& id) = 0;
    virtual Result<std::optional<WipeRow>> wipe(const DeviceId& device) = 0;
    virtual Result<std::vector<WipeRow>> wipes() = 0;
    // X25519. Error store_damaged when the region is not there.
    virtual Result<crypto::SecretBytes> recoverySecret(const RegionId& region) = 0;
    virtual Result<std::optional<RecoveryRow>> recovery(const RecoveryId& id) = 0;
    // Of all regions, the oldest first.
    virtual Result<std::vector<RecoveryRow>> recoveries() = 0;
    virtual Result<std::optional<InvitationRow>> invitation(const Sha256& codeHash) = 0;
    virtual Status everyInvitation(const Visitor<InvitationRow>& visit) = 0;

    virtual Result<std::optional<StoredRevision>> revision(const RevisionId& id) = 0;
    // The live revisions of a record, in the order of their arrival.
    virtual Result<std::vector<StoredRevision>> recordRevisions(const RecordKey& record) = 0;
    // The quarantined ones that wait for this, in the order of their arrival. Ids, since there may be very many.
    virtual Result<std::vector<RevisionId>> waitingFor(const Awaited& key) = 0;
    // Quarantined and declined ones of which a person decides, after `after`, in order.
    virtual Result<std::vector<WaitingRow>> waitingForPeople(const RegionId& region, Seq after, std::size_t limit) = 0;
    // Chain by chain, in the order of n.
    virtual Status everyRevision(const Visitor<RawRevision>& visit) = 0;

    // The last place up to which there is no gap; n = 0: the first is not there.
    virtual Result<ChainHead> chainHead(const revision::ChainKey& chain) = 0;
    // The revision that stands there, also behind a gap.
    virtual Result<std::optional<StoredRevision>> revisionInChain(const revision::ChainKey& chain, std::int64_t n) = 0;
    // The places of a chain that are held between the two, in order; the first is excluded.
    virtual Result<std::vector<std::int64_t>> placesBehind(const revision::ChainKey& chain, std::int64_t after,
                                                           std::int64_t upTo) = 0;
    // The device's chains after (case, part) in the order of case and part; `after` empty: from the first.
    virtual Result<std::vector<protocol::Receipt>> chainsOf(const DeviceId& device,
                                                            const std::optional<revision::ChainKey>& after,
                                                            std::size_t limit) = 0;
    virtual Status everyChain(const Visitor<ChainRow>& visit) = 0;

    virtual Result<std::optional<CaseRow>> caseRow(const CaseId& id) = 0;
    virtual Result<std::optional<MemberRow>> member(const CaseId& caseId, const UserId& user) = 0;
    virtual Result<std::vector<MemberRow>> members(const CaseId& caseId) = 0;
    // The rights the user lost after `after`, in order.
    virtual Result<std::vector<LossRow>> lossesOf(const UserId& user, Seq after) = 0;

    // Where the user's role became another one after `after`, in order.
    virtual Result<std::vector<TurnRow>> turnsOf(const UserId& user, Seq after) = 0;
    // The cases of a region after `after` (empty: from the first), in the order of their ids.
    virtual Result<std::vector<CaseId>> casesOf(const RegionId& region, const std::optional<CaseId>& after,
                                                std::size_t limit) = 0;
    // The cases the user founded or has a membership in, whatever it gives, in the order of their ids.
    virtual Result<std::vector<CaseId>> casesWith(const UserId& user) = 0;

    virtual Result<Seq> lastSeq(const RegionId& region) = 0;
    // Places after `after`, in order.
    virtual Result<std::vector<FeedRow>> feed(const RegionId& region, Seq after, std::size_t limit) = 0;
    // Places of one case between the two, both excluded, in order.
    virtual Result<std::vector<FeedRow>> feedOfCase(const CaseId& caseId, Seq after, Seq before,
                                                    std::size_t limit) = 0;
    virtual Result<std::optional<StoredRevision>> revisionAt(const RegionId& region, Seq seq) = 0;

    virtual BlobReader& blobs() = 0;

    virtual Result<std::optional<AuditRow>> lastAudit() = 0;
    virtual Status everyAudit(const Visitor<AuditRow>& visit) = 0;
    virtual Status everyAuditOfCase(const CaseId& caseId, const Visitor<AuditRow>& visit) = 0;
};

class Change : public View {
public:
    virtual Status putSetting(std::string_view name, std::string_view value) = 0;

    virtual Status addRegion(const RegionRow& region, const crypto::SecretBytes& recoverySecret) = 0;
    virtual Status setServerDevice(const RegionId& region, const DeviceId& device) = 0;
    virtual Status putUser(const UserRow& user) = 0;  // adds or replaces
    virtual Status addDevice(const DeviceRow& device) = 0;
    virtual Status setDeviceRevoked(const DeviceId& device) = 0;
    // `seq` empty: not changed.
    virtual Status setDeviceSeen(const DeviceId& device, std::int64_t atMs, std::optional<Seq> seq) = 0;
    virtual Status setDeviceReport(const DeviceId& device, std::string_view appVersion,
                                   std::optional<std::int64_t> unsent) = 0;
    virtual Status putWipe(const WipeRow& wipe) = 0;              // adds or replaces
    virtual Status putRecovery(const RecoveryRow& recovery) = 0;  // adds or replaces
    virtual Status dropRecovery(const RecoveryId& id) = 0;
    virtual Status addInvitation(const InvitationRow& invitation) = 0;
    virtual Status setInvitationUsed(const Sha256& codeHash, std::int64_t atMs) = 0;

    // The next place of the region's order. REQUIRES: the region is there
    virtual Result<Seq> takeSeq(const RegionId& region) = 0;
    // Adds the revision at its place of its chain. Behind a gap it is held, and the head does not move until the gap is
    // filled; then the head goes as far as the places join hash by hash. REQUIRES: the place is free
    virtual Status addRevision(const StoredRevision& revision) = 0;
    virtual Status setReceived(const RevisionId& id, std::int64_t receivedAtMs, const protocol::Stamp& stamp) = 0;
    virtual Status setProven(const RevisionId& id) = 0;
    // From then on it waits for nothing.
    virtual Status setStanding(const RevisionId& id, Standing standing, Seq seq, std::string_view reason) = 0;
    // Declined by this decision; it keeps what it waits for.
    virtual Status setDeclined(const RevisionId& id, const RevisionId& decision) = 0;
    virtual Status setDecision(const RevisionId& id, const RevisionId& decision) = 0;
    virtual Status setReason(const RevisionId& id, std::string_view reason, const Awaited& awaits) = 0;
    // The payload of a revision that came without it.
    virtual Status setPayload(const RevisionId& id, std::string_view payload) = 0;

    virtual Status addCase(const CaseRow& row) = 0;
    virtual Status putMember(const CaseId& caseId, const MemberRow& member) = 0;  // adds or replaces
    virtual Status addLoss(const UserId& user, const LossRow& loss) = 0;
    virtual Status addTurn(const UserId& user, const TurnRow& turn) = 0;

    BlobWriter& blobs() override = 0;

    virtual Status addAudit(const AuditRow& row) = 0;

    // Goes into the ledger beside the store, durable there before commit() changes anything here.
    virtual Status keepLasting(LastingEntry entry) = 0;

    virtual Status commit() = 0;
};

class Store {
public:
    virtual ~Store() = default;

    // Any thread.
    virtual Result<std::unique_ptr<View>> view() = 0;
    // REQUIRES: no other Change lives; one thread for all of them
    virtual Result<std::unique_ptr<Change>> change() = 0;
    // Every page and table of the medium itself. Error: store_damaged.
    virtual Status checkMedium() = 0;
    // The ledger beside the store, oldest first. Error: ledger_damaged, with the entry's number.
    virtual Status everyLasting(const Visitor<LastingEntry>& visit) = 0;
    // A consistent, encrypted copy beside the running store, without the ledger; there whole or not at all.
    // Errors: store_exists, disk_full, io_error.
    virtual Status copyTo(const std::string& path) = 0;
};

}  // namespace veldpost::server
