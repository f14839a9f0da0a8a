#include "client/engine/outbox.h"
#include "client/viewmodels/draft_model.h"
#include "client/viewmodels/huisverbod_editor.h"
#include "client/viewmodels/injury_editor.h"
#include "client/viewmodels/note_editor.h"
#include "client/viewmodels/person_editor.h"
#include "client/viewmodels/translations.h"
#include "shared/storage/fault_injector.h"
#include "tests/unit/client/viewmodels/opened_workspace.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::viewmodels;
using revision::Json;
using test::OpenedWorkspace;

namespace {

engine::RecordRow recordOf(OpenedWorkspace& world, const QString& id)
{
    return world.dossiers().record(RecordId::parse(id.toStdString()).value()).value();
}

}  // namespace

class EditorsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void note_typedAndPaused_isKeptAsDraft()
    {
        OpenedWorkspace world;
        NoteEditor editor;
        QVERIFY(editor.openNew(world.caseId()));
        QCOMPARE(editor.saveState(), RecordEditor::Untouched);
        editor.setNoteText(QStringLiteral("Moeder zegt"));
        QCOMPARE(editor.saveState(), RecordEditor::Typing);
        QTRY_COMPARE(editor.saveState(), RecordEditor::DraftKept);
        QCOMPARE(world.workspace.home()->drafts().all()->size(), std::size_t(1));
        QVERIFY(world.dossiers().records({world.caseOf, "note"})->empty());
    }

    void note_typedOnAndOn_isKeptWithoutAPause()
    {
        OpenedWorkspace world;
        NoteEditor editor;
        QVERIFY(editor.openNew(world.caseId()));
        QTimer hand;
        QObject::connect(&hand, &QTimer::timeout, &editor, [&] { editor.setNoteText(editor.noteText() + QStringLiteral("a")); });
        hand.start(100);
        QTRY_COMPARE(world.workspace.home()->drafts().all()->size(), std::size_t(1));
        QVERIFY(hand.isActive());
    }

    void note_typedThenKilled_isThereAfterRestart()
    {
        OpenedWorkspace world;
        {
            NoteEditor editor;
            QVERIFY(editor.openNew(world.caseId()));
            editor.setNoteText(QStringLiteral("Moeder zegt"));
            QVERIFY(editor.keepNow());
            world.killAndRestart();
        }
        DraftModel drafts;
        QCOMPARE(drafts.count(), 1);
        QCOMPARE(test::cell(drafts, 0, "text").toString(), QStringLiteral("Moeder zegt"));
        QCOMPARE(test::cell(drafts, 0, "caseTitle").toString(), QStringLiteral("Familie De Vries"));
        NoteEditor again;
        QVERIFY(again.openDraft(test::cell(drafts, 0, "draftId").toString()));
        QCOMPARE(again.noteText(), QStringLiteral("Moeder zegt"));
        QCOMPARE(again.saveState(), RecordEditor::DraftKept);
    }

    void note_done_makesOneRevisionAndLeavesNoDraft()
    {
        OpenedWorkspace world;
        NoteEditor editor;
        QSignalSpy finished(&editor, &RecordEditor::finished);
        QVERIFY(editor.openNew(world.caseId()));
        editor.setNoteText(QStringLiteral("een"));
        QVERIFY(editor.keepNow());
        editor.setNoteText(QStringLiteral("een twee"));
        QVERIFY(editor.done());
        QCOMPARE(finished.size(), 1);
        const engine::RecordRow row = recordOf(world, finished.at(0).at(0).toString());
        QCOMPARE(row.revisions, std::int64_t(1));
        QCOMPARE(row.fields.at("text").get<std::string>(), std::string("een twee"));
        QVERIFY(world.workspace.home()->drafts().all()->empty());
        QVERIFY(!editor.isOpen());
        QCOMPARE(editor.saveState(), RecordEditor::Saved);
    }

    void note_openedAndLeft_leavesNothing()
    {
        OpenedWorkspace world;
        NoteEditor editor;
        QVERIFY(editor.openNew(world.caseId()));
        QVERIFY(editor.leave());
        QVERIFY(world.workspace.home()->drafts().all()->empty());
    }

    void note_blank_isNotSaved_andSaysSo()
    {
        OpenedWorkspace world;
        NoteEditor editor;
        QVERIFY(editor.openNew(world.caseId()));
        editor.setNoteText(QStringLiteral("  \n"));
        QVERIFY(!editor.done());
        QVERIFY(editor.problems().contains(QStringLiteral("text")));
        editor.setNoteText(QStringLiteral("iets"));
        QVERIFY(editor.problems().isEmpty());
    }

    void note_tooLong_isKeptAsDraftButNotSaved()
    {
        OpenedWorkspace world;
        NoteEditor editor;
        QVERIFY(editor.openNew(world.caseId()));
        editor.setNoteText(QString(70'000, QLatin1Char('x')));
        QVERIFY(editor.bytesLeft() < 0);
        QVERIFY(!editor.done());
        QCOMPARE(world.workspace.home()->drafts().all()->size(), std::size_t(1));
    }

    void lock_whileTyping_keepsTheDraftAndEmptiesTheForm()
    {
        OpenedWorkspace world;
        NoteEditor editor;
        QVERIFY(editor.openNew(world.caseId()));
        editor.setNoteText(QStringLiteral("half af"));
        world.workspace.close();
        QVERIFY(!editor.isOpen());
        QVERIFY(editor.noteText().isEmpty());
        world.workspace.open(world.region.reopen("anna").value());
        QCOMPARE(world.workspace.home()->drafts().all()->size(), std::size_t(1));
    }

    void fullDisk_noWayOut_losesTheText()
    {
        OpenedWorkspace world;
        NoteEditor editor;
        QVERIFY(editor.openNew(world.caseId()));
        editor.setNoteText(QStringLiteral("half af"));
        storage::FaultInjector disk(world.region.file("anna"));
        disk.failWrite(0, storage::Fault::DiskFull, storage::FaultInjector::Repeat::FromThenOn);
        QVERIFY(!editor.leave());
        QVERIFY(!editor.keepNow());
        QVERIFY(!editor.done());
        QVERIFY(!editor.openNew(world.caseId()));
        QVERIFY(editor.isOpen());
        QCOMPARE(editor.noteText(), QStringLiteral("half af"));
        QCOMPARE(editor.saveState(), RecordEditor::NotKept);
        QVERIFY(!editor.errorText().isEmpty());
        disk.disarm();
        QVERIFY(editor.leave());
        QCOMPARE(world.workspace.home()->drafts().all()->size(), std::size_t(1));
        QVERIFY(world.workspace.unkept().empty());
    }

    void fullDisk_throwingAway_staysOpen()
    {
        OpenedWorkspace world;
        NoteEditor editor;
        QVERIFY(editor.openNew(world.caseId()));
        editor.setNoteText(QStringLiteral("half af"));
        QVERIFY(editor.keepNow());
        storage::FaultInjector disk(world.region.file("anna"));
        disk.failWrite(0, storage::Fault::DiskFull, storage::FaultInjector::Repeat::FromThenOn);
        QVERIFY(!editor.discard());
        QVERIFY(editor.isOpen());
        QVERIFY(!editor.errorText().isEmpty());
    }

    void fullDisk_lock_handsTheTextOn()
    {
        OpenedWorkspace world;
        NoteEditor editor;
        QVERIFY(editor.openNew(world.caseId()));
        editor.setNoteText(QStringLiteral("half af"));
        storage::FaultInjector disk(world.region.file("anna"));
        disk.failWrite(0, storage::Fault::DiskFull, storage::FaultInjector::Repeat::FromThenOn);
        world.workspace.close();
        QVERIFY(!editor.isOpen());
        QVERIFY(editor.noteText().isEmpty());
        QVERIFY(!world.workspace.unkept().empty());
    }

    void edit_ofARecordWithADraft_takesTheDraftUp()
    {
        OpenedWorkspace world;
        const QString note = world.add("note", Json{{"text", "oud"}});
        {
            NoteEditor first;
            QVERIFY(first.openEdit(note));
            first.setNoteText(QStringLiteral("nieuw"));
        }
        NoteEditor second;
        QVERIFY(second.openEdit(note));
        QCOMPARE(second.noteText(), QStringLiteral("nieuw"));
        QVERIFY(second.done());
        QCOMPARE(recordOf(world, note).fields.at("text").get<std::string>(), std::string("nieuw"));
    }

    void form_ofACaseThatIsTakenAway_closes_andItsLastWordsGoAlong()
    {
        OpenedWorkspace world;
        NoteEditor editor;
        QVERIFY(editor.openNew(world.caseId()));
        editor.setNoteText(QStringLiteral("de laatste woorden"));
        world.loseTheCase();
        QVERIFY(editor.noteText().isEmpty());
        QVERIFY(editor.caseId().isEmpty());
        QVERIFY(world.workspace.home()->drafts().all()->empty());
        const auto waiting = engine::Outbox(world.workspace.home()->store()).next(10, 1 << 20);
        QVERIFY(waiting.ok());
        QVERIFY(waiting->back().payloadBytes.find("de laatste woorden") != std::string::npos);
    }

    void reasonOfAnEdit_isKeptInTheDraft()
    {
        OpenedWorkspace world;
        const QString record = world.add("note", Json{{"text", "eerste"}});
        {
            NoteEditor editor;
            QVERIFY(editor.openEdit(record));
            editor.setNoteText(QStringLiteral("tweede"));
            editor.setReason(QStringLiteral("vergissing"));
        }
        NoteEditor again;
        QVERIFY(again.openEdit(record));
        QCOMPARE(again.reason(), QStringLiteral("vergissing"));
    }

    void person_partialBirthDate_isKeptAsKnown_halfTypedSurvivesInTheDraft()
    {
        OpenedWorkspace world;
        PersonEditor editor;
        QVERIFY(editor.openNew(world.caseId()));
        editor.setName(QStringLiteral("Noah"));
        editor.setBornText(QStringLiteral("14-3-20"));
        QVERIFY(!editor.done());
        QVERIFY(editor.problems().contains(QStringLiteral("born")));
        QVERIFY(editor.leave());
        PersonEditor again;
        QVERIFY(again.openDraft(QString::fromStdString(world.workspace.home()->drafts().all()->front().id.text())));
        QCOMPARE(again.bornText(), QStringLiteral("14-3-20"));
        again.setBornText(QStringLiteral("3-2019"));
        QSignalSpy finished(&again, &RecordEditor::finished);
        QVERIFY(again.done());
        const engine::RecordRow row = recordOf(world, finished.at(0).at(0).toString());
        const Json expected{{"name", "Noah"}, {"born", "2019-03"}};
        QVERIFY(row.fields == expected);
    }

    void injury_tappedOnTheMap_isSavedWithPlaceAndPoint()
    {
        OpenedWorkspace world;
        InjuryEditor editor;
        QVERIFY(editor.openNew(world.caseId()));
        QVERIFY(!editor.done());
        QVERIFY(editor.problems().contains(QStringLiteral("type")) && editor.problems().contains(QStringLiteral("place")));
        editor.setType(QStringLiteral("bruise"));
        editor.setPlace(QStringLiteral("cheek"), QStringLiteral("left"), QStringLiteral("head_front"), 6150, 5450);
        QCOMPARE(editor.placeText(), QStringLiteral("Wang, links"));
        editor.setLengthMm(QStringLiteral("32"));
        editor.toggleColour(QStringLiteral("blue"));
        editor.setSeenDay(QStringLiteral("23-11-2026"));
        QSignalSpy finished(&editor, &RecordEditor::finished);
        QVERIFY(editor.done());
        const Json expected{{"type", "bruise"}, {"place", {{"region", "cheek"}, {"laterality", "left"}}}, {"size", {{"length_mm", 32}}},
                       {"position", {{"map_v", 1}, {"view", "head_front"}, {"x", 6150}, {"y", 5450}}},
                       {"colours", {"blue"}}, {"seen_at", "2026-11-23"}};
        QVERIFY(recordOf(world, finished.at(0).at(0).toString()).fields == expected);
    }

    void injury_measuresThatCannotBe_areSaidAtTheirField()
    {
        OpenedWorkspace world;
        InjuryEditor editor;
        QVERIFY(editor.openNew(world.caseId()));
        editor.setType(QStringLiteral("bruise"));
        editor.setRegion(QStringLiteral("cheek"));
        editor.setLengthMm(QStringLiteral("drie cm"));
        editor.setWidthMm(QStringLiteral("0"));
        QVERIFY(!editor.done());
        for (const char* field : {"place", "length_mm", "width_mm"})
            QVERIFY2(editor.problems().contains(QLatin1String(field)), field);
        QCOMPARE(editor.lengthMm(), QStringLiteral("drie cm"));
        editor.setLaterality(QStringLiteral("left"));
        editor.setLengthMm(QString());
        editor.setWidthMm(QStringLiteral("18"));
        QVERIFY(editor.done());
    }

    void injury_edited_asksWhy()
    {
        OpenedWorkspace world;
        const QString injury =
            world.add("injury", Json{{"type", "bruise"}, {"place", {{"region", "cheek"}, {"laterality", "left"}}}});
        InjuryEditor editor;
        QVERIFY(editor.openEdit(injury));
        QVERIFY(editor.reasonNeeded());
        editor.setLaterality(QStringLiteral("right"));
        QVERIFY(!editor.done());
        QVERIFY(editor.problems().contains(QStringLiteral("reason")));
        editor.setReason(QStringLiteral("Kant verwisseld"));
        QVERIFY(editor.done());
        QCOMPARE(recordOf(world, injury).fields.at("place").at("laterality").get<std::string>(), std::string("right"));
    }

    void injury_regionChanged_dropsASideThatDoesNotFit()
    {
        OpenedWorkspace world;
        InjuryEditor editor;
        QVERIFY(editor.openNew(world.caseId()));
        editor.setPlace(QStringLiteral("cheek"), QStringLiteral("left"), QStringLiteral("head_front"), 1, 1);
        editor.setRegion(QStringLiteral("frenulum"));
        QCOMPARE(editor.laterality(), QString());
        QCOMPARE(editor.view(), QString());
        QVERIFY(!editor.lateralityChoices().isEmpty());
    }

    void huisverbod_typed_showsItsTermsWhileTyping()
    {
        OpenedWorkspace world;
        HuisverbodEditor editor;
        QVERIFY(editor.openNew(world.caseId()));
        QCOMPARE(editor.computedEndText(), QString());
        editor.setImposedDay(QStringLiteral("27-3-2010"));
        QCOMPARE(editor.imposedText(), QStringLiteral("za 27 maart 2010"));
        editor.setImposedClock(QStringLiteral("20.00"));
        QCOMPARE(editor.imposedText(), QStringLiteral("za 27 maart 2010 20:00"));
        QCOMPARE(editor.computedEndText(), QStringLiteral("di 6 april 2010 20:00"));
        QCOMPARE(editor.latestEndText(), QStringLiteral("za 24 april 2010 20:00"));
        QVERIFY(editor.notices().isEmpty());
        editor.setEndDay(QStringLiteral("8-4-2010"));
        editor.setEndClock(QStringLiteral("20:00"));
        QVERIFY(!editor.notices().isEmpty());
        editor.setContactBan(QStringLiteral("Elif\n\n Noah "));
        QSignalSpy finished(&editor, &RecordEditor::finished);
        QVERIFY(editor.done());
        const Json expected{{"imposed_at", "2010-03-27T20:00:00+01:00"}, {"end", {{"at", "2010-04-08T20:00:00+02:00"}}},
                       {"contact_ban", {"Elif", "Noah"}}};
        QVERIFY(recordOf(world, finished.at(0).at(0).toString()).fields == expected);
    }

    void huisverbod_halfATime_isSaidAndNotSaved()
    {
        OpenedWorkspace world;
        HuisverbodEditor editor;
        QVERIFY(editor.openNew(world.caseId()));
        editor.setImposedDay(QStringLiteral("27-3-2010"));
        editor.setImposedClock(QStringLiteral("25:00"));
        QVERIFY(!editor.done());
        QVERIFY(editor.problems().contains(QStringLiteral("imposed_at")));
        editor.setImposedClock(QString());
        QVERIFY(editor.done());
    }

    void event_extension_asksForItsEnd()
    {
        OpenedWorkspace world;
        const QString ban = world.add("huisverbod", Json{{"imposed_at", "2026-11-23T21:30:00+01:00"}});
        HuisverbodEventEditor editor;
        QVERIFY(editor.openFor(world.caseId(), ban, QStringLiteral("extension")));
        QVERIFY(editor.untilAsked());
        editor.setAtDay(QStringLiteral("1-12-2026"));
        QVERIFY(!editor.done());
        QVERIFY(editor.problems().contains(QStringLiteral("until")));
        editor.setUntilDay(QStringLiteral("21-12-2026"));
        editor.setUntilClock(QStringLiteral("21:30"));
        QVERIFY(editor.done());
    }

    void event_inTheHourOfAClockChange_isSaid_data()
    {
        QTest::addColumn<QString>("day");
        QTest::addColumn<QString>("clock");
        QTest::addColumn<QString>("word");
        QTest::newRow("does not exist") << "29-3-2026" << "02:30" << "bestond niet";
        QTest::newRow("comes twice") << "25-10-2026" << "02:30" << "twee keer";
        QTest::newRow("an hour as any other") << "25-10-2026" << "03:30" << QString();
    }
    void event_inTheHourOfAClockChange_isSaid()
    {
        QFETCH(QString, day);
        QFETCH(QString, clock);
        QFETCH(QString, word);
        OpenedWorkspace world;
        const Translations dutch(world.workspace);
        const QString ban = world.add("huisverbod", Json{{"imposed_at", "2026-03-23T21:30:00+01:00"}});
        HuisverbodEventEditor editor;
        QVERIFY(editor.openFor(world.caseId(), ban, QStringLiteral("breach")));
        editor.setAtDay(day);
        editor.setAtClock(clock);
        QCOMPARE(editor.notices().size(), word.isEmpty() ? 0 : 1);
        QVERIFY(word.isEmpty() || editor.notices().first().contains(word));
    }

    void event_storedInTheSecondOfTwoHours_isNotCalledTheFirst()
    {
        OpenedWorkspace world;
        const QString ban = world.add("huisverbod", Json{{"imposed_at", "2026-10-23T21:30:00+02:00"}});
        const QString event = world.add("huisverbod_event", Json{{"huisverbod", ban.toStdString()}, {"event", "breach"},
                                                                 {"at", "2026-10-25T02:30:00+01:00"}});
        HuisverbodEventEditor editor;
        QVERIFY(editor.openEdit(event));
        QVERIFY(editor.notices().isEmpty());
    }

    void event_extension_pastFourWeeks_orBackInTime_isWarnedOf()
    {
        OpenedWorkspace world;
        const Translations dutch(world.workspace);
        const QString ban = world.add("huisverbod", Json{{"imposed_at", "2026-11-23T21:30:00+01:00"}});
        HuisverbodEventEditor editor;
        QVERIFY(editor.openFor(world.caseId(), ban, QStringLiteral("extension")));
        editor.setAtDay(QStringLiteral("1-12-2026"));
        editor.setUntilDay(QStringLiteral("21-12-2026"));
        editor.setUntilClock(QStringLiteral("21:30"));
        QVERIFY(editor.notices().isEmpty());
        editor.setUntilClock(QStringLiteral("21:31"));
        QCOMPARE(editor.notices(), QStringList{QStringLiteral("Met de verlenging duurt het huisverbod langer dan vier weken.")});
        editor.setUntilDay(QStringLiteral("1-12-2026"));
        QCOMPARE(editor.notices(), QStringList{QStringLiteral("De verlenging eindigt vóór het einde dat ze verlengt.")});
    }

    void edit_ofARecordInConflict_showsEveryVersion()
    {
        OpenedWorkspace world;
        const QString note = world.add("note", Json{{"text", "een"}});
        const RecordId id = RecordId::parse(note.toStdString()).value();
        const auto heads = world.dossiers().record(id)->heads;
        QVERIFY(world.dossiers().edit(id, heads, Json{{"text", "zij zei links"}}).ok());
        NoteEditor editor;
        QVERIFY(editor.openEdit(note));
        QVERIFY(editor.conflictText().isEmpty());
        QVERIFY(editor.leave());
        QVERIFY(world.dossiers().edit(id, heads, Json{{"text", "zij zei rechts"}}).ok());
        QVERIFY(editor.openEdit(note));
        QVERIFY(editor.noteText().isEmpty());
        QVERIFY(editor.conflictText().contains(QStringLiteral("zij zei links")));
        QVERIFY(editor.conflictText().contains(QStringLiteral("zij zei rechts")));
    }

    void event_openedAndLeft_leavesNoDraft()
    {
        OpenedWorkspace world;
        const QString ban = world.add("huisverbod", Json{{"imposed_at", "2026-11-23"}});
        HuisverbodEventEditor editor;
        QVERIFY(editor.openFor(world.caseId(), ban, QStringLiteral("breach")));
        QVERIFY(editor.leave());
        QVERIFY(world.workspace.home()->drafts().all()->empty());
    }

    void edit_ofAnUnknownRecord_saysSo()
    {
        OpenedWorkspace world;
        NoteEditor editor;
        QVERIFY(!editor.openEdit(QStringLiteral("no such id")));
        QVERIFY(!editor.errorText().isEmpty());
        QVERIFY(!editor.isOpen());
    }
};

QTEST_GUILESS_MAIN(EditorsTest)
#include "editors_test.moc"
