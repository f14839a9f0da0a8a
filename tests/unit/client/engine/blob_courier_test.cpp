// Photos on their way: over lines that break, servers that forget, bytes that are damaged; and never before the notes.
#include "client/engine/blob_courier.h"

#include "tests/support/engine_fixture.h"
#include "tests/support/fake_blob_server.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;
using revision::Json;

namespace {

constexpr std::int64_t kMb = 1024 * 1024;

std::string noise(std::size_t size, std::uint64_t seed)
{
    SeededRandom random(seed);
    std::string out(size, '\0');
    random.fill({reinterpret_cast<std::uint8_t*>(out.data()), out.size()});
    return out;
}

struct Carrying {
    test::EngineFixture world;
    test::FakeBlobServer server;
    std::unique_ptr<OpenHome> home = world.home("anna");
    test::FakeBlobLine* line = connect();
    CaseId caseId = home->dossiers().createCase("A")->caseId;
    RecordKey note = {caseId, Part::General, "note",
                      home->dossiers().add(caseId, "note", Part::General, Json{{"text", "x"}})->record};

    test::FakeBlobLine* connect()
    {
        auto made = std::make_unique<test::FakeBlobLine>(server);
        auto* out = made.get();
        home->connect(std::move(made));
        return out;
    }
    void restart()
    {
        home.reset();
        home = std::move(world.reopen("anna")).value();
        line = connect();
    }
    AddedBlob add(const std::string& bytes)
    {
        MemorySource source(bytes);
        return home->blobs().add(note, source, "foto.jpg").value();
    }
    Result<SyncSummary> sync()
    {
        std::optional<Result<SyncSummary>> result;
        home->sync()->syncOnce([&](Result<SyncSummary> summary) { result.emplace(std::move(summary)); });
        line->run();
        VELDPOST_CHECK(result.has_value());
        return std::move(*result);
    }
    std::int64_t unsafe() { return readSyncStatus(home->store())->unsafeBlobs; }
    // Somebody else's photo at the server, named by a revision that came in a page.
    protocol::BlobAddress foreign(const std::string& bytes, std::int64_t saidBytes = -1)
    {
        test::Writer other = world.writer();
        const RecordId caseRecord = world.newRecord();
        const CaseId theirs = revision::foundedCaseId(world.region, other.user, caseRecord);
        const auto founding = world.write(other, theirs, caseRecord, "case", Json{{"title", "B"}});
        const auto text = world.write(other, theirs, world.newRecord(), "note", Json{{"text", "y"}});
        const Sha256 hash = crypto::sha256(bytes);
        const auto ref = world.write(other, theirs, world.newRecord(), "blob_ref",
                                     Json{{"record", text.header.record.text()}, {"sha256", hash.text()},
                                          {"bytes", saidBytes < 0 ? static_cast<std::int64_t>(bytes.size()) : saidBytes}});
        VELDPOST_CHECK(Inbox(home->store(), home->drafts()).take(world.page(other, {founding, text, ref})).ok());
        return {theirs, Part::General, hash};
    }
};

}  // namespace

class BlobCourierTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void addedPhoto_isSafeOnlyWhenTheServerHoldsAllOfIt()
    {
        Carrying c;
        const std::string bytes = noise(3 * kMb + 17, 1);
        const AddedBlob added = c.add(bytes);
        QCOMPARE(c.unsafe(), std::int64_t(1));
        QCOMPARE(c.home->dossiers().record(added.saved.record)->standing.state, ItemState::OnDevice);
        const auto summary = c.sync();
        QVERIFY2(summary.ok(), summary.ok() ? "" : summary.error().type.c_str());
        QCOMPARE(summary->blobsSent, std::int64_t(1));
        QVERIFY(summary->allSafe);
        QCOMPARE(c.server.blobs.at(added.address), bytes);
        QCOMPARE(c.home->dossiers().record(added.saved.record)->standing.state, ItemState::Safe);
        QCOMPARE(c.home->dossiers().record(c.note)->standing.state, ItemState::Safe);
        QCOMPARE(c.sync()->blobsSent, std::int64_t(0));
        QCOMPARE(c.server.pieceBytesUp, static_cast<std::int64_t>(bytes.size()));
    }

    void revisionsGoFirst()
    {
        Carrying c;
        c.add(noise(300'000, 1));
        QVERIFY(c.sync().ok());
        const auto at = [&](const char* what) {
            return std::find_if(c.server.log.begin(), c.server.log.end(), [&](const auto& l) { return l.starts_with(what); });
        };
        QVERIFY(at("POST /v1/push") < at("GET /v1/pull") && at("GET /v1/pull") < at("POST /v1/uploads") && at("PATCH") < c.server.log.end());
    }

    void noteSavedDuringAnUpload_isPushedBetweenTwoPieces()
    {
        Carrying c;
        c.add(noise(4 * kMb, 1));
        int pieces = 0;
        c.server.onPatch = [&] {
            if (++pieces != 2) return;
            QVERIFY(c.home->dossiers().add(c.caseId, "note", Part::General, Json{{"text", "dringend"}}).ok());
            c.home->sync()->nudge();
        };
        QVERIFY(c.sync().ok());
        std::vector<std::string> order;
        for (const std::string& l : c.server.log)
            if (l.starts_with("PATCH") || l == "POST /v1/push") order.push_back(l.substr(0, 4));
        QCOMPARE(order[0], std::string("POST"));
        QCOMPARE(order[2], std::string("PATC"));
        QCOMPARE(order[3], std::string("POST"));  // the second piece was under way; then the note
        QCOMPARE(readSyncStatus(c.home->store())->unsafeRevisions, std::int64_t(0));
    }

    void breaksEvery2Mb_costLittle_data()
    {
        QTest::addColumn<bool>("answersLost");
        QTest::addColumn<bool>("restarts");
        QTest::newRow("line") << false << false;
        QTest::newRow("line, the answer lost") << true << false;
        QTest::newRow("app ends at each break") << false << true;
    }
    void breaksEvery2Mb_costLittle()
    {
        QFETCH(bool, answersLost);
        QFETCH(bool, restarts);
        Carrying c;
        const std::string bytes = noise(10 * kMb, 2);
        const AddedBlob added = c.add(bytes);
        c.server.breakEvery = 2 * kMb;
        c.server.losesAnswers = answersLost;
        int rounds = 0;
        while (c.unsafe() > 0 && ++rounds < 20) {
            const auto summary = c.sync();
            QVERIFY(summary.ok() || summary.error().type == "no_connection");
            if (restarts) c.restart();
        }
        QCOMPARE(c.unsafe(), std::int64_t(0));
        QVERIFY(rounds > 3);
        QCOMPARE(c.server.blobs.at(added.address), bytes);
        QVERIFY2(c.server.pieceBytesUp * 100 <= static_cast<std::int64_t>(bytes.size()) * 115,
                 std::to_string(c.server.pieceBytesUp).c_str());
    }

    void serverThatForgotTheUpload_getsItAnew()
    {
        Carrying c;
        const AddedBlob added = c.add(noise(3 * kMb, 3));
        c.server.breakEvery = 2 * kMb;
        QVERIFY(!c.sync().ok());
        c.server.breakEvery = 0;
        c.server.uploads.clear();
        QVERIFY(c.sync().ok());
        QVERIFY(c.server.blobs.contains(added.address));
    }

    void pieceDamagedOnTheWay_isSentAgain()
    {
        Carrying c;
        const AddedBlob added = c.add(noise(kMb, 3));
        c.server.damagesPieces = true;
        QVERIFY(c.sync().ok());
        QVERIFY(c.server.blobs.contains(added.address));
    }

    void bytesDamagedHere_areNeverSent_andHoldNothingUp()
    {
        Carrying c;
        const AddedBlob bad = c.add(noise(300'000, 4));
        const AddedBlob good = c.add(noise(300'000, 5));
        QVERIFY(c.home->store().db().run("UPDATE blob_pieces SET bytes = zeroblob(131072) WHERE piece = 1024").ok());
        const auto summary = c.sync();
        QVERIFY(summary.ok());
        QVERIFY(!summary->allSafe);
        QCOMPARE(summary->blobsStuck, std::int64_t(1));
        QVERIFY(!c.server.blobs.contains(bad.address) && c.server.blobs.contains(good.address));
        QCOMPARE(c.unsafe(), std::int64_t(1));
        QCOMPARE(c.home->blobs().bytes(bad.address).error().type, std::string("blob_damaged"));
    }

    void refusedPhoto_holdsNothingUp()
    {
        Carrying c;
        c.add(noise(300'000, 4));
        c.server.refusesPieces = true;
        const auto summary = c.sync();
        QVERIFY(summary.ok());
        QVERIFY(!summary->allSafe);
        QCOMPARE(summary->blobsStuck, std::int64_t(1));
    }

    void restoredServer_takesSafeBack_andGetsWhatItLacks()
    {
        Carrying c;
        const AddedBlob one = c.add(noise(300'000, 6));
        const AddedBlob two = c.add(noise(300'000, 7));
        QVERIFY(c.sync()->allSafe);
        c.server.epoch = "e2";
        c.server.blobs.erase(two.address);
        const std::int64_t before = c.server.pieceBytesUp;
        const auto summary = c.sync();
        QVERIFY(summary.ok());
        QCOMPARE(summary->blobsSent, std::int64_t(1));
        QCOMPARE(c.server.pieceBytesUp - before, std::int64_t(300'000));
        QVERIFY(c.server.blobs.contains(one.address) && c.server.blobs.contains(two.address));
        QCOMPARE(c.unsafe(), std::int64_t(0));
    }

    void othersPhoto_isFetched_overBreaksAndRestarts()
    {
        Carrying c;
        const std::string bytes = noise(5 * kMb + 3, 8);
        const auto address = c.foreign(bytes);
        c.server.blobs[address] = bytes;
        c.server.breakEvery = 2 * kMb;
        for (int i = 0; i < 10 && !c.home->blobs().byHash(address.sha256)->whole; ++i) {
            const auto summary = c.sync();
            QVERIFY(summary.ok() || summary.error().type == "no_connection");
            c.restart();
        }
        QCOMPARE(c.home->blobs().bytes(address).value(), bytes);
        QVERIFY(c.server.pieceBytesDown * 100 <= static_cast<std::int64_t>(bytes.size()) * 115);
        QCOMPARE(c.unsafe(), std::int64_t(0));
    }

    void othersPhotoThatIsNotThereYet_isNoTrouble()
    {
        Carrying c;
        const auto address = c.foreign(noise(1000, 9));
        const auto summary = c.sync();
        QVERIFY(summary.ok());
        QVERIFY(summary->allSafe);
        const RecordRow ref = c.home->blobs().ofCase(address.caseId).value().front().ref;
        QCOMPARE(ref.standing.state, ItemState::OnDevice);
        QCOMPARE(c.home->dossiers().history(ref.record).value().front().standing.state, ItemState::OnDevice);
        QCOMPARE(c.home->blobs().bytes(address).error().type, std::string("blob_not_here"));
    }

    void bytesThatAreNotTheAddress_areNotShown()
    {
        Carrying c;
        const auto address = c.foreign(noise(1000, 10));
        c.server.blobs[address] = noise(1000, 11);
        const auto summary = c.sync();
        QVERIFY(summary.ok());
        QCOMPARE(summary->blobsReceived, std::int64_t(0));
        QCOMPARE(summary->blobsStuck, std::int64_t(1));
        QVERIFY(!c.home->blobs().byHash(address.sha256)->whole);
        QCOMPARE(c.home->blobs().byHash(address.sha256)->here, std::int64_t(0));
    }

    void largeFile_waitsUntilItIsOpened()
    {
        Carrying c;
        const std::string bytes = noise(17 * kMb, 12);
        const auto address = c.foreign(bytes, 5);  // whoever named it said it was small
        c.server.blobs[address] = bytes;
        QCOMPARE(c.sync()->blobsReceived, std::int64_t(0));
        std::optional<Status> fetched;
        c.home->sync()->fetchBlob(address, [&](Status status) { fetched.emplace(std::move(status)); });
        c.line->run();
        QVERIFY(fetched.has_value() && fetched->ok());
        QCOMPARE(c.home->blobs().bytes(address).value(), bytes);
    }

    void fetchOfWhatMayNotBeSeen_saysItIsNotThere()
    {
        Carrying c;
        const std::string bytes = noise(1000, 13);
        const auto address = c.foreign(bytes);
        c.server.blobs[address] = bytes;
        c.server.notGiven[address] = true;
        std::optional<Status> fetched;
        c.home->sync()->fetchBlob(address, [&](Status status) { fetched.emplace(std::move(status)); });
        c.line->run();
        QVERIFY(fetched.has_value() && !fetched->ok());
        QCOMPARE(fetched->error().type, std::string("blob_not_there"));
    }

    void fileSomebodyWaitsFor_goesBeforeTheOthers()
    {
        Carrying c;
        c.add(noise(6 * kMb, 14));
        const std::string bytes = noise(1000, 15);
        const auto address = c.foreign(bytes);
        c.server.blobs[address] = bytes;
        bool here = false;
        int pieces = 0;
        int piecesAtArrival = 0;
        c.server.onPatch = [&] {
            if (++pieces == 2)
                c.home->sync()->fetchBlob(address, [&](const Status& status) {
                    here = status.ok();
                    piecesAtArrival = pieces;
                });
        };
        QVERIFY(c.sync().ok());
        QVERIFY(here);
        QCOMPARE(piecesAtArrival, 2);
        QVERIFY(pieces > 4);
    }

    void watch_carriesBesideTheLongPoll_andTriesAgain()
    {
        Carrying c;
        c.home->sync()->watch();
        for (int i = 0; i < 8; ++i) c.line->step();
        c.add(noise(300'000, 16));
        c.server.breakEvery = 100'000;  // no piece comes through
        c.home->sync()->nudge();
        for (int i = 0; i < 12; ++i) c.line->step();
        QCOMPARE(c.home->sync()->phase(), SyncPhase::Watching);
        QCOMPARE(c.home->sync()->problem()->type, std::string("no_connection"));
        c.server.breakEvery = 0;
        c.world.clock.advanceMs(61'000);
        c.home->sync()->tick();
        for (int i = 0; i < 12; ++i) c.line->step();
        QCOMPARE(c.unsafe(), std::int64_t(0));
        QVERIFY(!c.home->sync()->problem().has_value());
    }

    void takenAwayCase_unsentPhotoLeavesWhenTheServerHasIt()
    {
        Carrying c;
        const AddedBlob added = c.add(noise(300'000, 17));
        {
            auto tx = c.home->store().db().begin();
            QVERIFY(c.home->store().purge(c.caseId, Part::General).ok());
            QVERIFY(tx->commit().ok());
        }
        QCOMPARE(c.home->blobs().byHash(added.address.sha256).error().type, std::string("unknown_blob"));
        QCOMPARE(c.home->blobs().bytes(added.address).error().type, std::string("unknown_blob"));
        QCOMPARE(c.unsafe(), std::int64_t(1));
        c.restart();
        const auto summary = c.sync();
        QVERIFY(summary.ok());
        QCOMPARE(summary->blobsSent, std::int64_t(1));
        QVERIFY(c.server.blobs.contains(added.address));
        for (const char* table : {"blobs", "blob_pieces", "blob_refs", "blob_previews", "revisions"}) {
            auto s = c.home->store().db().prepare(table == std::string("blobs")       ? storage::Sql("SELECT count(*) FROM blobs")
                                                  : table == std::string("blob_refs") ? storage::Sql("SELECT count(*) FROM blob_refs")
                                                  : table == std::string("revisions") ? storage::Sql("SELECT count(*) FROM revisions")
                                                  : table == std::string("blob_pieces")
                                                      ? storage::Sql("SELECT count(*) FROM blob_pieces")
                                                      : storage::Sql("SELECT count(*) FROM blob_previews"));
            QVERIFY(s->step().ok());
            QVERIFY2(s->int64(0) == 0, table);
        }
    }
};

QTEST_GUILESS_MAIN(BlobCourierTest)
#include "blob_courier_test.moc"
