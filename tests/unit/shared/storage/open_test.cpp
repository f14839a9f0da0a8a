#include "store_fixture.h"

#include "shared/storage/lock_file.h"

using namespace veldpost;
using namespace veldpost::storage;

class OpenTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void create_setsEveryGuard_data()
    {
        QTest::addColumn<QString>("expected");
        QTest::newRow("journal_mode") << "wal";
        QTest::newRow("synchronous") << "2";
        QTest::newRow("temp_store") << "2";
        QTest::newRow("mmap_size") << "0";
        QTest::newRow("foreign_keys") << "1";
        QTest::newRow("trusted_schema") << "0";
        QTest::newRow("secure_delete") << "1";
        QTest::newRow("cipher_page_size") << "8192";
        QTest::newRow("cipher_hmac_algorithm") << "HMAC_SHA256";
        QTest::newRow("cache_size") << "-4096";
        QTest::newRow("wal_autocheckpoint") << "1000";
    }
    void create_setsEveryGuard()
    {
        QFETCH(QString, expected);
        StoreFolder folder;
        Options options;
        options.cacheKib = 4096;
        auto db = createNotes(folder, options);
        QCOMPARE(pragma(*db, QByteArray(QTest::currentDataTag())), expected);
    }

    void create_file_isPrivateAndEncryptedFromTheFirstByte()
    {
        StoreFolder folder;
        auto db = createNotes(folder);
        const auto mode = std::filesystem::status(folder.path()).permissions();
        QCOMPARE(static_cast<int>(mode), 0600);
        QVERIFY(!folder.bytes().startsWith("SQLite"));
        QVERIFY(!folder.bytes("-wal").contains("CREATE TABLE"));
    }

    void relativePath_isTheSameStore()
    {
        StoreFolder folder;
        const auto before = std::filesystem::current_path();
        std::filesystem::current_path(folder.path().parent_path());
        const QString made = typeOf(Database::open("store.db", testKey(), OpenMode::Create));
        std::filesystem::current_path(before);
        QCOMPARE(made, QStringLiteral("ok"));
        QVERIFY(Database::open(folder.path(), testKey(), OpenMode::Existing).ok());
    }

    void create_overAnExistingFile_isRefusedAndLeavesIt()
    {
        StoreFolder folder;
        folder.write("something else");
        QCOMPARE(typeOf(Database::open(folder.path(), testKey(), OpenMode::Create)), QStringLiteral("store_exists"));
        QCOMPARE(folder.bytes(), QByteArray("something else"));
    }

    void create_besideAStrayWal_isRefused()
    {
        StoreFolder folder;
        folder.write("a log without its file", "-wal");
        QCOMPARE(typeOf(Database::open(folder.path(), testKey(), OpenMode::Create)), QStringLiteral("store_exists"));
        QVERIFY(QFile::exists(folder.file("-wal")));
    }

    void existing_missingFile_isRefusedAndNothingIsMade()
    {
        StoreFolder folder;
        const auto opened = Database::open(folder.path(), testKey(), OpenMode::Existing);
        QCOMPARE(typeOf(opened), QStringLiteral("store_missing"));
        QVERIFY(opened.error().kind == ErrorKind::Damaged);
        QVERIFY(!std::filesystem::exists(folder.path()));
    }

    void existing_wrongKey_isRefusedAndTheRightOneStillOpens()
    {
        StoreFolder folder;
        must(createNotes(folder)->run("INSERT INTO note (body) VALUES (?)", "kept"));
        const auto opened = Database::open(folder.path(), testKey(8), OpenMode::Existing);
        QCOMPARE(typeOf(opened), QStringLiteral("wrong_key_or_damaged"));
        QVERIFY(opened.error().kind == ErrorKind::Damaged);
        QCOMPARE(countNotes(*reopen(folder)), 1);
    }

    void existing_damagedFile_isToldApart_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("type");
        QTest::newRow("empty") << QByteArray() << "store_truncated";
        QTest::newRow("a few bytes") << QByteArray("abc") << "store_truncated";
        QTest::newRow("half a page") << QByteArray(4096, 'x') << "store_truncated";
        QTest::newRow("garbage of whole pages") << QByteArray(8192 * 3, 'x') << "wrong_key_or_damaged";
        QTest::newRow("plain SQLite") << QByteArray("SQLite format 3\0", 16) + QByteArray(8176, '\0')
                                      << "store_not_encrypted";
        QTest::newRow("plain SQLite, cut") << QByteArray("SQLite format 3\0", 16) << "store_not_encrypted";
    }
    void existing_damagedFile_isToldApart()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, type);
        StoreFolder folder;
        folder.write(content);
        QCOMPARE(typeOf(Database::open(folder.path(), testKey(), OpenMode::Existing)), type);
        QCOMPARE(folder.bytes(), content);
    }

    void existing_aBitFlippedInPages_isFound()
    {
        StoreFolder folder;
        fillNotes(folder, 500);
        QByteArray bytes = folder.bytes();
        QVERIFY(bytes.size() > 20 * 8192);
        for (qsizetype page = 8; page < 20; ++page)  // of the table, of the index: both are read below
            bytes[page * 8192 + 100] = static_cast<char>(bytes[page * 8192 + 100] ^ 1);
        folder.write(bytes);
        auto db = reopen(folder);
        QCOMPARE(typeOf(db->verify()), QStringLiteral("store_damaged"));
        QCOMPARE(typeOf(db->run("SELECT body FROM note NOT INDEXED ORDER BY seq")), QStringLiteral("store_damaged"));
    }

    void existing_lastPagesCutOff_isFound()
    {
        StoreFolder folder;
        fillNotes(folder, 500);
        const QByteArray bytes = folder.bytes();
        folder.write(bytes.left(bytes.size() - 8192 * 10));
        auto opened = Database::open(folder.path(), testKey(), OpenMode::Existing);
        const Status read = opened.ok() ? (*opened)->verify() : Status(opened.error());
        QCOMPARE(typeOf(read), QStringLiteral("store_damaged"));
    }

    void verify_wholeStore_isDone()
    {
        StoreFolder folder;
        fillNotes(folder, 100);
        QVERIFY(reopen(folder)->verify().ok());
    }

    void attach_isRefused()
    {
        StoreFolder folder;
        auto db = createNotes(folder);
        QVERIFY(!db->exec("ATTACH 'plain.db' AS plain").ok());
    }

    void doubleQuotedText_isAnErrorNotAString()
    {
        StoreFolder folder;
        auto db = createNotes(folder);
        QCOMPARE(typeOf(db->prepare("SELECT \"nothing\" FROM note")), QStringLiteral("store_error"));
    }

    void errors_neverHoldSqlOrValues()
    {
        StoreFolder folder;
        auto db = createNotes(folder);
        must(db->run("INSERT INTO note (body) VALUES (?)", "secret words"));
        const Status again = db->run("INSERT INTO note (body) VALUES (?)", "secret words");
        QCOMPARE(typeOf(again), QStringLiteral("constraint"));
        QVERIFY(again.error().kind == ErrorKind::Conflict);
        QVERIFY(again.error().detail.find("secret") == std::string::npos);
        QVERIFY(again.error().detail.find("note") == std::string::npos);
    }

    void lockFile_heldOnce_isRefusedUntilFreed()
    {
        StoreFolder folder;
        {
            auto held = LockFile::take(folder.path("lock"));
            QVERIFY(held.ok());
            const auto second = LockFile::take(folder.path("lock"));
            QCOMPARE(typeOf(second), QStringLiteral("store_in_use"));
            QVERIFY(second.error().kind == ErrorKind::Busy);
        }
        QVERIFY(LockFile::take(folder.path("lock")).ok());
    }

    void lockFile_missingFolder_isAProblem()
    {
        StoreFolder folder;
        QCOMPARE(typeOf(LockFile::take(folder.path("no/such/lock"))), QStringLiteral("store_not_accessible"));
    }

    void allMemoryLocked_storeWorks()
    {
        StoreFolder folder;
        Options options;
        options.lockAllMemory = true;
        auto db = createNotes(folder, options);
        must(db->run("INSERT INTO note (body) VALUES (?)", "kept"));
        QCOMPARE(countNotes(*db), 1);
    }

