// The kinds of records: which fields they have and what a revision of them may do. The names are frozen, since they
// are signed; a field or code is only ever added, in a new version of its kind.
//
// Invariants: 1. A revision is judged by itself and its own ancestors, never by what stands beside it or by a clock:
// the same verdict on every replica, at any time. 2. A refusal names field and reason, never a value. 3. A rule that
// ties fields together is asked only of a revision that sets one of them: merged branches may break it together, and
// every other field must stay editable then.
#pragma once

#include "shared/model/field_checks.h"
#include "shared/revision/header.h"
#include "shared/revision/payload.h"
#include "shared/revision/record_state.h"

namespace veldpost::model {

// Kind names.
inline constexpr char kCase[] = "case";
inline constexpr char kMembership[] = "membership";
inline constexpr char kDecision[] = "decision";
inline constexpr char kPerson[] = "person";
inline constexpr char kNote[] = "note";
inline constexpr char kInjury[] = "injury";
inline constexpr char kHuisverbod[] = "huisverbod";
inline constexpr char kHuisverbodEvent[] = "huisverbod_event";
inline constexpr char kBlobRef[] = "blob_ref";
inline constexpr char kRegion[] = "region";
inline constexpr char kUser[] = "user";
inline constexpr char kRole[] = "role";
inline constexpr char kDisable[] = "disable";
inline constexpr char kRevocation[] = "revocation";

struct FieldRule {
    std::string_view name;
    FieldCheck check;
    bool required = false;  // set by the first revision, never cleared
    bool constant = false;  // a later revision may only repeat it
};

// Where a kind lives: in a case, or in the region's own dossier (the case whose id is the region's).
enum class Dossier : std::uint8_t { Case, Region };

// "field: why" when fields that belong together do not fit, else empty. `ancestors` may be null.
using TogetherCheck = std::string (*)(const Json& set, const revision::RecordState* ancestors);

struct KindRule {
    std::string_view name;
    int version = 1;
    Dossier dossier = Dossier::Case;
    std::uint8_t parts = 0;    // bit 1 << Part for each part it may stand in
    bool obeyed = false;       // the server acts on it: never sealed, and in quarantine in a version it does not know
    bool event = false;        // says what happened: every later edit needs a reason
    bool retractable = true;
    std::vector<FieldRule> fields;
    TogetherCheck together = nullptr;

    bool allows(revision::Part part) const { return (parts >> static_cast<int>(part) & 1) != 0; }
    const FieldRule* field(std::string_view fieldName) const;
};

// All kinds of this program, in a fixed order.
const std::vector<KindRule>& kindRules();
const KindRule* findKind(std::string_view name);

enum class Knowledge {
    Known,
    NewerKind,  // an unknown kind, or a version after ours: kept raw, synced on, shown as "needs a newer app"
};
Knowledge knowledgeOf(std::string_view kind, int version);
inline bool isKnown(std::string_view kind, int version) { return knowledgeOf(kind, version) == Knowledge::Known; }

// Kinds the server obeys, some of which this program may not know yet.
bool isObeyed(std::string_view kind);

// Judges a revision on its own ancestors: `ancestors` is the state of the revisions that are its parents and theirs,
// null for a first revision. Errors (Malformed): `rule_broken`, detail "field: why"; `newer_kind` for a kind that is
// obeyed but not known in this version. Other unknown kinds are not judged: Ok. Of a sealed revision (header.enc) only
// the header is judged, the payload is not looked at.
// REQUIRES: header.v == 1; ancestors is null exactly when the header names no parents
Status checkRevision(const revision::Header& header, const revision::Payload& payload,
                     const revision::RecordState* ancestors);

// Whether a revision that sets this needs a reason: every edit of an event kind, a retract, an edit that brings a
// retracted record back, and a decision that declines.
bool needsReason(std::string_view kind, const Json& set, const revision::RecordState* ancestors);

// The fields alone, as a first revision would set them: every one known, well-typed, the required ones there, those that
// belong together fitting. Error `rule_broken`. REQUIRES: a known kind
Status checkFields(std::string_view kind, const Json& set);

// What a typed view needs: the fields of this kind that are there well-typed, the required ones there. Other fields and
// what ties fields together are left aside, so that merged branches stay readable. Error `rule_broken`.
// REQUIRES: a known kind
Status checkReadable(std::string_view kind, const Json& fields);

// What a record shows: its fields without the cleared ones and without `retracted`. A field in conflict shows the
// candidate with the smallest revision id, the same one everywhere; ask RecordState::inConflict beside it.
Json shownFields(const revision::RecordState& state);

Error ruleBroken(std::string_view field, std::string_view why);

}  // namespace veldpost::model
