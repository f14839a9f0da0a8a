// Files on their way in: every piece answered is there, whatever happens between two; the whole is right, or it is nothing.
#include "file_fixture.h"

#include "server/engine/verify.h"

using namespace veldpost;
using namespace veldpost::server;

namespace {

struct World : ServerWorld {
    World() : anna(*this, addUser(*this, "Anna", Role::Wijkteam)), founding(anna.foundCase("Family"))
    {
        VELDPOST_CHECK(anna.pushOne(founding) == QStringLiteral("stored"));
    }
    const CaseId& caseId() const { return founding.header.caseId; }
    Uploads& uploads() { return engine->uploads(); }
    std::int64_t contents()
    {
        const auto view = must(store->view());
        std::int64_t count = 0;
        must(view->blobs().everyUpload([&](const UploadRow&) { return ++count, true; }));
        must(view->blobs().everyBlob([&](const BlobRow&) { return ++count, true; }));
        return count;
    }
    bool hasDiscarded() { return must(must(store->view())->blobs().hasDiscarded()); }

    TestDevice anna;
    Written founding;
};

constexpr std::int64_t kDayMs = 24 * 60 * 60 * 1000;

}  // namespace

class UploadsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void file_inPiecesOfAnySize_isWholeAndVerified_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::addColumn<int>("piece");
        QTest::newRow("one byte") << 1 << 1;
        QTest::newRow("tiny pieces") << 1000 << 7;
        QTest::newRow("across a chunk") << 200'000 << 65'537;
        QTest::newRow("whole chunks") << 262'144 << 131'072;
        QTest::newRow("the largest pieces") << 3'000'000 << 1'048'576;
    }
    void file_inPiecesOfAnySize_isWholeAndVerified()
    {
        QFETCH(int, bytes);
        QFETCH(int, piece);
        World world;
        const std::string file = fileBytes(static_cast<std::size_t>(bytes));
        const BlobAddress address = addressOf(world.caseId(), file);
        const UploadRow row = must(sendFile(world, world.anna, address, file, static_cast<std::size_t>(piece)));
        QVERIFY(row.isFinished());
        const auto view = must(world.store->view());
        const auto blob = must(view->blobs().blob(address));
        QVERIFY(blob.has_value());
        QVERIFY(must(view->blobs().contentBytes(blob->content, 0, bytes)) == file);
        QCOMPARE(must(verifyStore(*view, world.engine->keys())).bad.size(), std::size_t{0});
        // The last answer was lost: asked again, the upload says it is done.
        QVERIFY(must(world.uploads().find(world.anna.session, row.id)).isFinished());
        QVERIFY(must(begin(world.uploads(), world.anna, address, file.size())).isFinished());
    }

    void upload_goesOnWhereItStood_afterARestart()
    {
        World world;
        const std::string file = fileBytes(300'000);
        const BlobAddress address = addressOf(world.caseId(), file);
        const UploadRow begun = must(begin(world.uploads(), world.anna, address, file.size()));
        must(append(world.uploads(), world.anna, begun.id, 0, file.substr(0, 100'000)));
        world.restart();
        world.anna.begin();
        const UploadRow again = must(begin(world.uploads(), world.anna, address, file.size()));
        QCOMPARE(again.id, begun.id);
        QCOMPARE(again.offset, std::int64_t{100'000});
        QCOMPARE(must(world.uploads().find(world.anna.session, begun.id)).offset, std::int64_t{100'000});
        QVERIFY(must(sendRest(world.uploads(), world.anna, again, file, 50'000)).isFinished());
    }

    void piece_thatDoesNotFit_changesNothing()
    {
        World world;
        const std::string file = fileBytes(1000);
        const UploadRow row = must(begin(world.uploads(), world.anna, addressOf(world.caseId(), file), file.size()));
        must(append(world.uploads(), world.anna, row.id, 0, file.substr(0, 500)));
        QCOMPARE(typeOf(append(world.uploads(), world.anna, row.id, 0, file.substr(0, 500))), QStringLiteral("wrong_offset"));
        QCOMPARE(typeOf(append(world.uploads(), world.anna, row.id, 501, "x")), QStringLiteral("wrong_offset"));
        QCOMPARE(typeOf(append(world.uploads(), world.anna, row.id, 500, fileBytes(501))), QStringLiteral("too_large"));
        QCOMPARE(typeOf(append(world.uploads(), world.anna, row.id, 500, file.substr(500), crypto::sha256("other"))),
                 QStringLiteral("checksum_differs"));
        QCOMPARE(must(append(world.uploads(), world.anna, row.id, 500, "")).offset, std::int64_t{500});
        QCOMPARE(must(world.uploads().find(world.anna.session, row.id)).offset, std::int64_t{500});
        QVERIFY(must(append(world.uploads(), world.anna, row.id, 500, file.substr(500), crypto::sha256(file.substr(500)))).isFinished());
    }

    void wholeThatIsNotWhatWasAnnounced_isDropped_andErased()
    {
        World world;
        const std::string file = fileBytes(200'000);
        const BlobAddress address = addressOf(world.caseId(), file);
        const UploadRow row = must(begin(world.uploads(), world.anna, address, file.size()));
        must(append(world.uploads(), world.anna, row.id, 0, fileBytes(100'000, 2)));
        QCOMPARE(typeOf(append(world.uploads(), world.anna, row.id, 100'000, file.substr(100'000))), QStringLiteral("blob_hash_differs"));
        QCOMPARE(typeOf(world.uploads().find(world.anna.session, row.id)), QStringLiteral("not_found"));
        QCOMPARE(world.contents(), std::int64_t{0});
        QCOMPARE(haveFiles(world, world.anna, {address}), std::vector<bool>{false});
        QVERIFY(world.hasDiscarded());
        must(world.engine->sweep());
        QVERIFY(!world.hasDiscarded());
        QVERIFY(must(sendFile(world, world.anna, address, file)).isFinished());
    }

    void emptyFile_isWholeAtOnce_byItsOwnNameOnly()
    {
        World world;
        QVERIFY(must(begin(world.uploads(), world.anna, addressOf(world.caseId(), ""), 0)).isFinished());
        QCOMPARE(haveFiles(world, world.anna, {addressOf(world.caseId(), "")}), std::vector<bool>{true});
        QCOMPARE(typeOf(begin(world.uploads(), world.anna, addressOf(world.caseId(), "x"), 0)), QStringLiteral("blob_hash_differs"));
        QCOMPARE(must(verifyStore(*must(world.store->view()), world.engine->keys())).bad.size(), std::size_t{0});
    }

    void upload_isSeenByTheDeviceThatBeganIt_only()
    {
        World world;
        TestDevice second(world, world.anna.user());
        const std::string file = fileBytes(1000);
        const UploadRow row = must(begin(world.uploads(), world.anna, addressOf(world.caseId(), file), file.size()));
        QCOMPARE(typeOf(world.uploads().find(second.session, row.id)), QStringLiteral("not_found"));
        QCOMPARE(typeOf(append(world.uploads(), second, row.id, 0, file)), QStringLiteral("not_found"));
        QCOMPARE(typeOf(end(world.uploads(), second, row.id)), QStringLiteral("not_found"));
        QVERIFY(must(begin(world.uploads(), second, addressOf(world.caseId(), file), file.size())).id != row.id);
        must(end(world.uploads(), world.anna, row.id));
        QCOMPARE(typeOf(world.uploads().find(world.anna.session, row.id)), QStringLiteral("not_found"));
    }

    void announcement_thatCannotBe_isRefused()
    {
        World world;
        const BlobAddress address = addressOf(world.caseId(), "x");
        QCOMPARE(typeOf(begin(world.uploads(), world.anna, address, protocol::kBlobBytesMax + 1)), QStringLiteral("blob_too_large"));
        QVERIFY(begin(world.uploads(), world.anna, address, protocol::kBlobBytesMax).ok());
        BlobAddress dossier = address;
        dossier.caseId = *CaseId::fromBytes(world.region.bytes());
        QCOMPARE(typeOf(begin(world.uploads(), world.anna, dossier, 1)), QStringLiteral("bad_upload"));
        // Another length than the first time is a new upload, and not that one stretched.
        QCOMPARE(must(sendFile(world, world.anna, address, "x")).bytes, std::int64_t{1});
        QCOMPARE(typeOf(begin(world.uploads(), world.anna, address, 2)), QStringLiteral("bad_upload"));
    }

    void sameFile_ofTwoDevices_isKeptOnce_andNamingItTellsNothing()
    {
        World world;
        TestDevice stranger(world, addUser(world, "Bas", Role::Wijkteam));
        const std::string file = fileBytes(100'000);
        const BlobAddress address = addressOf(world.caseId(), file);
        must(sendFile(world, world.anna, address, file));
        // He knows the name, and is told nothing by it.
        const UploadRow begun = must(begin(world.uploads(), stranger, address, file.size()));
        QCOMPARE(begun.offset, std::int64_t{0});
        QCOMPARE(haveFiles(world, stranger, {address}), std::vector<bool>{false});
        QVERIFY(must(sendRest(world.uploads(), stranger, begun, file)).isFinished());
        QCOMPARE(haveFiles(world, stranger, {address}), std::vector<bool>{true});
        QCOMPARE(typeOf(readFile(world, stranger, address)), QStringLiteral("not_found"));
        must(world.engine->sweep());
        int blobs = 0;
        must(must(world.store->view())->blobs().everyBlob([&](const BlobRow&) { return ++blobs, true; }));
        QCOMPARE(blobs, 1);
        QCOMPARE(must(verifyStore(*must(world.store->view()), world.engine->keys())).bad.size(), std::size_t{0});
    }

    void unfinishedUpload_endsAWeekAfterItsLastPiece()
    {
        World world;
        const std::string file = fileBytes(200'000);
        const UploadRow row = must(begin(world.uploads(), world.anna, addressOf(world.caseId(), file), file.size()));
        world.clock.advanceMs(6 * kDayMs);
        must(append(world.uploads(), world.anna, row.id, 0, file.substr(0, 150'000)));
        world.clock.advanceMs(7 * kDayMs - 1);
        must(world.engine->sweep());
        QCOMPARE(must(world.uploads().find(world.anna.session, row.id)).offset, std::int64_t{150'000});
        world.clock.advanceMs(1);
        QCOMPARE(typeOf(world.uploads().find(world.anna.session, row.id)), QStringLiteral("not_found"));
        must(world.engine->sweep());
        QCOMPARE(world.contents(), std::int64_t{0});
        QVERIFY(!world.hasDiscarded());
        QVERIFY(must(sendFile(world, world.anna, addressOf(world.caseId(), file), file)).isFinished());
        // A finished one is forgotten too; its file stays.
        world.clock.advanceMs(8 * kDayMs);
        must(world.engine->sweep());
        QCOMPARE(world.contents(), std::int64_t{1});
        QCOMPARE(haveFiles(world, world.anna, {addressOf(world.caseId(), file)}), std::vector<bool>{true});
    }

    void device_thatSendsTooMuch_isToldToWait_andMayGoOnLater()
    {
        World world;
        SideThread side(Committer::Mode::Inline);
        Uploads few(*world.store, world.engine->committer(), world.engine->keys(), world.clock, world.random, side,
                    {.bytesPerDeviceAndDay = 1000, .perDevice = 2});
        const std::string file = fileBytes(1500);
        const UploadRow row = must(begin(few, world.anna, addressOf(world.caseId(), file), file.size()));
        must(append(few, world.anna, row.id, 0, file.substr(0, 1000)));
        const auto refused = append(few, world.anna, row.id, 1000, file.substr(1000));
        QCOMPARE(typeOf(refused), QStringLiteral("too_many_requests"));
        QCOMPARE(typeOf(begin(few, world.anna, addressOf(world.caseId(), "a"), 1)), QStringLiteral("too_many_requests"));
        TestDevice second(world, world.anna.user());
        QVERIFY(begin(few, second, addressOf(world.caseId(), "a"), 1).ok());
        QVERIFY(begin(few, second, addressOf(world.caseId(), "b"), 1).ok());
        QCOMPARE(typeOf(begin(few, second, addressOf(world.caseId(), "c"), 1)), QStringLiteral("too_many_requests"));
        world.clock.advanceMs(kDayMs / 2);
        QVERIFY(must(append(few, world.anna, row.id, 1000, file.substr(1000))).isFinished());
    }

    void revokedDevice_delivers_andReadsNothing()
    {
        World world;
        const std::string file = fileBytes(1000);
        const BlobAddress address = addressOf(world.caseId(), file);
        must(world.engine->admin().revokeDevice(world.anna.id()));
        world.anna.begin();
        QVERIFY(world.anna.session.deliverOnly);
        QVERIFY(must(sendFile(world, world.anna, address, file)).isFinished());
        QCOMPARE(haveFiles(world, world.anna, {address, addressOf(world.caseId(), "x")}), (std::vector<bool>{true, false}));
        QCOMPARE(typeOf(readFile(world, world.anna, address)), QStringLiteral("not_found"));
    }
};

QTEST_APPLESS_MAIN(UploadsTest)
#include "uploads_test.moc"
