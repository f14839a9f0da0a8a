// What client and server say to each other. Every message is one object of the I-JSON model, sent as CBOR
// (application/cbor) or JSON (application/json); both readers are the same strict one.
// Every fromJson answers `malformed_message` with the field's name. Unknown keys are ignored, so that fields can
// be added; revisions and certificates inside are strict.
#pragma once

#include "shared/protocol/certificate.h"
#include "shared/protocol/revision_page.h"
#include "shared/protocol/wipe.h"

namespace veldpost::protocol {

// --- Problems (RFC 9457) -------------------------------------------------------------------------------------

Json problemJson(const Error& error, int status);
// The Error a problem document stands for; kind follows from the status. A body that is no problem document
// gives type `http_<status>`.
Error problemFrom(int status, std::string_view body);

// --- Enrolment and session (protocol §3) ---------------------------------------------------------------------

struct EnrolRequest {
    std::string code;
    crypto::PublicKey key;
    Json toJson() const;
    static Result<EnrolRequest> fromJson(const Json& json);
};

struct EnrolAnswer {
    Certificate certificate;
    crypto::PublicKey serverKey;
    std::array<std::uint8_t, 32> recoveryKey{};  // X25519 public key of the region
    std::string role;
    std::string userName;
    std::string epoch;
    std::int64_t leaseMs = 0;
    std::int64_t serverTimeMs = 0;
    Json toJson() const;
    static Result<EnrolAnswer> fromJson(const Json& json);
};

struct ChallengeRequest {
    DeviceId device;
    Json toJson() const;
    static Result<ChallengeRequest> fromJson(const Json& json);
};

struct ChallengeAnswer {
    std::string challenge;  // 64 hex digits, used once, valid a minute
    Json toJson() const;
    static Result<ChallengeAnswer> fromJson(const Json& json);
};

// The bytes a device signs (purpose `session`): canonical JSON of {"challenge","device"}.
std::string sessionBytes(const DeviceId& device, const std::string& challenge);

struct SessionRequest {
    DeviceId device;
    std::string challenge;
    crypto::Signature signature;
    std::string app = {};       // the program's version, up to 64 printable ASCII characters; empty: not said
    std::optional<std::int64_t> unsent = {};  // revisions and files that only this device has
    std::optional<Certificate> certificate = {};  // lets it in again where a restored server does not know it
    Json toJson() const;
    static Result<SessionRequest> fromJson(const Json& json);
};

struct SessionAnswer {
    std::string token;
    std::int64_t expiresInMs = 0;
    std::string epoch;
    std::int64_t serverTimeMs = 0;
    std::int64_t leaseMs = 0;
    bool deliverOnly = false;
    // The heads of the device's own chains, added up: a store whose receipts say otherwise was set back, or copied.
    std::optional<std::int64_t> held = {};
    std::optional<WipeOrder> wipe = {};  // until its receipt is there
    Json toJson() const;
    static Result<SessionAnswer> fromJson(const Json& json);
};

// --- Push (protocol §4) --------------------------------------------------------------------------------------

enum class Outcome { Stored, Already, Quarantined, Refused };
std::string_view outcomeWord(Outcome outcome);
std::optional<Outcome> parseOutcome(std::string_view word);

struct PushResult {
    Outcome outcome = Outcome::Refused;
    std::string reason;  // for quarantined and refused: a stable word
    std::optional<std::int64_t> receivedAtMs;
    std::optional<Stamp> stamp;
    Json toJson() const;
    static Result<PushResult> fromJson(const Json& json);
};

// Per chain the highest contiguous n the server holds durably in this epoch.
struct Receipt {
    CaseId caseId;
    revision::Part part = revision::Part::General;
    std::int64_t n = 0;
    RevisionId id;  // of n
    Json toJson() const;
    static Result<Receipt> fromJson(const Json& json);
};

struct PushAnswer {
    std::vector<PushResult> results;  // in the order sent
    std::vector<Receipt> receipts;    // of the chains touched
    std::string epoch;
    std::int64_t serverTimeMs = 0;
    Json toJson() const;
    static Result<PushAnswer> fromJson(const Json& json);
};

// The body of a push: {"revisions": page}.
Json pushJson(RevisionPageWriter&& page);

// --- Have ----------------------------------------------------------------------------------------------------

struct HaveRequest {
    std::string after;              // the last answer's `next`; empty at first
    std::vector<RevisionId> ids = {};  // at most kHaveIdsMax of the asker's own, in whatever chain
    Json toJson() const;
    static Result<HaveRequest> fromJson(const Json& json);
};

// All receipts of the asking device's own chains, paged; they outlive a purge of the case.
struct HaveAnswer {
    std::vector<Receipt> receipts;
    std::string next = {};               // empty: this was the last page
    std::string epoch = {};
    std::vector<RevisionId> known = {};  // those of the ids asked after that are here, and of the asker's user
    Json toJson() const;
    static Result<HaveAnswer> fromJson(const Json& json);
};

// --- Pull (protocol §5) --------------------------------------------------------------------------------------

// A case (or some parts of it) the reader may no longer see, with the revision that ended the right. Where a role ended
// it, `caseId` is the region's own and stands for every case but those in `kept`.
struct Purge {
    CaseId caseId;
    std::vector<revision::Part> parts;
    revision::SignedRevision cause;
    std::vector<CaseId> kept = {};
    Json toJson() const;
    static Result<Purge> fromJson(const Json& json);
};

// A chain place withheld from the reader, signed with purpose `withheld` over canonical JSON of
// {"case","device","id","n","part","region"}.
struct Stub {
    RegionId region;
    revision::ChainKey chain;
    std::int64_t n = 0;
    RevisionId id;
    crypto::Signature signature;
    std::string signedBytes() const;
    Json toJson() const;
    static Result<Stub> fromJson(const Json& json);
};

struct PullPage {
    std::vector<Purge> purges;
    std::vector<Certificate> certificates;
    std::vector<ReceivedRevision> revisions;
    std::vector<Stub> stubs;
    std::string cursor;
    bool more = false;
    std::string epoch;
    std::int64_t serverTimeMs = 0;
    Json toJson() const;
    static Result<PullPage> fromJson(const Json& json);
};

// --- Quarantine (protocol §4) --------------------------------------------------------------------------------

struct QuarantineRequest {
    std::string after;              // the last answer's `next`; empty at first
    std::vector<RevisionId> own;    // at most kQuarantineOwnMax of the asker's own: how do they stand?
    Json toJson() const;
    static Result<QuarantineRequest> fromJson(const Json& json);
};

// Who decided, and why.
struct DecisionNote {
    UserId user;
    std::int64_t atMs = 0;
    std::string reason;  // may be empty
    Json toJson() const;
    static Result<DecisionNote> fromJson(const Json& json);
};

// A revision that waits for a person, or was declined; without its payload where the asker may not see the part.
struct WaitingItem {
    ReceivedRevision item;
    std::string reason;
    bool declined = false;
    bool mayDecide = false;  // the asker
    std::optional<DecisionNote> decision;
};

enum class OwnState { Unknown, Waiting, Declined, Accepted, Counts };  // Counts: without anybody's decision
std::string_view ownStateWord(OwnState state);
std::optional<OwnState> parseOwnState(std::string_view word);

struct OwnStanding {
    RevisionId id;
    OwnState state = OwnState::Unknown;
    std::string reason;  // while it waits: for what
    std::optional<DecisionNote> decision;
    Json toJson() const;
    static Result<OwnStanding> fromJson(const Json& json);
};

struct QuarantineAnswer {
    std::vector<Certificate> certificates;  // of the items' authors
    std::vector<WaitingItem> items;
    std::vector<OwnStanding> own;  // in the order asked
    std::string next;              // empty: this was the last page
    std::string epoch;
    Json toJson() const;
    static Result<QuarantineAnswer> fromJson(const Json& json);
};

// --- What a colleague's device would get ----------------------------------------------------------------------

struct SeenRevision {
    RevisionId id;
    CaseId caseId;
    revision::Part part = revision::Part::General;
    std::string kind;
    RecordId record;
    std::optional<std::string> text;  // the beginning of what it says, where the asker's own role may see it
    Json toJson() const;
    static Result<SeenRevision> fromJson(const Json& json);
};

struct ViewAsAnswer {
    std::string role;  // of the user looked through; empty: none
    bool disabled = false;
    std::vector<SeenRevision> revisions;
    std::string cursor;
    bool more = false;
    Json toJson() const;
    static Result<ViewAsAnswer> fromJson(const Json& json);
};

Json certificateJson(const Certificate& certificate);
Result<Certificate> certificateFrom(const Json& json);

// Reading a message body: strings may be as long as the body itself.
Result<Json> readMessage(std::string_view body, bool cbor);

}  // namespace veldpost::protocol
