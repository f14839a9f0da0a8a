// The table of kinds. Version 1 of each is frozen: change nothing here, only add a kind or a version.
#include "shared/model/kind_rules.h"

namespace veldpost::model {

namespace {

using revision::Part;
using revision::RecordState;

constexpr std::uint8_t bit(Part part) { return static_cast<std::uint8_t>(1 << static_cast<int>(part)); }
constexpr std::uint8_t kGeneral = bit(Part::General);
constexpr std::uint8_t kGeneralOrMedical = bit(Part::General) | bit(Part::Medical);
constexpr std::uint8_t kAnyPart = kGeneralOrMedical | bit(Part::Reporter);

FieldRule required(std::string_view name, FieldCheck check) { return {name, check, true, false}; }
FieldRule fixedField(std::string_view name, FieldCheck check) { return {name, check, true, true}; }
FieldRule optional(std::string_view name, FieldCheck check) { return {name, check, false, false}; }

// What the field holds after this revision; nullptr when that cannot be known because branches differ.
const Json* resulting(const Json& set, const RecordState* ancestors, const char* field)
{
    static const Json none;
    const auto it = set.find(field);
    if (it != set.end()) return &*it;
    if (ancestors == nullptr) return &none;
    return ancestors->inConflict(field) ? nullptr : &ancestors->value(field);
}

// `effect` belongs to a ruling, `until` to an extension; and an event stands somewhere in time.
std::string eventFieldsTogether(const Json& set, const RecordState* ancestors)
{
    const auto here = [&](const char* field) { return set.contains(field); };
    const Json* event = resulting(set, ancestors, "event");
    if (event != nullptr && here("effect") && !set["effect"].is_null() && *event != "ruling")
        return "effect: only a ruling has one";
    if (event != nullptr && here("until") && !set["until"].is_null() && *event != "extension")
        return "until: only an extension has one";
    if (!here("at") && !here("until") && !here("decided_at") && ancestors != nullptr) return {};
    for (const char* field : {"at", "until", "decided_at"}) {
        const Json* moment = resulting(set, ancestors, field);
        if (moment == nullptr || !moment->is_null()) return {};
    }
    return "at: an event needs a moment";
}

std::vector<FieldRule> injuryFields()
{
    return {
        required("type", checkCode<injuryTypes>),
        required("place", checkBodyPlace),
        optional("position", checkMapPosition),
        optional("count", checkInteger<1, 999>),
        optional("cluster", checkBoolean),
        optional("size", checkInjurySize),
        optional("shape", checkCode<injuryShapes>),
        optional("patterned", checkBoolean),
        optional("pattern", checkFreeText),
        optional("colours", checkColours),
        optional("swelling", checkBoolean),
        optional("tender", checkBoolean),
        optional("bleeding", checkBoolean),
        optional("over_bony_prominence", checkBoolean),
        optional("stated_cause", checkFreeText),
        optional("seen_at", checkMoment),
        optional("remarks", checkFreeText),
    };
}

std::vector<FieldRule> huisverbodFields()
{
    return {
        required("imposed_at", checkMoment),
        optional("end", checkDecidedEnd),
        optional("municipality", checkShortText<200>),
        optional("ecli", checkShortText<100>),
        optional("imposed_by", checkCode<huisverbodAuthorities>),
        optional("announced", checkCode<announcements>),
        optional("place", checkShortText<1000>),
        optional("contact_ban", checkNames),
        optional("facts", checkFreeText),
        optional("source", checkFreeText),
    };
}

std::vector<FieldRule> huisverbodEventFields()
{
    return {
        fixedField("huisverbod", checkUuid),
        fixedField("event", checkCode<huisverbodEventCodes>),
        optional("at", checkMoment),
        optional("until", checkMoment),
        optional("decided_at", checkMoment),
        optional("effect", checkCode<rulingEffects>),
        optional("remarks", checkFreeText),
    };
}

KindRule caseKind(std::string_view name, std::uint8_t parts, std::vector<FieldRule> fields)
{
    KindRule kind;
    kind.name = name;
    kind.parts = parts;
    kind.fields = std::move(fields);
    return kind;
}

KindRule eventKind(std::string_view name, std::uint8_t parts, std::vector<FieldRule> fields, TogetherCheck together)
{
    KindRule kind = caseKind(name, parts, std::move(fields));
    kind.event = true;
    kind.together = together;
    return kind;
}

KindRule obeyedKind(std::string_view name, std::vector<FieldRule> fields, Dossier dossier, bool retractable)
{
    KindRule kind = caseKind(name, kGeneral, std::move(fields));
    kind.dossier = dossier;
    kind.obeyed = true;
    kind.retractable = retractable;
    return kind;
}

// On what waits in quarantine; it stands in the part of what it decides on, and is never changed: another decision is.
KindRule decisionKind()
{
    KindRule kind = obeyedKind(kDecision, {fixedField("revisions", checkRevisionIds), fixedField("verdict", checkCode<verdicts>)},
                               Dossier::Case, false);
    kind.parts = kAnyPart;
    return kind;
}

KindRule regionKind(std::string_view name, std::vector<FieldRule> fields)
{
    KindRule kind = caseKind(name, kGeneral, std::move(fields));
    kind.dossier = Dossier::Region;
    kind.retractable = false;
    return kind;
}

std::vector<KindRule> makeKinds()
{
    return {
        obeyedKind(kCase, {required("title", checkShortText<200>)}, Dossier::Case, false),
        obeyedKind(kMembership, {fixedField("user", checkUuid), required("right", checkCode<rights>)}, Dossier::Case,
                   false),
        decisionKind(),
        caseKind(kPerson, kGeneral,
                 {required("name", checkShortText<200>), optional("born", checkPartialDate),
                  optional("role", checkShortText<64>)}),
        caseKind(kNote, kAnyPart, {required("text", checkFreeText)}),
        eventKind(kInjury, kGeneralOrMedical, injuryFields(), nullptr),
        eventKind(kHuisverbod, kGeneral, huisverbodFields(), nullptr),
        eventKind(kHuisverbodEvent, kGeneral, huisverbodEventFields(), eventFieldsTogether),
        caseKind(kBlobRef, kAnyPart,
                 {fixedField("record", checkUuid), fixedField("sha256", checkSha256),
                  fixedField("bytes", checkInteger<0, revision::kIntegerMax>), optional("media_type", checkShortText<127>),
                  optional("name", checkShortText<255>)}),
        regionKind(kRegion, {fixedField("code", checkShortText<32>), required("name", checkShortText<200>)}),
        regionKind(kUser, {required("name", checkShortText<200>)}),
        obeyedKind(kRole, {fixedField("user", checkUuid), required("role", checkCode<roles>)}, Dossier::Region, false),
        // Retracting it lets the user in again; a revocation is for ever.
        obeyedKind(kDisable, {fixedField("user", checkUuid)}, Dossier::Region, true),
        obeyedKind(kRevocation, {fixedField("device", checkUuid)}, Dossier::Region, false),
    };
}

}  // namespace

const std::vector<KindRule>& kindRules()
{
    static const std::vector<KindRule> kinds = makeKinds();
    return kinds;
}

}  // namespace veldpost::model
