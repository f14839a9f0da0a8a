#include "tests/support/engine_fixture.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;
using revision::Json;

class DossiersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void note_saved_isThereAfterReopen()
    {
        test::EngineFixture world;
        RecordId note;
        CaseId caseId;
        {
            auto home = world.home("anna");
            caseId = home->dossiers().createCase("Familie De Vries")->caseId;
            note = home->dossiers().add(caseId, "note", Part::General, Json{{"text", "Eerste bezoek"}})->record;
        }
        auto home = world.reopen("anna");
        QVERIFY(home.ok());
        const auto row = (*home)->dossiers().record(note);
        QVERIFY(row.ok());
        QCOMPARE(row->fields.at("text").get<std::string>(), std::string("Eerste bezoek"));
        QCOMPARE(row->standing.state, ItemState::OnDevice);
        const auto cases = (*home)->dossiers().cases();
        QCOMPARE(cases->size(), std::size_t(1));
        QCOMPARE(cases->front().title, std::string("Familie De Vries"));
        QCOMPARE(cases->front().records, std::int64_t(1));
        QCOMPARE(cases->front().unsafe, std::int64_t(2));
    }

    void save_costsOneFsync()
    {
        test::EngineFixture world;
        auto home = world.home("anna");
        const CaseId caseId = home->dossiers().createCase("A")->caseId;
        const auto before = home->store().db().ioCounts().syncs;
        for (int i = 0; i < 20; ++i)
            QVERIFY(home->dossiers().add(caseId, "note", Part::General, Json{{"text", "x"}}).ok());
        QCOMPARE(home->store().db().ioCounts().syncs - before, 20);
    }

    void edit_keepsHistory_andSetsParents()
    {
        test::EngineFixture world;
        auto home = world.home("anna");
        Dossiers& d = home->dossiers();
        const CaseId caseId = d.createCase("A")->caseId;
        const auto first = d.add(caseId, "note", Part::General, Json{{"text", "een"}});
        const auto opened = d.record(first->record);
        const auto second = d.edit(first->record, opened->heads, Json{{"text", "twee"}});
        QVERIFY(second.ok());
        const auto history = d.history(first->record);
        QCOMPARE(history->size(), std::size_t(2));
        QCOMPARE(history->at(1).parents, std::vector<RevisionId>{first->revision});
        QCOMPARE(d.record(first->record)->fields.at("text").get<std::string>(), std::string("twee"));
    }

    void editOnOldHeads_isAConflict_bothStay()
    {
        test::EngineFixture world;
        auto home = world.home("anna");
        Dossiers& d = home->dossiers();
        const CaseId caseId = d.createCase("A")->caseId;
        const auto note = d.add(caseId, "note", Part::General, Json{{"text", "een"}});
        const auto opened = d.record(note->record)->heads;
        QVERIFY(d.edit(note->record, opened, Json{{"text", "links"}}).ok());
        QVERIFY(d.edit(note->record, opened, Json{{"text", "rechts"}}).ok());
        const auto row = d.record(note->record);
        QCOMPARE(row->conflicts, std::vector<std::string>{"text"});
        QCOMPARE(row->heads.size(), std::size_t(2));
        QVERIFY(d.edit(note->record, row->heads, Json{{"text", "samen"}}).ok());
        QVERIFY(d.record(note->record)->conflicts.empty());
    }

    void badInput_isRefused_andNothingChanges_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("set");
        QTest::addColumn<QString>("type");
        QTest::newRow("empty note") << "note" << QByteArray(R"({"text":""})") << "rule_broken";
        QTest::newRow("unknown field") << "note" << QByteArray(R"({"text":"x","colour":"blue"})") << "rule_broken";
        QTest::newRow("unknown kind") << "diary" << QByteArray(R"({"text":"x"})") << "unknown_kind";
        QTest::newRow("64 KiB and one") << "note" << QByteArray("{\"text\":\"") + QByteArray(65537, 'a') + "\"}"
                                        << "too_large";
    }
    void badInput_isRefused_andNothingChanges()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArray, set);
        QFETCH(QString, type);
        test::EngineFixture world;
        auto home = world.home("anna");
        const CaseId caseId = home->dossiers().createCase("A")->caseId;
        const auto saved = home->dossiers().add(caseId, kind.toStdString(), Part::General, Json::parse(set.toStdString()));
        QVERIFY(!saved.ok());
        QCOMPARE(QString::fromStdString(saved.error().type), type);
        QCOMPARE(readSyncStatus(home->store())->unsafeRevisions, std::int64_t(1));
    }

    void unknownCase_isNotFound()
    {
        test::EngineFixture world;
        auto home = world.home("anna");
        const auto saved = home->dossiers().add(CaseId(), "note", Part::General, Json{{"text", "x"}});
        QCOMPARE(QString::fromStdString(saved.error().type), QStringLiteral("unknown_case"));
    }

    void search_findsWordsBeginningsAndAccents_notRubbish()
    {
        test::EngineFixture world;
        auto home = world.home("anna");
        Dossiers& d = home->dossiers();
        const CaseId caseId = d.createCase("Familie Jansen")->caseId;
        const auto note = d.add(caseId, "note", Part::General, Json{{"text", "Gesprek met Zoë over de kinderen"}});
        for (const char* query : {"zoe", "Zoë", "gesprek kind", "KINDEREN"}) {
            const auto hits = d.search(query);
            QVERIFY2(hits.ok() && hits->hits.size() == 1, query);
            QCOMPARE(hits->hits.front().record, note->record);
        }
        for (const char* query : {"", "  ", "\"", "NOT", "text:zoe OR *", "a'b\"c(", "afwezig", "zoe AND"}) {
            const auto hits = d.search(query);
            QVERIFY2(hits.ok() && hits->hits.empty(), query);
        }
        QVERIFY(d.edit(note->record, d.record(note->record)->heads, Json{{"text", "Alleen nog dit"}}).ok());
        QVERIFY(d.search("zoe")->hits.empty());
        QCOMPARE(d.search("alleen")->hits.size(), std::size_t(1));
    }

    void search_overTheLimit_givesTheNewestByMoment_andSaysThereIsMore()
    {
        test::EngineFixture world;
        auto home = world.home("anna");
        Dossiers& d = home->dossiers();
        const CaseId caseId = d.createCase("Familie Jansen")->caseId;
        // Written in this order, some at one moment: a device's clock may go back.
        std::vector<RecordId> byMoment(6);
        for (const int minute : {3, 0, 5, 1, 4, 2}) {
            world.clock.setWallMs(1'790'000'000'000 + minute * 60'000);
            byMoment[static_cast<std::size_t>(minute)] =
                d.add(caseId, "note", Part::General, Json{{"text", "huisbezoek"}})->record;
        }
        const auto found = d.search("huis", 4);
        QVERIFY(found.ok());
        QVERIFY(found->more);
        QCOMPARE(found->hits.size(), std::size_t(4));
        for (std::size_t i = 0; i < 4; ++i) QCOMPARE(found->hits[i].record, byMoment[5 - i]);
        QVERIFY(!d.search("huis", 6)->more);
    }

    void moreThanAThousandRecords_ofOneSecond_areAllFound()
    {
        test::EngineFixture world;
        auto home = world.home("anna");
        Dossiers& d = home->dossiers();
        const CaseId caseId = d.createCase("Import")->caseId;
        constexpr int kRecords = 1100;
        for (int i = 0; i < kRecords; ++i)
            QVERIFY(d.add(caseId, "note", Part::General, Json{{"text", "regel"}}).ok());
        QCOMPARE(d.search("regel", 5000)->hits.size(), std::size_t(kRecords));
    }

    void records_pageByPage_newestFirst_eachOnce()
    {
        test::EngineFixture world;
        auto home = world.home("anna");
        Dossiers& d = home->dossiers();
        const CaseId caseId = d.createCase("A")->caseId;
        for (int i = 0; i < 25; ++i) {
            if (i % 3 == 0) world.clock.advanceMs(1);  // some share a moment
            QVERIFY(d.add(caseId, "note", Part::General, Json{{"text", std::to_string(i)}}).ok());
        }
        std::set<RecordId> seen;
        RecordQuery query{caseId, "", true, 10, {}};
        std::int64_t lastAt = INT64_MAX;
        for (int page = 0; page < 4; ++page) {
            const auto rows = d.records(query);
            for (const RecordRow& row : *rows) {
                QVERIFY(row.atMs <= lastAt);
                lastAt = row.atMs;
                QVERIFY(seen.insert(row.record).second);
            }
            if (rows->empty()) break;
            query.after = rows->back().record;
        }
        QCOMPARE(seen.size(), std::size_t(25));
    }

    void founder_isOwner_untilNamed()
    {
        test::EngineFixture world;
        auto home = world.home("anna");
        const CaseId caseId = home->dossiers().createCase("A")->caseId;
        const auto members = home->dossiers().members(caseId);
        QCOMPARE(members->size(), std::size_t(1));
        QCOMPARE(members->front().right, std::string("own"));
        QCOMPARE(members->front().user, home->identity().user());
    }
};

QTEST_APPLESS_MAIN(DossiersTest)
#include "dossiers_test.moc"
