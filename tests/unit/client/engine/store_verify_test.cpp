// The check of the whole store: silent on a sound one, and it finds every single thing that was changed behind its back.
#include "client/engine/store_verify.h"

#include "tests/support/engine_fixture.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;
using revision::Json;

class StoreVerifyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void soundStore_ownAndOthersWork_nothingBad()
    {
        test::EngineFixture world;
        const auto home = filled(world);
        const auto report = verifyStore(home->store());
        QVERIFY(report.ok());
        QCOMPARE(report->revisions, std::int64_t(6));
        QCOMPARE(reasonsOf(*report), QByteArray());
    }

    void changedRow_isFound_data()
    {
        QTest::addColumn<int>("change");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* name, int change, const char* reason) { QTest::newRow(name) << change << QByteArray(reason); };
        row("payload", 0, "payload_differs");
        row("header", 1, "row_differs");
        row("no header", 2, "header_damaged");
        row("signature", 3, "bad_signature");
        row("column", 4, "row_differs");
        row("certificate gone", 5, "no_certificate");
        row("chain head", 6, "chain_head_differs");
        row("own revision gone", 7, "chain_gap");
        row("state", 8, "state_differs");
        row("state gone", 9, "state_missing");
        row("state of nothing", 10, "state_without_revisions");
        row("noted fork", 11, "chain_fork");
    }
    void changedRow_isFound()
    {
        QFETCH(int, change);
        QFETCH(QByteArray, reason);
        test::EngineFixture world;
        {
            const auto home = filled(world);
            const Status changed = apply(home->store().db(), change);
            QVERIFY2(changed.ok(), changed.ok() ? "" : changed.error().type.c_str());
        }
        const auto home = world.reopen("anna");  // nothing remembered from before
        QVERIFY(home.ok());
        const auto report = verifyStore((*home)->store());
        QVERIFY2(report.ok(), report.ok() ? "" : report.error().type.c_str());
        QVERIFY2(reasonsOf(*report).contains(reason), reasonsOf(*report));
    }

private:
    // Three revisions in the own chain of a case, one of them an edit; then three of somebody else.
    std::unique_ptr<OpenHome> filled(test::EngineFixture& world)
    {
        auto home = world.home("anna");
        Dossiers& dossiers = home->dossiers();
        const CaseId caseId = dossiers.createCase("Familie De Vries")->caseId;
        const RecordId note = dossiers.add(caseId, "note", Part::General, Json{{"text", "Eerste bezoek"}})->record;
        const RecordRow opened = *dossiers.record(note);
        VELDPOST_CHECK(dossiers.edit(note, opened.heads, Json{{"text", "Eerste bezoek, kort"}}).ok());
        test::Writer bram = world.writer();
        std::vector<revision::SignedRevision> others;
        for (const char* text : {"een", "twee", "drie"})
            others.push_back(world.write(bram, caseId, world.newRecord(), "note", Json{{"text", text}}));
        VELDPOST_CHECK(Inbox(home->store(), home->drafts()).take(world.page(bram, others)).ok());
        return home;
    }

    static Status apply(storage::Database& db, int change)
    {
        switch (change) {
        case 0: return db.exec("UPDATE revisions SET payload = CAST(replace(CAST(payload AS TEXT), 'twee', 'drie') AS BLOB)");
        case 1: return db.exec("UPDATE revisions SET header = (SELECT header FROM revisions WHERE seq = 1) WHERE seq = 2");
        case 2: return db.exec("UPDATE revisions SET header = x'7b7d' WHERE seq = 5");
        case 3: return db.exec("UPDATE revisions SET signature = (SELECT signature FROM revisions WHERE seq = 1) WHERE seq = 2");
        case 4: return db.exec("UPDATE revisions SET at_ms = at_ms + 1 WHERE seq = 2");
        case 5: return db.exec("DELETE FROM certificates");
        case 6: return db.exec("UPDATE chains SET n = 1");
        case 7: return db.exec("DELETE FROM revisions WHERE seq = 2");
        case 8: return db.exec("UPDATE records SET state = replace(state, 'kort', 'lang') WHERE state IS NOT NULL");
        case 9: return db.exec("DELETE FROM records WHERE state IS NOT NULL");
        case 10: return db.exec("UPDATE records SET record = zeroblob(16) WHERE state IS NOT NULL");
        case 11: return db.exec("INSERT INTO chain_notes SELECT device, case_id, part, n, 'fork', 1 FROM revisions WHERE seq = 4");
        default: VELDPOST_CHECK(false);
        }
    }

    static QByteArray reasonsOf(const StoreReport& report)
    {
        QByteArrayList reasons;
        for (const BadRow& row : report.bad) reasons.append(QByteArray::fromStdString(row.reason));
        return reasons.join(' ');
    }
};

QTEST_GUILESS_MAIN(StoreVerifyTest)
#include "store_verify_test.moc"
