#include "shared/model/kind_rules.h"

#include <algorithm>
#include <array>

namespace veldpost::model {

namespace {

using revision::Header;
using revision::Payload;
using revision::RecordState;

// Obeyed kinds that come with later versions of this program: what this one cannot judge it must not let pass.
constexpr std::array<std::string_view, 1> kObeyedLater{"destroy"};

template <typename A, typename B>
bool sameBytes(const A& a, const B& b)
{
    return a.bytes() == b.bytes();
}

Status checkPlaceOf(const KindRule& kind, const Header& header)
{
    if (!kind.allows(header.part)) return ruleBroken("part", "this kind does not stand in this part");
    if (sameBytes(header.caseId, header.region) != (kind.dossier == Dossier::Region))
        return ruleBroken("case", "this kind does not stand in this dossier");
    if (kind.obeyed && header.enc) return ruleBroken("enc", "this kind is never sealed");
    return done();
}

// The ids that are derived: nobody else can found this case, or hold a second membership of this user in it.
Status checkDerivedIds(const Header& header, const Payload& payload)
{
    if (header.kind == kCase && header.caseId != revision::foundedCaseId(header.region, header.user, header.record))
        return ruleBroken("case", "does not follow from region, user and record");
    if (header.kind == kMembership) {
        const auto user = UserId::parse(payload.set["user"].get_ref<const std::string&>());
        if (header.record != revision::membershipRecordId(header.caseId, *user))
            return ruleBroken("record", "does not follow from case and user");
    }
    return done();
}

Status checkRetracted(const KindRule& kind, const Json& value, const RecordState* ancestors)
{
    if (!kind.retractable) return ruleBroken(revision::kRetracted, "this kind cannot be retracted");
    if (!value.is_boolean()) return ruleBroken(revision::kRetracted, "neither true nor false");
    if (value.get<bool>() && ancestors == nullptr)
        return ruleBroken(revision::kRetracted, "a first revision has nothing to retract");
    return done();
}

// A constant may be repeated: what any branch before this revision held.
bool repeats(const Json& value, const std::string& field, const RecordState& ancestors)
{
    const auto it = ancestors.fields.find(field);
    return it != ancestors.fields.end() && std::any_of(it->second.begin(), it->second.end(),
                                                       [&](const revision::Candidate& c) { return c.value == value; });
}

Status checkField(const KindRule& kind, const std::string& name, const Json& value, const RecordState* ancestors)
{
    if (name == revision::kRetracted) return checkRetracted(kind, value, ancestors);
    const FieldRule* rule = kind.field(name);
    if (rule == nullptr) return ruleBroken("set", "a field this kind does not have");
    if (value.is_null())
        return rule->required ? Status(ruleBroken(name, "cannot be cleared")) : done();
    if (const char* why = rule->check(value)) return ruleBroken(name, why);
    if (rule->constant && ancestors != nullptr && !repeats(value, name, *ancestors))
        return ruleBroken(name, "cannot change");
    return done();
}

Status checkSet(const KindRule& kind, const Json& set, const RecordState* ancestors)
{
    for (const auto& [name, value] : set.items()) VELDPOST_TRY(checkField(kind, name, value, ancestors));
    if (ancestors == nullptr)
        for (const FieldRule& rule : kind.fields)
            if (rule.required && !set.contains(rule.name)) return ruleBroken(rule.name, "is missing");
    if (kind.together != nullptr) {
        const std::string broken = kind.together(set, ancestors);
        if (!broken.empty()) return ruleBroken(broken.substr(0, broken.find(':')), broken.substr(broken.find(':') + 2));
    }
    return done();
}

}  // namespace

const FieldRule* KindRule::field(std::string_view fieldName) const
{
    const auto it = std::find_if(fields.begin(), fields.end(), [&](const FieldRule& f) { return f.name == fieldName; });
    return it == fields.end() ? nullptr : &*it;
}

const KindRule* findKind(std::string_view name)
{
    for (const KindRule& kind : kindRules())
        if (kind.name == name) return &kind;
    return nullptr;
}

Knowledge knowledgeOf(std::string_view kind, int version)
{
    const KindRule* rule = findKind(kind);
    return rule != nullptr && version >= 1 && version <= rule->version ? Knowledge::Known : Knowledge::NewerKind;
}

bool isObeyed(std::string_view kind)
{
    const KindRule* rule = findKind(kind);
    if (rule != nullptr) return rule->obeyed;
    return std::find(kObeyedLater.begin(), kObeyedLater.end(), kind) != kObeyedLater.end();
}

Error ruleBroken(std::string_view field, std::string_view why)
{
    return {ErrorKind::Malformed, "rule_broken", "The revision breaks a rule of its kind",
            std::string(field) + ": " + std::string(why)};
}

Status checkRevision(const Header& header, const Payload& payload, const RecordState* ancestors)
{
    VELDPOST_CHECK(header.v == 1 && header.parents.empty() == (ancestors == nullptr));
    if (!isKnown(header.kind, header.kindVersion)) {
        if (!isObeyed(header.kind)) return done();
        return Error{ErrorKind::Malformed, "newer_kind", "This kind needs a newer version to be obeyed", "kind_v"};
    }
    const KindRule& kind = *findKind(header.kind);
    VELDPOST_TRY(checkPlaceOf(kind, header));
    if (header.enc) return done();
    VELDPOST_TRY(checkSet(kind, payload.set, ancestors));
    if (ancestors == nullptr) VELDPOST_TRY(checkDerivedIds(header, payload));
    const bool reasonGiven = payload.reason && !isBlank(*payload.reason);
    if (!reasonGiven && needsReason(header.kind, payload.set, ancestors)) return ruleBroken("reason", "is missing");
    return done();
}

bool needsReason(std::string_view kind, const Json& set, const RecordState* ancestors)
{
    if (ancestors == nullptr) return kind == kDecision && set.contains("verdict") && set["verdict"] == "decline";
    const KindRule* rule = findKind(kind);
    if (rule != nullptr && rule->event) return true;
    const auto retracts = set.find(revision::kRetracted);
    if (retracts != set.end() && *retracts == true) return true;
    return ancestors->retracted();
}

Status checkFields(std::string_view kind, const Json& set)
{
    const KindRule* rule = findKind(kind);
    VELDPOST_CHECK(rule != nullptr);
    if (!set.is_object()) return ruleBroken("set", "not an object");
    return checkSet(*rule, set, nullptr);
}

Status checkReadable(std::string_view kind, const Json& fields)
{
    const KindRule* rule = findKind(kind);
    VELDPOST_CHECK(rule != nullptr);
    if (!fields.is_object()) return ruleBroken("set", "not an object");
    for (const FieldRule& field : rule->fields) {
        const auto it = fields.find(field.name);
        const bool there = it != fields.end() && !it->is_null();
        if (field.required && !there) return ruleBroken(field.name, "is missing");
        if (!there) continue;
        if (const char* why = field.check(*it)) return ruleBroken(field.name, why);
    }
    return done();
}

Json shownFields(const RecordState& state)
{
    Json out = Json::object();
    for (const auto& [name, candidates] : state.fields) {
        if (name == revision::kRetracted) continue;
        const Json& value = candidates.front().value;
        if (!value.is_null()) out[name] = value;
    }
    return out;
}

}  // namespace veldpost::model