private:
    static QString pragma(Database& db, const QByteArray& name)
    {
        if (name == "journal_mode") return ask(db, "PRAGMA journal_mode");
        if (name == "synchronous") return ask(db, "PRAGMA synchronous");
        if (name == "temp_store") return ask(db, "PRAGMA temp_store");
        if (name == "mmap_size") return ask(db, "PRAGMA mmap_size");
        if (name == "foreign_keys") return ask(db, "PRAGMA foreign_keys");
        if (name == "trusted_schema") return ask(db, "PRAGMA trusted_schema");
        if (name == "secure_delete") return ask(db, "PRAGMA secure_delete");
        if (name == "cipher_page_size") return ask(db, "PRAGMA cipher_page_size");
        if (name == "cipher_hmac_algorithm") return ask(db, "PRAGMA cipher_hmac_algorithm");
        if (name == "cache_size") return ask(db, "PRAGMA cache_size");
        if (name == "wal_autocheckpoint") return ask(db, "PRAGMA wal_autocheckpoint");
        return QStringLiteral("unknown setting");
    }
    static QString ask(Database& db, Sql sql)
    {
        Statement statement = must(db.prepare(sql));
        if (!must(statement.step())) return QStringLiteral("no answer");
        const auto text = statement.text(0);
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    }
    static void fillNotes(const StoreFolder& folder, int count)
    {
        auto db = createNotes(folder);
        Transaction transaction = must(db->begin());
        for (int i = 0; i < count; ++i)
            must(db->run("INSERT INTO note (body) VALUES (?)", std::to_string(i) + std::string(1300, 'n')));
        must(transaction.commit());
        must(db->checkpoint());
    }
};

QTEST_APPLESS_MAIN(OpenTest)
#include "open_test.moc"
