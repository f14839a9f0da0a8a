// Who may read which file, and what verify finds.
#include "file_fixture.h"

#include "server/engine/verify.h"

using namespace veldpost;
using namespace veldpost::server;

namespace {

// Anna's case with a note and a file of it, known to the server.
struct World : ServerWorld {
    World()
        : anna(*this, addUser(*this, "Anna", Role::Wijkteam)), founding(anna.foundCase("Family")),
          note(anna.note(founding.header.caseId, "note")), file(fileBytes(200'000)),
          address(addressOf(founding.header.caseId, file))
    {
        const auto pushed = anna.push({founding, note, nameFile(anna, note, address, 200'000)});
        for (const auto& result : pushed.results) VELDPOST_CHECK(result.outcome == Outcome::Stored);
        VELDPOST_CHECK(must(sendFile(*this, anna, address, file)).isFinished());
    }
    std::string databaseFile() const { return folder.path().toStdString() + "/store.db"; }
    VerifyReport verify() { return must(verifyStore(*must(store->view()), engine->keys())); }

    // As somebody with the key would, at the database itself.
    void runAtTheDatabase(storage::Sql sql)
    {
        const auto db = must(storage::Database::open(databaseFile(), fixtureKey(), storage::OpenMode::Existing));
        must(db->run(sql));
    }
    void withoutServer(storage::Sql sql)
    {
        engine.reset();
        store.reset();
        runAtTheDatabase(sql);
        store = must(store::SqlcipherStore::open(databaseFile(), fixtureKey(), clock));
        restart();
    }

    TestDevice anna;
    Written founding, note;
    std::string file;
    BlobAddress address;
};

QStringList findings(const VerifyReport& report)
{
    QStringList out;
    for (const Finding& finding : report.bad) out.append(QString::fromStdString(finding.what + " " + finding.why));
    return out;
}

}  // namespace

class BlobsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ranges_areExact_andBounded()
    {
        World world;
        const auto range = [&](std::int64_t from, std::optional<std::int64_t> to) {
            return readFile(world, world.anna, world.address, {from, to});
        };
        QVERIFY(must(range(0, {})).bytes == world.file);
        QVERIFY(must(range(65'535, 65'536)).bytes == world.file.substr(65'535, 2));
        QVERIFY(must(range(131'000, 10'000'000)).bytes == world.file.substr(131'000));
        QVERIFY(must(range(199'999, {})).bytes == world.file.substr(199'999));
        QCOMPARE(must(range(5, 5)).total, std::int64_t{200'000});
        QCOMPARE(typeOf(range(200'000, {})), QStringLiteral("range_not_satisfiable"));
        const std::string large = fileBytes(2'500'000, 9);
        const BlobAddress largeAddress = addressOf(world.founding.header.caseId, large);
        world.anna.push({nameFile(world.anna, world.note, largeAddress, 2'500'000)});
        must(sendFile(world, world.anna, largeAddress, large));
        const BlobPiece piece = must(readFile(world, world.anna, largeAddress, {100, {}}));
        QVERIFY(piece.bytes == large.substr(100, 1'048'576));
    }

    void file_isReadThroughALiveRevision_byWhoMaySeeItNow()
    {
        World world;
        TestDevice bas(world, addUser(world, "Bas", Role::Wijkteam));
        TestDevice doctor(world, addUser(world, "Doctor", Role::Vertrouwensarts));
        TestDevice coordinator(world, addUser(world, "Coordinator", Role::Coordinator));
        TestDevice auditor(world, addUser(world, "Auditor", Role::Auditor));
        for (TestDevice* other : {&bas, &doctor, &auditor}) QCOMPARE(typeOf(readFile(world, *other, world.address)), QStringLiteral("not_found"));
        QVERIFY(readFile(world, coordinator, world.address).ok());
        const Written share = world.anna.share(world.founding.header.caseId, bas.user(), Right::Read);
        QCOMPARE(world.anna.pushOne(share), QStringLiteral("stored"));
        QVERIFY(must(readFile(world, bas, world.address)).bytes == world.file);
        QCOMPARE(haveFiles(world, bas, {world.address}), std::vector<bool>{true});
        QVERIFY(must(begin(world.engine->uploads(), bas, world.address, world.file.size())).isFinished());
        QCOMPARE(world.anna.pushOne(world.anna.share(world.founding.header.caseId, bas.user(), Right::None, {share.id})), QStringLiteral("stored"));
        QCOMPARE(typeOf(readFile(world, bas, world.address)), QStringLiteral("not_found"));
        QCOMPARE(haveFiles(world, bas, {world.address}), std::vector<bool>{false});
    }

    // Whoever knows the name of a file of another case or part gains nothing by writing it down in his own.
    void strangersName_inAnotherCaseOrPart_opensNothing()
    {
        World world;
        TestDevice bas(world, addUser(world, "Bas", Role::Wijkteam));
        const Written own = bas.foundCase("His");
        const BlobAddress elsewhere = addressOf(own.header.caseId, world.file);
        for (const auto& result : bas.push({own, nameFile(bas, own, elsewhere, 200'000)}).results)
            QVERIFY(result.outcome == Outcome::Stored);
        QCOMPARE(typeOf(readFile(world, bas, elsewhere)), QStringLiteral("not_found"));
        QCOMPARE(haveFiles(world, bas, {elsewhere, world.address}), (std::vector<bool>{false, false}));
        QCOMPARE(must(begin(world.engine->uploads(), bas, elsewhere, world.file.size())).offset, std::int64_t{0});
        BlobAddress medical = world.address;
        medical.part = Part::Medical;
        QCOMPARE(typeOf(readFile(world, world.anna, medical)), QStringLiteral("not_found"));
    }

    void unnamed_orQuarantined_isReadByNobody_untilItIsReleased()
    {
        World world;
        TestDevice bas(world, addUser(world, "Bas", Role::Wijkteam));
        TestDevice coordinator(world, addUser(world, "Coordinator", Role::Coordinator));
        const std::string photo = fileBytes(1000, 5);
        const BlobAddress address = addressOf(world.founding.header.caseId, photo);
        must(sendFile(world, bas, address, photo));
        QCOMPARE(typeOf(readFile(world, coordinator, address)), QStringLiteral("not_found"));
        QCOMPARE(bas.pushOne(nameFile(bas, world.note, address, 1000)), QStringLiteral("quarantined:no_grant_known"));
        QCOMPARE(typeOf(readFile(world, coordinator, address)), QStringLiteral("not_found"));
        QCOMPARE(world.anna.pushOne(world.anna.share(address.caseId, bas.user(), Right::Write)), QStringLiteral("stored"));
        QVERIFY(must(readFile(world, coordinator, address)).bytes == photo);
        QVERIFY(must(readFile(world, bas, address)).bytes == photo);
        QCOMPARE(findings(world.verify()), QStringList());
    }

    void everyReading_andAsking_hasItsAuditEntry_alsoWhenItIsRefused()
    {
        World world;
        TestDevice bas(world, addUser(world, "Bas", Role::Wijkteam));
        const auto count = [&](const char* code, const char* outcome) {
            int found = 0;
            for (const std::string& entry : must(world.engine->admin().auditOf(world.address.caseId))) {
                const Json json = must(revision::readJson(entry));
                found += json["event"]["code"] == code && json["outcome"] == outcome ? 1 : 0;
            }
            return found;
        };
        QCOMPARE(count("blob_begin", "done"), 1);
        QCOMPARE(count("blob_store", "done"), 1);
        must(readFile(world, world.anna, world.address));
        QCOMPARE(typeOf(readFile(world, bas, world.address)), QStringLiteral("not_found"));
        QCOMPARE(count("blob_read", "done"), 1);
        QCOMPARE(count("blob_read", "not_found"), 1);
        haveFiles(world, world.anna, {world.address, addressOf(world.address.caseId, "x")});
        QCOMPARE(count("blobs_have", "done"), 1);
    }

    void verify_countsFiles_andNamesWhatIsWrongWithOne_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const QStringList& expected) { QTest::newRow(name) << QString::fromLatin1(name) << expected; };
        row("bytes", {QStringLiteral("blob bad_hash")});
        row("length", {QStringLiteral("blob bad_length")});
        row("missing", {QStringLiteral("blob store_damaged")});
        row("address", {QStringLiteral("blob bad_seal"), QStringLiteral("upload bad_column")});
        row("name", {QStringLiteral("blob_name bad_column"), QStringLiteral("blob_name bad_column")});
        row("no name", {QStringLiteral("blob_name bad_column")});
        row("sender", {QStringLiteral("blob_sender unknown_device")});
    }
    void verify_countsFiles_andNamesWhatIsWrongWithOne()
    {
        QFETCH(QString, sql);
        QFETCH(QStringList, expected);
        World world;
        QCOMPARE(world.verify().blobs, std::int64_t{1});
        QCOMPARE(findings(world.verify()), QStringList());
        if (sql == QStringLiteral("bytes"))
            world.withoutServer("UPDATE blob_chunk SET bytes = CAST(substr(bytes, 1, 100) || x'00' || substr(bytes, 102) AS BLOB)"
                                " WHERE number % 65536 = 1");
        if (sql == QStringLiteral("length"))
            world.withoutServer("DELETE FROM blob_chunk WHERE number = (SELECT max(number) FROM blob_chunk)");
        if (sql == QStringLiteral("missing"))
            world.withoutServer("DELETE FROM blob_chunk WHERE number = (SELECT min(number) FROM blob_chunk)");
        if (sql == QStringLiteral("address")) world.withoutServer("UPDATE blob SET part = 1");
        if (sql == QStringLiteral("name")) world.withoutServer("UPDATE blob_name SET part = 1");
        if (sql == QStringLiteral("no name")) world.withoutServer("DELETE FROM blob_name");
        if (sql == QStringLiteral("sender")) world.withoutServer("UPDATE blob_sender SET device = zeroblob(16)");
        QCOMPARE(findings(world.verify()), expected);
    }
};

QTEST_APPLESS_MAIN(BlobsTest)
#include "blobs_test.moc"
