#include "shared/model/records.h"

#include <QtTest/QtTest>

#include <rapidcheck.h>

using namespace veldpost;
using namespace veldpost::model;
using revision::Header;
using revision::Part;
using revision::Payload;
using revision::RecordState;
using revision::StateNode;

namespace {

const std::string kSomeUser = "01900000-0000-7000-8000-000000000009";
const std::string kSomeRecord = "01900000-0000-7000-8000-00000000000a";
const auto kRegionId = *RegionId::parse("01900000-0000-7000-8000-000000000001");

RevisionId id(int number)
{
    RevisionId::Bytes bytes{};
    bytes[0] = static_cast<std::uint8_t>(number);
    return RevisionId(bytes);
}

// A header that fits its kind, for a first revision.
Header headerFor(std::string_view kind, const Json& set = Json::object())
{
    Header h;
    h.region = kRegionId;
    h.user = *UserId::parse("01900000-0000-7000-8000-000000000004");
    h.device = *DeviceId::parse("01900000-0000-7000-8000-000000000005");
    h.record = *RecordId::parse("01900000-0000-7000-8000-000000000003");
    h.caseId = revision::foundedCaseId(h.region, h.user, h.record);
    h.kind = std::string(kind);
    const KindRule* rule = findKind(kind);
    if (rule != nullptr && rule->dossier == Dossier::Region) h.caseId = CaseId(h.region.bytes());
    const auto user = set.find("user");
    if (kind == kMembership && user != set.end() && *user == kSomeUser)
        h.record = revision::membershipRecordId(h.caseId, *UserId::parse(kSomeUser));
    return h;
}

Payload payloadOf(Json set, std::optional<std::string> reason = {})
{
    return {"00112233445566778899aabbccddeeff", std::move(set), std::move(reason)};
}

std::string verdict(const Status& status)
{
    return status.ok() ? "ok" : status.error().type + " " + status.error().detail;
}

std::string first(std::string_view kind, const Json& set)
{
    return verdict(checkRevision(headerFor(kind, set), payloadOf(set), nullptr));
}

RecordState stateOfSets(const std::vector<Json>& sets)
{
    std::vector<StateNode> nodes;
    for (const Json& set : sets) {
        StateNode node;
        node.id = id(static_cast<int>(nodes.size()) + 1);
        if (!nodes.empty()) node.parents = {nodes.back().id};
        node.set = set;
        nodes.push_back(node);
    }
    return stateOf(nodes);
}

// Two branches that each set something on a common first revision.
RecordState branches(const Json& root, const Json& left, const Json& right)
{
    std::vector<StateNode> nodes(3);
    for (int i = 0; i < 3; ++i) nodes[static_cast<std::size_t>(i)].id = id(i + 1);
    nodes[0].set = root;
    nodes[1].set = left;
    nodes[2].set = right;
    nodes[1].parents = nodes[2].parents = {id(1)};
    return stateOf(nodes);
}

std::string edit(std::string_view kind, const RecordState& before, const Json& set, std::optional<std::string> reason = {})
{
    Header h = headerFor(kind);
    h.parents = before.heads;
    h.n = 2;
    return verdict(checkRevision(h, payloadOf(set, std::move(reason)), &before));
}

// A first set of each kind that is right.
std::map<std::string, Json> goodSets()
{
    return {
        {kCase, {{"title", "Kerkstraat 1"}}},
        {kMembership, {{"user", kSomeUser}, {"right", "write"}}},
        {kDecision, {{"revisions", {std::string(64, 'a'), std::string(64, 'b')}}, {"verdict", "accept"}}},
        {kPerson, {{"name", "Jan"}, {"born", "2010-02"}, {"role", "child"}}},
        {kNote, {{"text", "seen"}}},
        {kInjury, {{"type", "bruise"}, {"place", {{"region", "cheek"}, {"laterality", "left"}}}}},
        {kHuisverbod, {{"imposed_at", "2026-03-01T14:00:00+01:00"}}},
        {kHuisverbodEvent, {{"huisverbod", kSomeRecord}, {"event", "breach"}, {"at", "2026-03-02"}}},
        {kBlobRef, {{"record", kSomeRecord}, {"sha256", std::string(64, 'a')}, {"bytes", 0}}},
        {kRegion, {{"code", "RR"}, {"name", "Rotterdam-Rijnmond"}}},
        {kUser, {{"name", "Anna"}}},
        {kRole, {{"user", kSomeUser}, {"role", "coordinator"}}},
        {kDisable, {{"user", kSomeUser}}},
        {kRevocation, {{"device", kSomeRecord}}},
    };
}

}  // namespace

class KindRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKind_goodFirstSet_isTakenAndReadsBack()
    {
        const auto sets = goodSets();
        QCOMPARE(sets.size(), kindRules().size());
        for (const auto& [kind, set] : sets) {
            QVERIFY2(first(kind, set) == "ok", (kind + " " + first(kind, set)).c_str());
            QVERIFY(checkFields(kind, set).ok());
            QVERIFY(isKnown(kind, 1));
            QVERIFY(!isKnown(kind, 2));
        }
        QCOMPARE(CaseTitle::from(sets.at(kCase))->toSet(), sets.at(kCase));
        QCOMPARE(Membership::from(sets.at(kMembership))->toSet(), sets.at(kMembership));
        QCOMPARE(Person::from(sets.at(kPerson))->toSet(), sets.at(kPerson));
        QCOMPARE(Note::from(sets.at(kNote))->toSet(), sets.at(kNote));
        QCOMPARE(BlobRef::from(sets.at(kBlobRef))->toSet(), sets.at(kBlobRef));
        QCOMPARE(RegionName::from(sets.at(kRegion))->toSet(), sets.at(kRegion));
        QCOMPARE(UserName::from(sets.at(kUser))->toSet(), sets.at(kUser));
        QCOMPARE(RoleGrant::from(sets.at(kRole))->toSet(), sets.at(kRole));
        QCOMPARE(Disable::from(sets.at(kDisable))->toSet(), sets.at(kDisable));
        QCOMPARE(Revocation::from(sets.at(kRevocation))->toSet(), sets.at(kRevocation));
    }

    void everyRequiredField_missingOrCleared_isRefused()
    {
        for (const auto& [kind, set] : goodSets())
            for (const FieldRule& field : findKind(kind)->fields) {
                if (!field.required) continue;
                Json without = set;
                without.erase(std::string(field.name));
                QCOMPARE(first(kind, without), "rule_broken " + std::string(field.name) + ": is missing");
                Json cleared = set;
                cleared[std::string(field.name)] = nullptr;
                QCOMPARE(first(kind, cleared), "rule_broken " + std::string(field.name) + ": cannot be cleared");
            }
    }

    void everyField_wrongType_isRefusedByName()
    {
        for (const auto& [kind, set] : goodSets())
            for (const FieldRule& field : findKind(kind)->fields)
                for (const Json& wrong : {Json(3.5), Json(""), Json(-1), Json{{"x", 1}}, Json::array()}) {
                    Json bad = set;
                    bad[std::string(field.name)] = wrong;
                    const std::string got = first(kind, bad);
                    QVERIFY2(got.starts_with("rule_broken " + std::string(field.name) + ": "), (kind + " " + got).c_str());
                }
    }

    void unknownField_isRefusedWithoutItsName()
    {
        for (auto [kind, set] : goodSets()) {
            set["secret words"] = 1;
            QCOMPARE(first(kind, set), std::string("rule_broken set: a field this kind does not have"));
        }
    }

    void decision_namesSortedRevisionsOnce_neverChanges_andDeclinesWithAReason()
    {
        const std::string a(64, 'a'), b(64, 'b');
        const auto of = [&](const Json& ids) { return first(kDecision, {{"revisions", ids}, {"verdict", "accept"}}); };
        QCOMPARE(of({a, b}), std::string("ok"));
        for (const Json& ids : {Json::array(), Json{b, a}, Json{a, a}, Json{"A"}, Json{a, 1}, Json(a), Json(std::vector<std::string>(65, a))})
            QVERIFY(of(ids).starts_with("rule_broken revisions"));
        const Json decline{{"revisions", {a}}, {"verdict", "decline"}};
        QVERIFY(first(kDecision, decline).starts_with("rule_broken reason"));
        QVERIFY(checkRevision(headerFor(kDecision, decline), payloadOf(decline, "dubbel"), nullptr).ok());
        const auto before = stateOfSets({decline});
        QVERIFY(edit(kDecision, before, {{"verdict", "accept"}}, "toch").starts_with("rule_broken verdict"));
        QVERIFY(edit(kDecision, before, {{"retracted", true}}, "toch").starts_with("rule_broken retracted"));
        const auto read = Decision::from(decline);
        QVERIFY(read.ok() && read->toSet() == decline);
    }

    void parts_areThoseOfTheKind()
    {
        const std::map<std::string, std::string> allowed{{kNote, "gmr"}, {kBlobRef, "gmr"}, {kInjury, "gm"}, {kDecision, "gmr"}};
        for (const auto& [kind, set] : goodSets())
            for (const Part part : revision::kAllParts) {
                Header h = headerFor(kind, set);
                h.part = part;
                const auto it = allowed.find(kind);
                const bool may = (it == allowed.end() ? std::string("g") : it->second).find("gmr"[static_cast<int>(part)]) !=
                                 std::string::npos;
                QCOMPARE(checkRevision(h, payloadOf(set), nullptr).ok(), may);
            }
    }

    void dossier_caseKindInRegionOrTheReverse_isRefused()
    {
        for (const auto& [kind, set] : goodSets()) {
            Header h = headerFor(kind, set);
            h.caseId = findKind(kind)->dossier == Dossier::Case ? CaseId(h.region.bytes())
                                                                : *CaseId::parse("01900000-0000-7000-8000-0000000000ff");
            QCOMPARE(verdict(checkRevision(h, payloadOf(set), nullptr)),
                     std::string("rule_broken case: this kind does not stand in this dossier"));
        }
    }

    void case_foundedByAnother_isRefused()
    {
        Header h = headerFor(kCase);
        h.user = *UserId::parse(kSomeUser);
        QCOMPARE(verdict(checkRevision(h, payloadOf({{"title", "t"}}), nullptr)),
                 std::string("rule_broken case: does not follow from region, user and record"));
        // A later revision by somebody else is judged by his right, not by this.
        const RecordState before = stateOfSets({{{"title", "t"}}});
        h.parents = before.heads;
        QVERIFY(checkRevision(h, payloadOf({{"title", "u"}}), &before).ok());
    }

    void membership_recordOfAnother_isRefused()
    {
        const Json set = goodSets().at(kMembership);
        Header h = headerFor(kMembership, set);
        h.record = *RecordId::parse(kSomeRecord);
        QCOMPARE(verdict(checkRevision(h, payloadOf(set), nullptr)),
                 std::string("rule_broken record: does not follow from case and user"));
    }

    void constant_mayBeRepeatedNotChanged()
    {
        const RecordState before = stateOfSets({goodSets().at(kMembership)});
        QCOMPARE(edit(kMembership, before, {{"right", "none"}}), std::string("ok"));
        QCOMPARE(edit(kMembership, before, {{"right", "none"}, {"user", kSomeUser}}), std::string("ok"));
        QCOMPARE(edit(kMembership, before, {{"user", kSomeRecord}}), std::string("rule_broken user: cannot change"));
    }

    void effectiveRight_severalValues_isTheLowest()
    {
        const Json root{{"user", kSomeUser}, {"right", "read"}};
        QCOMPARE(effectiveRight(branches(root, {{"right", "own"}}, {{"right", "none"}})), Right::None);
        QCOMPARE(effectiveRight(branches(root, {{"right", "own"}}, {{"right", "write"}})), Right::Write);
        QCOMPARE(effectiveRight(stateOfSets({root})), Right::Read);
        QCOMPARE(effectiveRight(RecordState{}), Right::None);
    }

    void retracted_needsReasonAndARetractableKind()
    {
        const RecordState note = stateOfSets({{{"text", "a"}}});
        QCOMPARE(edit(kNote, note, {{"retracted", true}}), std::string("rule_broken reason: is missing"));
        QCOMPARE(edit(kNote, note, {{"retracted", true}}, " \n"), std::string("rule_broken reason: is missing"));
        QCOMPARE(edit(kNote, note, {{"retracted", true}}, "wrong person"), std::string("ok"));
        QCOMPARE(edit(kNote, note, {{"retracted", nullptr}}, "r"), std::string("rule_broken retracted: neither true nor false"));
        QCOMPARE(first(kNote, {{"text", "a"}, {"retracted", true}}),
                 std::string("rule_broken retracted: a first revision has nothing to retract"));
        for (const char* kind : {kCase, kMembership, kRegion, kUser, kRole, kRevocation})
            QCOMPARE(edit(kind, stateOfSets({goodSets().at(kind)}), {{"retracted", true}}, "r"),
                     std::string("rule_broken retracted: this kind cannot be retracted"));
        QCOMPARE(edit(kDisable, stateOfSets({goodSets().at(kDisable)}), {{"retracted", true}}, "back at work"), std::string("ok"));
    }

    void editOnRetracted_needsReason_onConflictNot()
    {
        const RecordState gone = stateOfSets({{{"text", "a"}}, {{"retracted", true}}});
        QCOMPARE(edit(kNote, gone, {{"text", "b"}}), std::string("rule_broken reason: is missing"));
        QCOMPARE(edit(kNote, gone, {{"text", "b"}}, "was right after all"), std::string("ok"));
        const RecordState both = branches({{"text", "a"}}, {{"retracted", true}}, {{"text", "b"}});
        QCOMPARE(edit(kNote, both, {{"text", "c"}}), std::string("ok"));
        QVERIFY(needsReason(kNote, {{"text", "b"}}, &gone));
        QVERIFY(!needsReason(kNote, {{"text", "b"}}, nullptr));
    }

    void eventKinds_laterEdit_needsReason()
    {
        for (const char* kind : {kInjury, kHuisverbod, kHuisverbodEvent}) {
            const RecordState before = stateOfSets({goodSets().at(kind)});
            const Json change = kind == std::string(kInjury)       ? Json{{"remarks", "x"}}
                                : kind == std::string(kHuisverbod) ? Json{{"place", "x"}}
                                                                   : Json{{"remarks", "x"}};
            QCOMPARE(edit(kind, before, change), std::string("rule_broken reason: is missing"));
            QCOMPARE(edit(kind, before, change, "mistyped"), std::string("ok"));
        }
        QCOMPARE(edit(kPerson, stateOfSets({goodSets().at(kPerson)}), {{"name", "Piet"}}), std::string("ok"));
    }

    void unknownKinds_areNotJudgedButObeyedOnesWait()
    {
        Header h = headerFor(kNote);
        h.kindVersion = 2;
        QVERIFY(checkRevision(h, payloadOf({{"anything", 1}}), nullptr).ok());
        QCOMPARE(knowledgeOf(kNote, 2), Knowledge::NewerKind);
        h.kind = "photo_album";
        QVERIFY(checkRevision(h, payloadOf({{"anything", 1}}), nullptr).ok());
        for (const char* kind : {kCase, kMembership, kRole, "decision", "destroy"}) {
            h.kind = kind;
            QVERIFY(isObeyed(kind));
            QCOMPARE(verdict(checkRevision(h, payloadOf({{"anything", 1}}), nullptr)), std::string("newer_kind kind_v"));
        }
        QVERIFY(!isObeyed(kNote));
        QVERIFY(!isObeyed("photo_album"));
    }

    void sealed_contentNotJudged_obeyedKindsRefused()
    {
        for (const auto& [kind, set] : goodSets()) {
            Header h = headerFor(kind, set);
            h.enc = revision::Encryption{"xchacha20-poly1305", Sha256()};
            const std::string got = verdict(checkRevision(h, Payload{}, nullptr));
            QCOMPARE(got, isObeyed(kind) ? std::string("rule_broken enc: this kind is never sealed") : std::string("ok"));
        }
    }

    void texts_limits()
    {
        QCOMPARE(first(kCase, {{"title", std::string(200, 'a')}}), std::string("ok"));
        std::string accents;
        for (int i = 0; i < 200; ++i) accents += "\xc3\xa9";
        QCOMPARE(first(kCase, {{"title", accents}}), std::string("ok"));
        QCOMPARE(first(kCase, {{"title", accents + "a"}}), std::string("rule_broken title: too long"));
        QCOMPARE(first(kNote, {{"text", " \n\t"}}), std::string("rule_broken text: nothing but white space"));
        QCOMPARE(first(kNote, {{"text", std::string(64 * 1024, 'a')}}), std::string("ok"));
        QCOMPARE(first(kNote, {{"text", std::string(64 * 1024 + 1, 'a')}}), std::string("rule_broken text: over 64 KiB"));
    }

    void born_partialDates()
    {
        for (const char* good : {"2010", "2010-02", "2010-02-28", "2012-02-29", "1900", "2199-12-31"})
            QVERIFY2(first(kPerson, {{"name", "a"}, {"born", good}}) == "ok", good);
        for (const char* bad : {"210", "2010-", "2010-2", "2010-00", "2010-13", "2010-02-30", "2011-02-29", "1899", "2200", "2010-02-28 ",
                                "28-02-2010", "2010-02-2", "+201"})
            QVERIFY2(first(kPerson, {{"name", "a"}, {"born", bad}}).starts_with("rule_broken born: "), bad);
    }

    void moments_shape()
    {
        for (const char* good : {"2026-03-01", "2026-03-01T14:00:00+01:00", "2026-03-29T02:30:00+01:00", "2026-03-01T00:00:59-05:30"})
            QVERIFY2(first(kHuisverbod, {{"imposed_at", good}}) == "ok", good);
        for (const char* bad : {"2026-03-01T14:00", "2026-03-01T14:00:00", "2026-03-01T14:00:00Z", "2026-03-01T24:00:00+01:00",
                                "2026-03-01T14:60:00+01:00", "2026-03-01T14:00:60+01:00", "2026-03-01T14:00:00+14:00", "2026-02-30",
                                "2026-03-01 14:00:00+01:00", "2026-03-01T14:00:00+0100", "2026-03-01T14:00:00.5+01:00", ""})
            QVERIFY2(first(kHuisverbod, {{"imposed_at", bad}}).starts_with("rule_broken imposed_at: "), bad);
    }

    void eventFields_thatDoNotFit_areRefused()
    {
        const auto event = [](const char* code, Json more) {
            more["huisverbod"] = kSomeRecord;
            more["event"] = code;
            return first(kHuisverbodEvent, more);
        };
        QCOMPARE(event("ruling", {{"at", "2026-03-02"}, {"effect", "annulled"}}), std::string("ok"));
        QCOMPARE(event("breach", {{"at", "2026-03-02"}, {"effect", "annulled"}}),
                 std::string("rule_broken effect: only a ruling has one"));
        QCOMPARE(event("extension", {{"decided_at", "2026-03-02"}, {"until", "2026-03-20"}}), std::string("ok"));
        QCOMPARE(event("extension", {{"until", "2026-03-20"}}), std::string("ok"));
        QCOMPARE(event("withdrawal", {{"at", "2026-03-02"}, {"until", "2026-03-20"}}),
                 std::string("rule_broken until: only an extension has one"));
        QCOMPARE(event("breach", {{"remarks", "x"}}), std::string("rule_broken at: an event needs a moment"));
        QCOMPARE(event("party", {{"at", "2026-03-02"}}), std::string("rule_broken event: not a known code"));
        const RecordState before = stateOfSets({goodSets().at(kHuisverbodEvent)});
        QCOMPARE(edit(kHuisverbodEvent, before, {{"at", nullptr}}, "r"), std::string("rule_broken at: an event needs a moment"));
        QCOMPARE(edit(kHuisverbodEvent, before, {{"effect", "upheld"}}, "r"), std::string("rule_broken effect: only a ruling has one"));
        QCOMPARE(edit(kHuisverbodEvent, before, {{"event", "ruling"}}, "r"), std::string("rule_broken event: cannot change"));
    }

    void mergedStateThatBreaksARule_otherFieldsStayEditable()
    {
        const Json root{{"huisverbod", kSomeRecord}, {"event", "extension"}, {"until", "2026-03-20"}, {"decided_at", "2026-03-02"}};
        // One branch clears one moment, the other the other one: merged, the event stands nowhere in time.
        const RecordState merged = branches(root, {{"until", nullptr}}, {{"decided_at", nullptr}});
        QCOMPARE(edit(kHuisverbodEvent, merged, {{"remarks", "x"}}, "r"), std::string("ok"));
        QCOMPARE(edit(kHuisverbodEvent, merged, {{"until", "2026-03-21"}}, "r"), std::string("ok"));
    }

    void shownFields_conflictAndCleared()
    {
        const RecordState state = branches({{"name", "a"}, {"born", "2010"}}, {{"name", "b"}, {"born", nullptr}}, {{"name", "c"}});
        QCOMPARE(shownFields(state), (Json{{"name", "b"}}));
        QVERIFY(state.inConflict("name"));
        QCOMPARE(viewOf<Person>(state)->name, std::string("b"));
    }

    void errors_neverHoldValues()
    {
        QVERIFY(rc::check("no text of a record comes back in an error", [] {
            const std::string secret = "Geheim" + *rc::gen::container<std::string>(rc::gen::inRange('a', 'z'));
            for (auto [kind, set] : goodSets())
                for (auto& [name, value] : set.items()) {
                    Json bad = set;
                    bad[name] = Json{{"region", secret}, {"view", secret}};
                    const auto status = checkFields(kind, bad);
                    RC_ASSERT(!status.ok());
                    RC_ASSERT(status.error().detail.find("Geheim") == std::string::npos);
                }
        }));
    }
};

QTEST_APPLESS_MAIN(KindRulesTest)
#include "kind_rules_test.moc"
