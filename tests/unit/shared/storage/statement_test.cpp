#include "store_fixture.h"

using namespace veldpost;
using namespace veldpost::storage;

class StatementTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyType_roundTrips()
    {
        StoreFolder folder;
        auto db = must(Database::open(folder.path(), testKey(), OpenMode::Create));
        must(db->exec("CREATE TABLE t (a INTEGER, b TEXT, c BLOB, d TEXT, e BLOB, f BLOB, g INTEGER) STRICT"));
        const auto record = RecordId::parse("0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f506");
        Sha256::Bytes hashBytes;
        hashBytes.fill(9);
        const std::vector<std::uint8_t> blob{0, 1, 255};
        must(db->run("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)", INT64_MIN, "t\xc3\xa9xt", blob, nullptr, *record,
                     Sha256(hashBytes), true));
        Statement row = must(db->prepare("SELECT a, b, c, d, e, f, g FROM t"));
        QVERIFY(must(row.step()));
        QCOMPARE(row.int64(0), INT64_MIN);
        QVERIFY(row.text(1) == "t\xc3\xa9xt");
        QVERIFY(std::ranges::equal(row.blob(2), blob));
        QVERIFY(row.isNull(3));
        QVERIFY(row.text(3).empty());
        QVERIFY(row.uuid<RecordId>(4) == *record);
        QVERIFY(row.hash<Sha256>(5) == Sha256(hashBytes));
        QCOMPARE(row.int64(6), 1);
        QVERIFY(!row.optionalUuid<RecordId>(3).has_value());
        QVERIFY(!must(row.step()));
    }

    void emptyTextAndBlob_areNotNull()
    {
        StoreFolder folder;
        auto db = must(Database::open(folder.path(), testKey(), OpenMode::Create));
        Statement row = must(db->prepare("SELECT ? IS NULL, ? IS NULL, ? IS NULL"));
        row.bindAll(std::string_view(), std::span<const std::uint8_t>(), std::optional<std::int64_t>());
        QVERIFY(must(row.step()));
        QCOMPARE(row.int64(0), 0);
        QCOMPARE(row.int64(1), 0);
        QCOMPARE(row.int64(2), 1);
    }

    void text_withNulAndQuotes_isAValueOnly()
    {
        StoreFolder folder;
        auto db = createNotes(folder);
        const std::string nasty("'; DROP TABLE note; --\0tail", 27);
        must(db->run("INSERT INTO note (body) VALUES (?)", nasty));
        Statement row = must(db->prepare("SELECT body FROM note"));
        QVERIFY(must(row.step()));
        QVERIFY(row.text(0) == nasty);
    }

    void cachedStatement_comesBackResetAndCleared()
    {
        StoreFolder folder;
        auto db = createNotes(folder);
        must(db->run("INSERT INTO note (body) VALUES (?)", "a"));
        must(db->run("INSERT INTO note (body) VALUES (?)", "b"));
        const auto ask = [&](bool bind) {
            Statement s = must(db->prepare("SELECT body FROM note WHERE ?1 IS NULL OR body = ?1 ORDER BY body"));
            if (bind) s.bind(1, "b");
            const bool found = must(s.step());
            return found ? std::string(s.text(0)) : std::string();
        };
        QCOMPARE(ask(true), std::string("b"));  // left in the middle of its rows
        QCOMPARE(ask(false), std::string("a"));  // "b" is no longer bound
        QVERIFY(db->exec("DROP TABLE note").ok());  // and no statement holds the table
    }

    void sameStatement_onLoanTwice_keepsItsOwnRows()
    {
        StoreFolder folder;
        auto db = createNotes(folder);
        for (const char* body : {"a", "b", "c"}) must(db->run("INSERT INTO note (body) VALUES (?)", body));
        const auto all = [&] { return must(db->prepare("SELECT body FROM note ORDER BY body")); };
        int pairs = 0;
        Statement outer = all();
        while (must(outer.step())) {
            const std::string before(outer.text(0));
            Statement inner = all();
            while (must(inner.step())) ++pairs;
            QVERIFY(outer.text(0) == before);
        }
        QCOMPARE(pairs, 9);
    }

    void movedStatement_stillWorks()
    {
        StoreFolder folder;
        auto db = createNotes(folder);
        Statement a = must(db->prepare("SELECT 1"));
        Statement b = std::move(a);
        a = must(db->prepare("SELECT 2"));
        QVERIFY(must(a.step()));
        QVERIFY(must(b.step()));
        QCOMPARE(a.int64(0), 2);
        QCOMPARE(b.int64(0), 1);
    }

    void tooLargeValue_isReportedByTheStep()
    {
        StoreFolder folder;
        auto db = createNotes(folder);
        Statement s = must(db->prepare("SELECT zeroblob(?)"));
        s.bind(1, std::int64_t{1} << 40);
        QCOMPARE(typeOf(s.step()), QStringLiteral("value_too_large"));
        s.reset();
        s.bind(1, 3);
        QVERIFY(must(s.step()));
    }

    void transaction_destroyed_rollsBack()
    {
        StoreFolder folder;
        auto db = createNotes(folder);
        {
            Transaction transaction = must(db->begin());
            must(db->run("INSERT INTO note (body) VALUES (?)", "lost"));
            QVERIFY(db->inTransaction());
        }
        QVERIFY(!db->inTransaction());
        QCOMPARE(countNotes(*db), 0);
    }

    void transaction_committed_stays()
    {
        StoreFolder folder;
        {
            auto db = createNotes(folder);
            Transaction transaction = must(db->begin());
            must(db->run("INSERT INTO note (body) VALUES (?)", "kept"));
            QCOMPARE(db->lastInsertRowid(), 1);
            QCOMPARE(db->changes(), 1);
            must(transaction.commit());
        }
        QCOMPARE(countNotes(*reopen(folder)), 1);
    }
};

QTEST_APPLESS_MAIN(StatementTest)
#include "statement_test.moc"
