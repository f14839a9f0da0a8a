#include "store_fixture.h"

#include "shared/base/clock.h"
#include "shared/storage/fault_injector.h"
#include "shared/storage/migrator.h"

using namespace veldpost;
using namespace veldpost::storage;

namespace {
constexpr Migration kFirst{1, "notes", "CREATE TABLE note (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;"};
constexpr Migration kSecond{2, "authors",
                            "ALTER TABLE note ADD COLUMN author TEXT; INSERT INTO note (body) VALUES ('x')"};
constexpr Migration kSecondOther{2, "authors", "ALTER TABLE note ADD COLUMN writer TEXT"};
constexpr Migration kBroken{2, "broken", "CREATE TABLE extra (a INTEGER); CREATE TABLE note (a INTEGER)"};
constexpr std::array kOne{kFirst};
constexpr std::array kTwo{kFirst, kSecond};
constexpr std::array kTwoOther{kFirst, kSecondOther};
constexpr std::array kTwoBroken{kFirst, kBroken};
}  // namespace

class MigratorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void emptyStore_getsAllAndASecondRunNothing()
    {
        StoreFolder folder;
        FakeClock clock;
        auto db = must(Database::open(folder.path(), testKey(), OpenMode::Create));
        QCOMPARE(must(schemaNumber(*db)), 0);
        QCOMPARE(must(migrate(*db, kTwo, clock)), 2);
        QCOMPARE(must(schemaNumber(*db)), 2);
        QCOMPARE(must(migrate(*db, kTwo, clock)), 0);
        QCOMPARE(countNotes(*db), 1);
        Statement row = must(db->prepare("SELECT name, applied_at_ms FROM schema_migrations WHERE number = 2"));
        QVERIFY(must(row.step()));
        QVERIFY(row.text(0) == "authors");
        QCOMPARE(row.int64(1), clock.nowMs());
    }

    void olderStore_getsTheRestAndKeepsItsRows()
    {
        StoreFolder folder;
        FakeClock clock;
        auto db = must(Database::open(folder.path(), testKey(), OpenMode::Create));
        QCOMPARE(must(migrate(*db, kOne, clock)), 1);
        must(db->run("INSERT INTO note (body) VALUES (?)", "old"));
        QCOMPARE(must(migrate(*db, kTwo, clock)), 1);
        QCOMPARE(countNotes(*db), 2);
    }

    void newerStore_isRefusedUntouched()
    {
        StoreFolder folder;
        FakeClock clock;
        auto db = must(Database::open(folder.path(), testKey(), OpenMode::Create));
        must(migrate(*db, kTwo, clock));
        QCOMPARE(typeOf(migrate(*db, kOne, clock)), QStringLiteral("store_too_new"));
        QCOMPARE(must(schemaNumber(*db)), 2);
    }

    void changedText_isRefused()
    {
        StoreFolder folder;
        FakeClock clock;
        auto db = must(Database::open(folder.path(), testKey(), OpenMode::Create));
        must(migrate(*db, kTwo, clock));
        const auto refused = migrate(*db, kTwoOther, clock);
        QCOMPARE(typeOf(refused), QStringLiteral("migration_changed"));
        QVERIFY(refused.error().kind == ErrorKind::Damaged);
    }

    void failingStep_isUndoneWhole()
    {
        StoreFolder folder;
        FakeClock clock;
        auto db = must(Database::open(folder.path(), testKey(), OpenMode::Create));
        QCOMPARE(typeOf(migrate(*db, kTwoBroken, clock)), QStringLiteral("store_error"));
        QCOMPARE(must(schemaNumber(*db)), 1);
        QVERIFY(!db->prepare("SELECT a FROM extra").ok());
        QCOMPARE(must(migrate(*db, kTwo, clock)), 1);
    }

    void crashAtEveryWrite_endsAtAWholeStep()
    {
        for (int k = 0; k < 30; ++k) {
            StoreFolder folder;
            FakeClock clock;
            {
                auto db = must(Database::open(folder.path(), testKey(), OpenMode::Create));
                FaultInjector disk(folder.path());
                disk.failWrite(k, Fault::ShortWrite, FaultInjector::Repeat::FromThenOn);
                const auto result = migrate(*db, kTwo, clock);
                QVERIFY(result.ok() || typeOf(result) == QStringLiteral("disk_full"));
            }
            auto db = reopen(folder);
            const int reached = must(schemaNumber(*db));
            QCOMPARE(must(migrate(*db, kTwo, clock)), 2 - reached);
            QCOMPARE(countNotes(*db), 1);
        }
    }
};

QTEST_APPLESS_MAIN(MigratorTest)
#include "migrator_test.moc"
