// Symptom: with 10,000 notes on a tablet a colleague's note took 35 ms to appear, and most of it went into reading
// the whole store.
// Cause: SQLite takes an index with a condition (WHERE status != 0) only where the query repeats that condition; four
// queries did not and looked at every revision. Pushing a case looked at every earlier revision of it for each one.
#include "client/engine/outbox.h"
#include "client/engine/sync_engine.h"
#include "tests/support/engine_fixture.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;
using revision::Json;

namespace {

constexpr int kFew = 100;
constexpr int kMany = 1000;
constexpr int kRounds = 20;

// A home that holds `notes` notes of a colleague and as many of its own, all safe.
struct Tablet {
    test::EngineFixture world;
    std::unique_ptr<OpenHome> home = world.home("lezer");
    test::Writer other = world.writer();
    RecordId caseRecord = world.newRecord();
    CaseId caseId = revision::foundedCaseId(world.region, other.user, caseRecord);
    RecordId lastNote;

    explicit Tablet(int notes)
    {
        std::vector<revision::SignedRevision> page = {world.write(other, caseId, caseRecord, "case", Json{{"title", "A"}})};
        for (int i = 1; i < notes; ++i) page.push_back(note());
        take(page);
        for (int i = 0; i < notes; ++i) save();
        acknowledgeAll();
        // What idle time does after a first sync.
        VELDPOST_CHECK(home->store().indexSome(3 * kMany).ok() && checkSomeSignatures(home->store(), 3 * kMany).ok());
    }

    revision::SignedRevision note()
    {
        return world.write(other, caseId, world.newRecord(), "note", Json{{"text", "hallo"}});
    }
    void take(const std::vector<revision::SignedRevision>& page)
    {
        VELDPOST_CHECK(Inbox(home->store(), home->drafts()).take(world.page(other, page)).ok());
    }
    void save()
    {
        const auto saved = home->dossiers().add(caseId, "note", Part::General, Json{{"text", "zelf"}});
        VELDPOST_CHECK(saved.ok());
        lastNote = saved->record;
    }
    void acknowledgeAll()
    {
        const auto chain = home->store().chainHead({home->identity().device(), caseId, Part::General});
        VELDPOST_CHECK(home->store().takeReceipt(caseId, Part::General, *chain).ok());
    }

    // Everything that happens again and again while somebody works.
    void workOnce()
    {
        take({note()});
        save();
        Outbox outbox(home->store());
        VELDPOST_CHECK(outbox.count().value() == 1 && outbox.next(1000, 1 << 20).value().size() == 1);
        acknowledgeAll();
        VELDPOST_CHECK(outbox.next(1000, 1 << 20).value().empty());
        VELDPOST_CHECK(readSyncStatus(home->store()).ok());
        VELDPOST_CHECK(home->store().indexSome(100).ok());
        VELDPOST_CHECK(checkSomeSignatures(home->store(), 100).ok());
        VELDPOST_CHECK(home->dossiers().record(lastNote).ok());
        VELDPOST_CHECK(home->dossiers().records({.caseId = caseId, .kind = {}, .limit = 20, .after = {}}).ok());
    }

    // Of several, since the search index tidies up now and then.
    std::map<std::string_view, std::int64_t> instructionsOfRounds()
    {
        workOnce();
        const auto before = home->store().db().instructionsRun();
        for (int i = 0; i < kRounds; ++i) workOnce();
        auto after = home->store().db().instructionsRun();
        for (const auto& [text, count] : before) after[text] -= count;
        return after;
    }
};

}  // namespace

class WorkDoesNotGrowWithTheStoreTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void work_inALargeStore_costsWhatItCostsInASmallOne()
    {
        const auto few = Tablet(kFew).instructionsOfRounds();
        const auto many = Tablet(kMany).instructionsOfRounds();
        QVERIFY(few.size() > 15);  // of all that a round asks
        for (const auto& [text, count] : many) {
            const auto small = few.find(text);
            const std::int64_t allowed = 2 * (small == few.end() ? 0 : small->second) + 200 * kRounds;
            QVERIFY2(count <= allowed, qPrintable(QStringLiteral("%1 instructions, %2 in a store of a tenth: %3")
                                                      .arg(count)
                                                      .arg(small == few.end() ? 0 : small->second)
                                                      .arg(QString::fromUtf8(text.data(), qsizetype(text.size())))));
        }
    }

    void emptyingTheOutbox_ofALongCase_readsEachRevisionOnce()
    {
        const auto perRevision = [](int notes) {
            Tablet tablet(2);
            for (int i = 0; i < notes; ++i) tablet.save();
            Outbox outbox(tablet.home->store());
            const auto total = [&] {
                std::int64_t sum = 0;
                for (const auto& [text, count] : tablet.home->store().db().instructionsRun()) sum += count;
                return sum;
            };
            const std::int64_t before = total();
            VELDPOST_CHECK(outbox.next(10'000, 1 << 30).value().size() == static_cast<std::size_t>(notes));
            return (total() - before) / notes;
        };
        QVERIFY(perRevision(kMany) <= 2 * perRevision(kFew));
    }
};

QTEST_APPLESS_MAIN(WorkDoesNotGrowWithTheStoreTest)
#include "work_does_not_grow_with_the_store_test.moc"
