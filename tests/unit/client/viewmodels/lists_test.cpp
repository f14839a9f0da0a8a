#include "client/viewmodels/body_map_model.h"
#include "client/viewmodels/case_list_model.h"
#include "client/viewmodels/case_page.h"
#include "client/viewmodels/member_model.h"
#include "client/viewmodels/record_view.h"
#include "client/viewmodels/search_model.h"
#include "client/viewmodels/timeline_model.h"
#include "tests/unit/client/viewmodels/opened_workspace.h"

#include <QAbstractItemModelTester>
#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::viewmodels;
using revision::Json;
using test::cell;
using test::OpenedWorkspace;

class ListsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cases_filtered_andMade()
    {
        OpenedWorkspace world;
        CaseListModel cases;
        const QAbstractItemModelTester tester(&cases);
        QCOMPARE(cases.count(), 1);
        QVERIFY(!cases.createCase(QStringLiteral("Advies school")).isEmpty());
        cases.refresh();
        QCOMPARE(cases.count(), 2);
        cases.setFilter(QStringLiteral("vries"));
        QCOMPARE(cases.count(), 1);
        QCOMPARE(cell(cases, 0, "title").toString(), QStringLiteral("Familie De Vries"));
        QCOMPARE(cell(cases, 0, "safety").toString(), QStringLiteral("on_device"));
        QVERIFY(cases.createCase(QStringLiteral("  ")).isEmpty());
        QVERIFY(!cases.errorText().isEmpty());
    }

    void lock_emptiesEveryModel()
    {
        OpenedWorkspace world;
        const QString note = world.add("note", Json{{"text", "geheim"}});
        CaseListModel cases;
        TimelineModel timeline;
        timeline.setCaseId(world.caseId());
        RecordView view;
        view.setRecordId(note);
        SearchModel search;
        search.setText(QStringLiteral("geheim"));
        search.searchNow();
        QCOMPARE(search.count(), 1);
        CasePage page;
        page.setCaseId(world.caseId());
        QVERIFY(!page.title().isEmpty());
        world.workspace.close();
        QCOMPARE(cases.count() + timeline.count() + search.count(), 0);
        QVERIFY(view.lines().isEmpty() && view.title().isEmpty() && view.history().isEmpty());
        QVERIFY(page.title().isEmpty() && search.text().isEmpty());
    }

    void timeline_newestFirst_withWords()
    {
        OpenedWorkspace world;
        world.add("note", Json{{"text", "eerste"}});
        const QString ban = world.add("huisverbod", Json{{"imposed_at", "2026-11-23T21:30:00+01:00"}});
        world.add("huisverbod_event", Json{{"huisverbod", ban.toStdString()}, {"event", "breach"}, {"at", "2026-11-25"}});
        TimelineModel timeline;
        timeline.setCaseId(world.caseId());
        QCOMPARE(timeline.count(), 3);
        QCOMPARE(cell(timeline, 0, "kind").toString(), QStringLiteral("huisverbod_event"));
        QCOMPARE(cell(timeline, 0, "openId").toString(), ban);
        QCOMPARE(cell(timeline, 1, "openId").toString(), ban);
        QVERIFY(cell(timeline, 1, "text").toString().contains(QStringLiteral("ma 23 november 2026 21:30")));
        QCOMPARE(cell(timeline, 2, "text").toString(), QStringLiteral("eerste"));
        QCOMPARE(cell(timeline, 2, "authorName").toString(), QStringLiteral("anna"));
        QCOMPARE(cell(timeline, 2, "safety").toString(), QStringLiteral("on_device"));
    }

    void timeline_aSaveElsewhere_insertsAtTheTop()
    {
        OpenedWorkspace world;
        world.add("note", Json{{"text", "eerste"}});
        TimelineModel timeline;
        timeline.setCaseId(world.caseId());
        const QAbstractItemModelTester tester(&timeline);
        QSignalSpy inserted(&timeline, &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(&timeline, &QAbstractItemModel::modelReset);
        world.add("note", Json{{"text", "tweede"}});
        world.workspace.noteChanged(world.caseId());
        QTRY_COMPARE(timeline.count(), 2);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(cell(timeline, 0, "text").toString(), QStringLiteral("tweede"));
    }

    void timeline_of5000Notes_readsOnePage_andTheRestWhenAsked()
    {
        OpenedWorkspace world;
        for (int i = 0; i < 5000; ++i) world.add("note", Json{{"text", "notitie " + std::to_string(i)}});
        TimelineModel timeline;
        timeline.setCaseId(world.caseId());
        QCOMPARE(timeline.count(), int(TimelineModel::kPageRows));
        QCOMPARE(cell(timeline, 0, "text").toString(), QStringLiteral("notitie 4999"));
        for (int page = 0; timeline.canFetchMore({}) && page < 1000; ++page) timeline.fetchMore({});
        QCOMPARE(timeline.count(), 5000);
        QCOMPARE(cell(timeline, 4999, "text").toString(), QStringLiteral("notitie 0"));
    }

    void conflict_isShownAndMarked()
    {
        OpenedWorkspace world;
        const QString note = world.add("note", Json{{"text", "een"}});
        const RecordId id = RecordId::parse(note.toStdString()).value();
        const auto heads = world.dossiers().record(id)->heads;
        QVERIFY(world.dossiers().edit(id, heads, Json{{"text", "links"}}).ok());
        QVERIFY(world.dossiers().edit(id, heads, Json{{"text", "rechts"}}).ok());
        RecordView view;
        view.setRecordId(note);
        QVERIFY(view.conflict());
        QVERIFY(!view.conflictText().isEmpty());
        QCOMPARE(view.history().size(), 3);
        TimelineModel timeline;
        timeline.setCaseId(world.caseId());
        QVERIFY(cell(timeline, 0, "conflict").toBool());
        const auto open = world.workspace.home()->conflicts().of(id);
        world.region.clock.advanceMs(1000);
        QVERIFY(world.workspace.home()->conflicts().resolve(open->row.key(), {open->heads, {}, Json{{"text", "beide"}}, "nagevraagd"}).ok());
        world.workspace.noteChanged(world.caseId());
        QTRY_VERIFY(!view.conflict());
        const QString settled = view.history().first().toMap().value(QStringLiteral("settledText")).toString();
        QVERIFY2(settled.contains(QStringLiteral("links")) && settled.contains(QStringLiteral("rechts")), qPrintable(settled));
    }

    void retract_asksWhy_andLeavesItReadable()
    {
        OpenedWorkspace world;
        const QString note = world.add("note", Json{{"text", "fout"}});
        RecordView view;
        view.setRecordId(note);
        QVERIFY(view.canRetract());
        QVERIFY(!view.retract(QStringLiteral(" ")));
        QVERIFY(!view.errorText().isEmpty());
        QVERIFY(view.retract(QStringLiteral("Ander gezin")));
        QVERIFY(view.retracted());
        QCOMPARE(view.lines().size(), 1);
        QCOMPARE(view.history().first().toMap().value(QStringLiteral("reason")).toString(), QStringLiteral("Ander gezin"));
    }

    void bodyMap_pairsHaveTwoPlacesInFront_oneFromTheSide()
    {
        OpenedWorkspace world;
        BodyMapModel map;
        const QAbstractItemModelTester tester(&map);
        QStringList keys;
        const auto read = [&] {
            keys.clear();
            for (int row = 0; row < map.rowCount(); ++row) keys << cell(map, row, "key").toString();
        };
        read();
        QVERIFY(keys.contains(QStringLiteral("knee.left")) && keys.contains(QStringLiteral("knee.right")));
        QVERIFY(keys.contains(QStringLiteral("forehead")) && !keys.contains(QStringLiteral("back")));
        map.setView(QStringLiteral("left_side"));
        read();
        QVERIFY(keys.contains(QStringLiteral("knee.left")) && !keys.contains(QStringLiteral("knee.right")));
        QCOMPARE(map.placeName(QStringLiteral("knee"), QStringLiteral("left")), QStringLiteral("Knie, links"));
    }

    void bodyMap_findingsAreMarkers_numberedFromTheOldest()
    {
        OpenedWorkspace world;
        const Json knee{{"region", "knee"}, {"laterality", "left"}};
        world.add("injury", Json{{"type", "bruise"}, {"place", {{"region", "back"}}}});
        world.add("injury", Json{{"type", "abrasion"}, {"place", knee},
                                 {"position", {{"map_v", 1}, {"view", "front"}, {"x", 5600}, {"y", 7250}}}});
        BodyMapModel map;
        map.setCaseId(world.caseId());
        QCOMPARE(map.markers().size(), 1);
        const QVariantMap marker = map.markers().first().toMap();
        QCOMPARE(marker.value(QStringLiteral("number")).toInt(), 2);
        QCOMPARE(marker.value(QStringLiteral("x")).toInt(), 5600);
        QCOMPARE(marker.value(QStringLiteral("key")).toString(), QStringLiteral("knee.left"));
        for (int row = 0; row < map.rowCount(); ++row)
            QCOMPARE(cell(map, row, "findings").toInt(), cell(map, row, "key").toString() == QStringLiteral("knee.left") ? 1 : 0);
        map.setView(QStringLiteral("back"));
        QCOMPARE(map.markers().size(), 1);
        QCOMPARE(map.markers().first().toMap().value(QStringLiteral("number")).toInt(), 1);
        QCOMPARE(map.markers().first().toMap().value(QStringLiteral("x")).toInt(), -1);
    }

    void members_ofANewCase_areItsFounder()
    {
        OpenedWorkspace world;
        MemberModel members;
        members.setCaseId(world.caseId());
        QCOMPARE(members.count(), 1);
        QVERIFY(cell(members, 0, "isMe").toBool());
        QCOMPARE(cell(members, 0, "right").toString(), QStringLiteral("own"));
        QVERIFY(!cell(members, 0, "canRemove").toBool());
        QVERIFY(members.canShare());
        QVERIFY(!members.share(QStringLiteral("nobody"), QStringLiteral("read")));
    }

    void search_namesTheCase_andSaysWhenNothingIsFound()
    {
        OpenedWorkspace world;
        world.add("note", Json{{"text", "De juf van Noah belt terug"}});
        SearchModel search;
        search.setText(QStringLiteral("juf noa"));
        search.searchNow();
        QCOMPARE(search.count(), 1);
        QCOMPARE(cell(search, 0, "caseTitle").toString(), QStringLiteral("Familie De Vries"));
        search.setText(QStringLiteral("\" OR ( *"));
        search.searchNow();
        QCOMPARE(search.count(), 0);
        QVERIFY(!search.resultText().isEmpty());
    }

    void search_ofACaseThatWasTakenAway_showsNothingOfItAnyMore()
    {
        OpenedWorkspace world;
        world.add("note", Json{{"text", "De juf van Noah belt terug"}});
        SearchModel search;
        search.setText(QStringLiteral("juf"));
        search.searchNow();
        QCOMPARE(search.count(), 1);
        world.loseTheCase();
        QTRY_COMPARE(search.count(), 0);
    }
};

QTEST_GUILESS_MAIN(ListsTest)
#include "lists_test.moc"
