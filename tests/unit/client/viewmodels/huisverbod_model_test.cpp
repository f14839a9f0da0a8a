#include "client/viewmodels/huisverbod_model.h"
#include "client/viewmodels/translations.h"
#include "shared/calendar/moment.h"
#include "tests/unit/client/viewmodels/opened_workspace.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::viewmodels;
using revision::Json;
using test::cell;
using test::OpenedWorkspace;

namespace {

struct Page {
    OpenedWorkspace world;
    Translations dutch{world.workspace};
    QString ban;
    HuisverbodModel model;

    Page(const char* imposed, const char* now, Json more = Json::object())
    {
        more["imposed_at"] = imposed;
        ban = world.add("huisverbod", more);
        setNow(now);
        model.setRecordId(ban);
    }

    void setNow(const char* now)
    {
        world.region.clock.setWallMs(calendar::Moment::parse(now)->utcMs());
        world.workspace.noteChanged(world.caseId());
    }

    void happened(Json event)
    {
        event["huisverbod"] = ban.toStdString();
        world.add("huisverbod_event", event);
        world.workspace.noteChanged(world.caseId());
    }

    QStringList kinds() const
    {
        QStringList out;
        for (int row = 0; row < model.rowCount(); ++row) out << cell(model, row, "kind").toString();
        return out;
    }
};

}  // namespace

class HuisverbodModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void inForce_showsTermsAndWhatIsNext()
    {
        Page page("2026-11-23T21:30:00+01:00", "2026-11-26T20:00");
        QCOMPARE(page.model.state(), QStringLiteral("imposed"));
        QVERIFY(page.model.inForce());
        QCOMPARE(page.model.stateText(), QStringLiteral("Van kracht"));
        QCOMPARE(page.model.computedEndText(), QStringLiteral("do 3 december 2026 21:30"));
        QCOMPARE(page.model.latestEndText(), QStringLiteral("ma 21 december 2026 21:30"));
        QCOMPARE(page.model.decidedEndText(), QString());
        QCOMPARE(page.model.nextText(), QStringLiteral("Einde van het huisverbod"));
        QCOMPARE(page.model.nextWhenText(), QStringLiteral("do 3 december 2026 21:30 (over 7 dagen)"));
        QCOMPARE(page.kinds(), (QStringList{QStringLiteral("start"), QStringLiteral("now"), QStringLiteral("ten_days"), QStringLiteral("latest_end")}));
        QVERIFY(qAbs(page.model.tenDaysPosition() - 10.0 / 28) < 1e-9);
        QVERIFY(page.model.nowPosition() > 0 && page.model.nowPosition() < page.model.tenDaysPosition());
        QVERIFY(page.model.problems().isEmpty());
    }

    void firstDay_theReachableAddressIsDueNext()
    {
        Page page("2026-10-24T20:00:00+02:00", "2026-10-24T21:00");
        // 24 elapsed hours over the night in which the clock goes back.
        QVERIFY(page.model.nextWhenText().startsWith(QStringLiteral("zo 25 oktober 2026 19:00")));
        page.happened(Json{{"event", "reachability"}, {"at", "2026-10-24T21:30:00+02:00"}});
        QVERIFY(page.model.nextWhenText().startsWith(QStringLiteral("di 3 november 2026 20:00")));
    }

    void extended_movesTheEnd_withdrawn_endsIt()
    {
        Page page("2026-11-23T21:30:00+01:00", "2026-12-05T12:00");
        QCOMPARE(page.model.state(), QStringLiteral("ended"));
        QCOMPARE(page.model.nextText(), QString());
        page.happened(Json{{"event", "extension"}, {"at", "2026-12-02T15:00:00+01:00"}, {"until", "2026-12-21T21:30:00+01:00"}});
        QCOMPARE(page.model.state(), QStringLiteral("extended"));
        QCOMPARE(page.model.extendedEndText(), QStringLiteral("ma 21 december 2026 21:30"));
        QCOMPARE(page.model.endPosition(), 1.0);
        page.happened(Json{{"event", "withdrawal"}, {"at", "2026-12-05T10:00:00+01:00"}});
        QCOMPARE(page.model.state(), QStringLiteral("withdrawn"));
        QVERIFY(!page.model.inForce());
        QCOMPARE(page.kinds().count(QStringLiteral("event")), 2);
    }

    void decisionOfTwelveDays_isShownAndFlagged()
    {
        Page page("2026-11-23T21:30:00+01:00", "2026-11-26T20:00", Json{{"end", {{"at", "2026-12-05T21:30:00+01:00"}}}});
        QCOMPARE(page.model.endText(), QStringLiteral("za 5 december 2026 21:30"));
        QCOMPARE(page.model.computedEndText(), QStringLiteral("do 3 december 2026 21:30"));
        QCOMPARE(page.model.problems().size(), 2);
        QVERIFY(page.kinds().contains(QStringLiteral("end")));
    }

    void onlyTheDayKnown_endsAreDays()
    {
        Page page("2026-11-23", "2026-11-26T20:00");
        QCOMPARE(page.model.computedEndText(), QStringLiteral("do 3 december 2026"));
        QCOMPARE(page.model.nextWhenText(), QStringLiteral("do 3 december 2026"));
        QCOMPARE(page.model.problems().size(), 1);
    }

    void beforeItBegins_isNotInForce()
    {
        Page page("2026-11-23T21:30:00+01:00", "2026-11-23T20:00");
        QVERIFY(!page.model.inForce());
        QCOMPARE(page.model.stateText(), QStringLiteral("Nog niet van kracht"));
    }

    void retractedEvent_movesNothing_butIsShown()
    {
        Page page("2026-11-23T21:30:00+01:00", "2026-11-26T20:00");
        page.happened(Json{{"event", "withdrawal"}, {"at", "2026-11-25T10:00:00+01:00"}});
        const auto events = page.world.dossiers().records({page.world.caseOf, "huisverbod_event"});
        QVERIFY(page.world.dossiers().retract(events->front().record, "Verkeerd dossier").ok());
        page.world.workspace.noteChanged(page.world.caseId());
        QCOMPARE(page.model.state(), QStringLiteral("imposed"));
        QCOMPARE(page.kinds().count(QStringLiteral("event")), 1);
    }

    void imposingInConflict_showsTheVersions_notAnError()
    {
        Page page("2026-11-23T21:30:00+01:00", "2026-11-26T20:00");
        page.happened(Json{{"event", "breach"}, {"at", "2026-11-25T10:00:00+01:00"}});
        const RecordId id = RecordId::parse(page.ban.toStdString()).value();
        const auto heads = page.world.dossiers().record(id)->heads;
        const auto said = [&](const char* at) {
            QVERIFY(page.world.dossiers().edit(id, heads, Json{{"imposed_at", at}}, "Gelezen").ok());
        };
        said("2026-11-23T20:30:00+01:00");
        said("2026-11-23T22:30:00+01:00");
        page.world.workspace.noteChanged(page.world.caseId());
        QCOMPARE(page.model.errorText(), QString());
        QVERIFY(page.model.conflict() && !page.model.known());
        QVERIFY(!page.model.conflictText().isEmpty());
        QCOMPARE(page.kinds(), QStringList{QStringLiteral("event")});
        const QString versions = page.model.lines().first().toMap().value(QStringLiteral("value")).toString();
        QVERIFY(versions.contains(QStringLiteral("20:30")) && versions.contains(QStringLiteral("22:30")));
        QVERIFY(page.world.dossiers().edit(id, page.world.dossiers().record(id)->heads, Json{{"imposed_at", "2026-11-23T20:30:00+01:00"}}, "Nagevraagd").ok());
        page.world.workspace.noteChanged(page.world.caseId());
        QVERIFY(page.model.known() && page.model.inForce());
        QVERIFY(page.model.conflictText().isEmpty());
    }

    void eventInConflict_saysSo_andTheDatesAreDoubted()
    {
        Page page("2026-11-23T21:30:00+01:00", "2026-11-26T20:00");
        page.happened(Json{{"event", "withdrawal"}, {"at", "2026-11-25T10:00:00+01:00"}});
        const RecordId id = page.world.dossiers().records({page.world.caseOf, "huisverbod_event"})->front().record;
        const auto heads = page.world.dossiers().record(id)->heads;
        for (const char* at : {"2026-11-25T11:00:00+01:00", "2026-11-25T12:00:00+01:00"})
            QVERIFY(page.world.dossiers().edit(id, heads, Json{{"at", at}}, "Gelezen").ok());
        page.world.workspace.noteChanged(page.world.caseId());
        const auto row = static_cast<int>(page.kinds().indexOf(QStringLiteral("event")));
        QVERIFY(cell(page.model, row, "text").toString().contains(QStringLiteral("Twee mensen")));
        QCOMPARE(page.model.problems(), QStringList{QStringLiteral("Een gebeurtenis heeft twee versies. Los dat op voordat je op deze datums vertrouwt.")});
    }

    void inEnglish_theWordsChangeAtOnce()
    {
        Page page("2026-11-23T21:30:00+01:00", "2026-11-26T20:00");
        page.world.workspace.setLanguage(QStringLiteral("en"));
        QCOMPARE(page.model.stateText(), QStringLiteral("In force"));
        QCOMPARE(page.model.nextWhenText(), QStringLiteral("Thu 3 December 2026 21:30 (in 7 days)"));
    }

    void unknownRecord_saysSo()
    {
        OpenedWorkspace world;
        HuisverbodModel model;
        model.setRecordId(QStringLiteral("00000000-0000-7000-8000-000000000000"));
        QVERIFY(!model.errorText().isEmpty());
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(HuisverbodModelTest)
#include "huisverbod_model_test.moc"
