// Conflicts of a device's own making: two forms opened on the same heads.
#include "tests/support/engine_fixture.h"

#include <QtTest/QtTest>

#include <rapidcheck.h>

using namespace veldpost;
using namespace veldpost::engine;
using revision::Json;

namespace {

// A record of one case, and forms of it that are open at the same time.
struct OpenForms {
    explicit OpenForms(test::EngineFixture& fixture, const std::string& kind = "note", const Json& set = {{"text", "een"}})
        : home(fixture.home("anna"))
    {
        const CaseId caseId = home->dossiers().createCase("Familie De Vries")->caseId;
        record = home->dossiers().add(caseId, kind, Part::General, set)->record;
    }

    RecordRow row() { return *home->dossiers().record(record); }
    RecordConflict conflict() { return *home->conflicts().of(record); }
    Result<Saved> edit(const std::vector<RevisionId>& openedOn, const Json& changes, const std::string& reason = "verschrijving")
    {
        return home->dossiers().edit(record, openedOn, changes, reason);
    }
    Result<Saved> resolve(const Choice& choice) { return home->conflicts().resolve(row().key(), choice); }
    // Each of the sets written on what the record says now, none of them knowing of the others.
    std::vector<RevisionId> apart(const std::vector<Json>& sets)
    {
        const std::vector<RevisionId> heads = row().heads;
        std::vector<RevisionId> made;
        for (const Json& set : sets) {
            const auto saved = edit(heads, set);
            VELDPOST_CHECK(saved.ok());
            made.push_back(saved->revision);
        }
        return made;
    }

    std::unique_ptr<OpenHome> home;
    RecordId record;
};

std::vector<std::string> fieldsOf(const RecordConflict& conflict)
{
    std::vector<std::string> names;
    for (const ConflictField& field : conflict.fields) names.push_back(field.field);
    return names;
}

QString typeOf(const Result<Saved>& result)
{
    return result.ok() ? QStringLiteral("saved") : QString::fromStdString(result.error().type);
}

using Names = std::vector<std::string>;

}  // namespace

class ConflictsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bothEdited_isListed_withAuthorTimeAndWhatItSaidBefore()
    {
        test::EngineFixture world;
        OpenForms forms(world);
        const auto made = forms.apart({{{"text", "links"}}, {{"text", "rechts"}}});
        const auto all = forms.home->conflicts().all();
        QVERIFY(all.ok());
        QCOMPARE(all->size(), std::size_t(1));
        const RecordConflict& conflict = all->front();
        QCOMPARE(conflict.row.record, forms.record);
        QCOMPARE(conflict.heads, forms.row().heads);
        QCOMPARE(fieldsOf(conflict), Names{"text"});
        const ConflictField& text = conflict.fields.front();
        QCOMPARE(text.before, std::vector<Json>{"een"});
        std::set<std::pair<Json, RevisionId>> values;
        for (const ConflictValue& value : text.values) {
            QCOMPARE(value.by.size(), std::size_t(1));
            QCOMPARE(value.by.front().user, forms.home->identity().user());
            QCOMPARE(value.by.front().atMs, world.clock.nowMs());
            values.emplace(value.value, value.by.front().revision);
        }
        QCOMPARE(values, (std::set<std::pair<Json, RevisionId>>{{"links", made[0]}, {"rechts", made[1]}}));
    }

    void choice_take_isOneRevisionOnAllHeads_withItsReason_andSaysWhatItChoseBetween()
    {
        test::EngineFixture world;
        OpenForms forms(world);
        const auto made = forms.apart({{{"text", "links"}}, {{"text", "rechts"}}});
        const auto heads = forms.row().heads;
        const auto saved = forms.resolve({{}, {{"text", made[1]}}, Json::object(), "rechts is nagevraagd"});
        QVERIFY(saved.ok());
        const RecordRow row = forms.row();
        QVERIFY(row.conflicts.empty());
        QCOMPARE(row.fields.at("text"), Json("rechts"));
        QCOMPARE(row.heads, std::vector<RevisionId>{saved->revision});
        const auto history = forms.home->dossiers().history(forms.record);
        const RevisionRow& last = history->back();
        QCOMPARE(last.parents, heads);
        QCOMPARE(last.payload.at("reason"), Json("rechts is nagevraagd"));
        QCOMPARE(last.settled.size(), std::size_t(1));
        QCOMPARE(last.settled.front().values.size(), std::size_t(2));
        for (std::size_t i = 0; i + 1 < history->size(); ++i) QVERIFY(history->at(i).settled.empty());
        QVERIFY(forms.home->conflicts().all()->empty());
    }

    void choice_ofOneField_leavesTheOthersOpen()
    {
        test::EngineFixture world;
        OpenForms forms(world, "person", {{"name", "Kind"}});
        forms.apart({{{"name", "Sem"}, {"born", "2014"}}, {{"name", "Sam"}, {"born", "2015"}}});
        QCOMPARE(forms.row().conflicts, (Names{"born", "name"}));
        QVERIFY(forms.resolve({{}, {}, {{"name", "Samuel"}}, "volgens de moeder"}).ok());
        QCOMPARE(forms.row().conflicts, Names{"born"});
        QCOMPARE(forms.row().fields.at("name"), Json("Samuel"));
        QCOMPARE(forms.conflict().fields.front().values.size(), std::size_t(2));
    }

    void choice_whileNewHeadsArrived_isOnTheHeadsItWasShownOn()
    {
        test::EngineFixture world;
        OpenForms forms(world);
        const auto opened = forms.row().heads;
        const auto made = forms.apart({{{"text", "links"}}, {{"text", "rechts"}}});
        const RecordConflict shown = forms.conflict();
        const auto third = forms.edit(opened, {{"text", "derde"}});
        QVERIFY(third.ok());
        QVERIFY(forms.resolve({shown.heads, {{"text", made[0]}}, Json::object(), "gekozen"}).ok());
        QCOMPARE(forms.row().conflicts, Names{"text"});
        std::set<Json> values;
        const RecordConflict after = forms.conflict();
        for (const ConflictValue& value : after.fields.front().values) values.insert(value.value);
        QCOMPARE(values, (std::set<Json>{"links", "derde"}));
        // What was not shown cannot be taken.
        QCOMPARE(typeOf(forms.resolve({shown.heads, {{"text", third->revision}}, Json::object(), "x"})),
                 QStringLiteral("no_such_value"));
    }

    void choice_thatCannotBe_isRefused_andNothingIsWritten_data()
    {
        QTest::addColumn<int>("choice");
        QTest::addColumn<QString>("type");
        QTest::newRow("nothing chosen") << 0 << "nothing_chosen";
        QTest::newRow("no reason") << 1 << "reason_needed";
        QTest::newRow("a field without conflict") << 2 << "not_in_conflict";
        QTest::newRow("set of a field without conflict") << 3 << "not_in_conflict";
        QTest::newRow("a revision whose value was overwritten") << 4 << "no_such_value";
        QTest::newRow("taken and set") << 5 << "chosen_twice";
        QTest::newRow("a value its kind does not take") << 6 << "rule_broken";
        QTest::newRow("heads of another record") << 7 << "unknown_record";
    }
    void choice_thatCannotBe_isRefused_andNothingIsWritten()
    {
        QFETCH(int, choice);
        QFETCH(QString, type);
        test::EngineFixture world;
        OpenForms forms(world);
        const RevisionId first = forms.row().heads.front();
        const auto made = forms.apart({{{"text", "links"}}, {{"text", "rechts"}}});
        const Json none = Json::object();
        const Choice choices[] = {{{}, {}, none, "x"},
                                  {{}, {{"text", made[0]}}, none, "  "},
                                  {{}, {{"born", made[0]}}, none, "x"},
                                  {{}, {}, {{"retracted", false}}, "x"},
                                  {{}, {{"text", first}}, none, "x"},
                                  {{}, {{"text", made[0]}}, {{"text", "drie"}}, "x"},
                                  {{}, {}, {{"text", " "}}, "x"},
                                  {{RevisionId()}, {{"text", made[0]}}, none, "x"}};
        QCOMPARE(typeOf(forms.resolve(choices[choice])), type);
        QCOMPARE(forms.row().revisions, std::int64_t(3));
        QCOMPARE(forms.row().conflicts, Names{"text"});
    }

    void retractAgainstEdit_isDecidedByThePseudoField()
    {
        for (const bool retract : {true, false}) {
            test::EngineFixture world;
            OpenForms forms(world);
            const auto made = forms.apart({{{"retracted", true}}, {{"text", "twee"}}});
            QCOMPARE(fieldsOf(forms.conflict()), Names{"retracted"});
            QVERIFY(!forms.row().retracted);
            // By the revision whose word is taken: the edit says "not retracted".
            QVERIFY(forms.resolve({{}, {{"retracted", made[retract ? 0 : 1]}}, Json::object(), "nagevraagd"}).ok());
            QCOMPARE(forms.row().retracted, retract);
            QCOMPARE(forms.row().fields.at("text"), Json("twee"));
            QVERIFY(forms.row().conflicts.empty());
        }
    }

    // Want 5: two edits of one field are shown, never silently decided.
    void want5_edit_whileItIsOpenWhetherARecordIsRetracted_leavesThatOpen()
    {
        test::EngineFixture world;
        OpenForms forms(world);
        forms.apart({{{"retracted", true}}, {{"text", "twee"}}});
        QVERIFY(forms.edit(forms.row().heads, {{"text", "drie"}}).ok());
        QCOMPARE(fieldsOf(forms.conflict()), Names{"retracted"});
        QCOMPARE(forms.row().fields.at("text"), Json("drie"));
    }

    void want5_choice_ofAText_leavesOpenWhetherTheRecordIsRetracted()
    {
        test::EngineFixture world;
        OpenForms forms(world);
        const auto made = forms.apart({{{"retracted", true}}, {{"text", "links"}}, {{"text", "rechts"}}});
        QCOMPARE(fieldsOf(forms.conflict()), (Names{"retracted", "text"}));
        QVERIFY(forms.resolve({{}, {{"text", made[2]}}, Json::object(), "nagevraagd"}).ok());
        QCOMPARE(fieldsOf(forms.conflict()), Names{"retracted"});
        QCOMPARE(forms.row().fields.at("text"), Json("rechts"));
    }

    void choice_outOfReachBesideARetract_asksForBoth()
    {
        test::EngineFixture world;
        OpenForms forms(world);
        const auto opened = forms.row().heads;
        // One branch wrote a text and then took the record back: its text lies behind the retract.
        const auto left = forms.edit(opened, {{"text", "links"}, {"retracted", true}}, "verkeerd huis");
        const auto right = forms.edit(opened, {{"text", "rechts"}});
        QVERIFY(left.ok() && right.ok());
        QCOMPARE(typeOf(forms.resolve({{}, {{"text", right->revision}}, Json::object(), "x"})), QStringLiteral("retracted_open"));
        QVERIFY(forms.resolve({{}, {{"text", right->revision}}, {{"retracted", false}}, "x"}).ok());
        QVERIFY(forms.row().conflicts.empty());
        QCOMPARE(forms.row().fields.at("text"), Json("rechts"));
    }

    void want5_choice_onARetractedRecord_doesNotBringItBack()
    {
        test::EngineFixture world;
        OpenForms forms(world);
        const auto made = forms.apart({{{"text", "links"}}, {{"text", "rechts"}}});
        QVERIFY(forms.home->dossiers().retract(forms.record, "verkeerd huis").ok());
        QVERIFY(forms.row().retracted);
        QVERIFY(forms.resolve({{}, {{"text", made[0]}}, Json::object(), "nagevraagd"}).ok());
        QVERIFY(forms.row().retracted);
        QVERIFY(forms.row().conflicts.empty());
    }

    // A form that is opened on a conflict and saved with another field changed: for every kind, through drafts.
    void want5_form_thatDoesNotTouchAField_leavesItsConflict_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("set");
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<QByteArray>("other");
        QTest::newRow("person") << QByteArray("person") << QByteArray(R"({"name":"Kind"})") << QByteArray(R"({"name":"Sem"})")
                                << QByteArray(R"({"name":"Sam"})") << QByteArray(R"({"born":"2014"})");
        QTest::newRow("injury") << QByteArray("injury") << QByteArray(R"({"type":"bruise","place":{"region":"forehead"}})")
                                << QByteArray(R"({"size":{"length_mm":12}})") << QByteArray(R"({"size":{"length_mm":21}})")
                                << QByteArray(R"({"remarks":"zwelling"})");
        QTest::newRow("huisverbod") << QByteArray("huisverbod") << QByteArray(R"({"imposed_at":"2026-12-03"})")
                                    << QByteArray(R"({"imposed_at":"2026-12-04"})") << QByteArray(R"({"imposed_at":"2026-12-05"})")
                                    << QByteArray(R"({"municipality":"Goes"})");
    }
    void want5_form_thatDoesNotTouchAField_leavesItsConflict()
    {
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, set);
        QFETCH(QByteArray, left);
        QFETCH(QByteArray, right);
        QFETCH(QByteArray, other);
        test::EngineFixture world;
        OpenForms forms(world, kind.toStdString(), Json::parse(set.toStdString()));
        forms.apart({Json::parse(left.toStdString()), Json::parse(right.toStdString())});
        const Names open = forms.row().conflicts;
        QCOMPARE(open.size(), std::size_t(1));
        auto draft = forms.home->drafts().openEdit(forms.record);
        QVERIFY(draft.ok());
        draft->fields.update(Json::parse(other.toStdString()));
        QVERIFY(forms.home->drafts().keep(*draft).ok());
        QVERIFY(forms.home->drafts().finish(*draft, "aanvulling").ok());
        QCOMPARE(forms.row().conflicts, open);
        QCOMPARE(forms.conflict().fields.front().values.size(), std::size_t(2));
    }

    void over64Heads_areDecidedByTheSmallestIds_thenTheRest()
    {
        test::EngineFixture world;
        OpenForms forms(world);
        std::vector<Json> sets;
        for (int i = 0; i < 70; ++i) sets.push_back({{"text", "versie " + std::to_string(i)}});
        forms.apart(sets);
        const auto heads = forms.row().heads;
        QCOMPARE(heads.size(), revision::kParentsMax);
        QCOMPARE(forms.conflict().fields.front().values.size(), std::size_t(70));
        QVERIFY(forms.resolve({{}, {}, {{"text", "samen"}}, "alles gelezen"}).ok());
        QCOMPARE(forms.conflict().fields.front().values.size(), std::size_t(7));
        QVERIFY(forms.resolve({{}, {}, {{"text", "samen"}}, "de rest ook"}).ok());
        QVERIFY(forms.row().conflicts.empty());
        QCOMPARE(forms.row().fields.at("text"), Json("samen"));
    }

    void history_ofARecordThatWasDeclined_isStillThere()
    {
        test::EngineFixture world;
        OpenForms forms(world);
        const RevisionId id = forms.row().heads.front();
        LocalStore& store = forms.home->store();
        auto tx = store.db().begin();
        QVERIFY(store.setStatus(id, RevisionStatus::Declined, "rule_broken").ok());
        QVERIFY(store.refreshRecord(forms.row().key()).ok());
        QVERIFY(tx->commit().ok());
        const auto history = forms.home->dossiers().history(forms.record);
        QVERIFY(history.ok());
        QCOMPARE(history->front().payload.at("set").at("text"), Json("een"));
        QCOMPARE(history->front().standing.state, ItemState::Waiting);
        QCOMPARE(history->front().standing.reason, std::string("declined"));
    }
};

QTEST_APPLESS_MAIN(ConflictsTest)
#include "conflicts_test.moc"
