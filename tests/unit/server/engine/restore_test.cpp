// A server put back from a backup: what comes back, what stays undone, and what is refused before anything changes places.
#include "server/engine/lasting.h"
#include "restore_fixture.h"
#include "shared/storage/files.h"

#include <fstream>
#include <future>
#include <thread>

using namespace veldpost;
using namespace veldpost::server;
namespace fs = std::filesystem;

namespace {

std::set<std::string> filesOf(const ServerWorld& world)
{
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(storeOf(world).parent_path())) names.insert(entry.path().filename());
    return names;
}

void flipByte(const fs::path& file, std::streamoff at)
{
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(at);
    const int byte = stream.get();
    stream.seekp(at);
    stream.put(static_cast<char>(byte ^ 1));
    QVERIFY(stream.good());
}

Right rightOf(ServerWorld& world, const CaseId& caseId, const UserId& user)
{
    const auto view = must(world.store->view());
    Access access(*view);
    return must(access.rightIn(*must(view->user(user)), caseId)).right;
}

}  // namespace

class RestoreTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void restored_isTheOldState_inANewEpoch_andTheServerWritesAsANewDevice()
    {
        ServerWorld world;
        TestDevice anna(world, addUser(world, "Anna", Role::Wijkteam));
        const Written founding = anna.foundCase("Zaak");
        anna.push({founding});
        const std::string epoch = world.engine->epoch();
        const std::string file = backup(world);
        const Written later = anna.note(founding.header.caseId, "later");
        anna.push({later});
        const DeviceId serverDevice = must(world.engine->admin().regions()).front().serverDevice;

        const auto restored = must(restore(world, file));
        QVERIFY(restored.epoch.epoch != epoch);
        QCOMPARE(world.engine->epoch(), restored.epoch.epoch);
        QVERIFY(fs::exists(restored.replaced));
        const auto view = must(world.store->view());
        QVERIFY(must(view->revision(founding.id)).has_value());
        QVERIFY(!must(view->revision(later.id)).has_value());
        const RegionRow region = must(world.engine->admin().regions()).front();
        QVERIFY(region.serverDevice != serverDevice);
        addUser(world, "Bram", Role::Wijkteam);
        QCOMPARE(must(must(world.store->view())->chainsOf(region.serverDevice, {}, 10)).size(), 1u);
        QCOMPARE(findingsOf(world), 0u);
    }

    void firstEntryOfTheLog_namesWhereTheReplacedOneEnded()
    {
        ServerWorld world;
        const std::string file = backup(world);
        addUser(world, "Anna", Role::Wijkteam);
        const std::string head = must(auditHead(*must(world.store->view())));
        const std::string before = must(auditHead(*must(world.store->view())));
        must(restore(world, file));
        std::vector<AuditRow> rows;
        must(must(world.store->view())->everyAudit([&](const AuditRow& row) {
            rows.push_back(row);
            return true;
        }));
        const Json last = Json::parse(rows.back().entry);
        QCOMPARE(last["event"]["code"], Json("restore"));
        QCOMPARE(last["object"], Json(head));
        QCOMPARE(last["source"], Json(world.engine->keys().auditSource));
        QCOMPARE(before, head);
        QCOMPARE(findingsOf(world), 0u);
    }

    void whoWasLetGoAfterTheBackup_staysOut()
    {
        ServerWorld world;
        const UserId bramId = addUser(world, "Bram", Role::Wijkteam), dirkId = addUser(world, "Dirk", Role::Wijkteam);
        TestDevice anna(world, addUser(world, "Anna", Role::Wijkteam)), bram(world, bramId), dirk(world, dirkId);
        const Written founding = anna.foundCase("Zaak");
        const CaseId caseId = founding.header.caseId;
        const Written grant = anna.share(caseId, bramId, Right::Write);
        anna.push({founding, grant});
        bram.pullAll();
        const Invitation unused = must(world.engine->admin().invite(dirkId));
        const std::string file = backup(world);
        // What the backup does not know of: a removal, a disabled user, a revoked device, a used code.
        anna.push({anna.share(caseId, bramId, Right::None, {grant.id})});
        must(world.engine->admin().disableUser(dirkId));
        must(world.engine->admin().revokeDevice(bram.id()));
        const UserId elsId = addUser(world, "Els", Role::Wijkteam);
        const Invitation taken = must(world.engine->admin().invite(elsId));
        Result<protocol::EnrolAnswer> enrolled = Error{};
        world.engine->accounts().enrol({taken.code, anna.key().publicKey()}, "x", [&](auto a) { enrolled = std::move(a); });
        must(enrolled);

        const auto restored = must(restore(world, file));
        QCOMPARE(restored.epoch.inForce, std::int64_t{4});  // grant, removal, disable, revocation
        QCOMPARE(rightOf(world, caseId, bramId), Right::None);
        const auto view = must(world.store->view());
        QVERIFY(must(view->user(dirkId))->disabled);
        QVERIFY(must(view->device(bram.id()))->revoked);
        QCOMPARE(must(view->lossesOf(bramId, 0)).size(), 1u);
        QCOMPARE(findingsOf(world), 0u);
        // The code that was used is none; the other one is still good for nobody who is disabled.
        for (const auto& [code, type] : {std::pair{taken.code, "bad_code"}, std::pair{unused.code, "user_disabled"}}) {
            Result<protocol::EnrolAnswer> again = Error{};
            world.engine->accounts().enrol({code, anna.key().publicKey()}, "x", [&](auto a) { again = std::move(a); });
            QCOMPARE(typeOf(again), QString::fromUtf8(type));
        }
    }

    // An entry is written before its commit. What the server writes next, when that never came, takes the same place.
    void entryOfACommitThatNeverCame_isNoReasonToRefuseARestore_data()
    {
        QTest::addColumn<bool>("lowersToo");
        QTest::newRow("what took its place is entered as well") << true;
        QTest::newRow("what took its place stands in the store alone") << false;
    }

    void entryOfACommitThatNeverCame_isNoReasonToRefuseARestore()
    {
        QFETCH(bool, lowersToo);
        ServerWorld world;
        const UserId anna = addUser(world, "Anna", Role::Wijkteam);
        stop(world);
        const fs::path kept = inFolder(world, "kept");
        fs::copy_file(storeOf(world), kept);
        must(start(world));
        must(world.engine->admin().setRole(anna, Role::Coordinator));
        stop(world);
        for (const char* end : {"-wal", "-shm"}) fs::remove(storeOf(world).string() + end);
        fs::copy_file(kept, storeOf(world), fs::copy_options::overwrite_existing);
        must(start(world));
        if (lowersToo) must(world.engine->admin().setRole(anna, Role::Vertrouwensarts));
        else addUser(world, "Bram", Role::Wijkteam);
        const std::string file = backup(world);
        const auto restored = must(restore(world, file));
        QCOMPARE(restored.epoch.inForce, std::int64_t{lowersToo ? 2 : 1});  // his first role comes along with what turned it
        const auto view = must(world.store->view());
        QVERIFY(must(view->user(anna))->role == (lowersToo ? Role::Vertrouwensarts : Role::Wijkteam));
        QCOMPARE(findingsOf(world), 0u);
    }

    void aCodeThatTheBackupKnowsAsUnused_staysUsed()
    {
        ServerWorld world;
        const Invitation invitation = must(world.engine->admin().invite(addUser(world, "Els", Role::Wijkteam)));
        const std::string file = backup(world);
        const auto key = crypto::SigningKey::generate(world.random).publicKey();
        const auto enrol = [&] {
            Result<protocol::EnrolAnswer> answer = Error{};
            world.engine->accounts().enrol({invitation.code, key}, "x", [&](auto a) { answer = std::move(a); });
            return typeOf(answer);
        };
        QCOMPARE(enrol(), QStringLiteral("ok"));
        must(restore(world, file));
        QCOMPARE(enrol(), QStringLiteral("code_used"));
    }

    void removalOfSomebodyGivenTheCaseAfterTheBackup_stillPurgesHisDevice()
    {
        ServerWorld world;
        const UserId bramId = addUser(world, "Bram", Role::Wijkteam);
        TestDevice anna(world, addUser(world, "Anna", Role::Wijkteam)), bram(world, bramId);
        const Written founding = anna.foundCase("Zaak");
        anna.push({founding});
        const std::string file = backup(world);
        const Written grant = anna.share(founding.header.caseId, bramId, Right::Write);
        anna.push({grant});
        bram.pullAll();
        anna.push({anna.share(founding.header.caseId, bramId, Right::None, {grant.id})});
        must(restore(world, file));
        bram.begin();
        bram.cursor.clear();
        std::size_t purges = 0;
        for (const auto& page : bram.pullAll()) purges += page.purges.size();
        QCOMPARE(purges, 1u);
    }

    void ledger_missingDamagedOrSetBack_isRefusedByName_andOnlyAPlainWordGoesOnWithoutIt()
    {
        ServerWorld world;
        const UserId annaId = addUser(world, "Anna", Role::Wijkteam);
        const fs::path ledger = store::ledgerBeside(storeOf(world)), older = inFolder(world, "older");
        stop(world);
        fs::copy_file(ledger, older);
        must(start(world));
        must(world.engine->admin().disableUser(annaId));
        const std::string file = backup(world);
        stop(world);
        const fs::path kept = inFolder(world, "kept");
        fs::rename(ledger, kept);
        QCOMPARE(typeOf(start(world)), QStringLiteral("ledger_missing"));
        QCOMPARE(typeOf(restore(world, file)), QStringLiteral("ledger_missing"));
        fs::copy_file(kept, ledger);
        flipByte(ledger, 3000);
        QCOMPARE(typeOf(start(world)), QStringLiteral("ledger_damaged"));
        fs::copy_file(older, ledger, fs::copy_options::overwrite_existing);
        QCOMPARE(typeOf(start(world)), QStringLiteral("ledger_damaged"));
        QCOMPARE(typeOf(restore(world, file)), QStringLiteral("ledger_damaged"));

        const auto restored = must(restore(world, file, true));
        QVERIFY(fs::exists(store::ledgerBeside(restored.replaced)));
        // The new ledger holds what the backup said: it survives an older backup as well.
        std::vector<std::string> kinds;
        must(world.store->everyLasting([&](const LastingEntry& entry) {
            kinds.push_back(entry.kind);
            return true;
        }));
        QCOMPARE(kinds, (std::vector<std::string>{lasting::kServer, lasting::kRevision}));
    }

    void backupThatDoesNotOpenOrHold_isRefused_andNothingChanges()
    {
        ServerWorld world;
        TestDevice anna(world, addUser(world, "Anna", Role::Wijkteam));
        const Written founding = anna.foundCase("Zaak");
        anna.push({founding});
        const std::string file = backup(world);
        const std::string flipped = inFolder(world, "flipped.db").string(), forged = inFolder(world, "forged.db").string();
        fs::copy_file(file, flipped);
        flipByte(flipped, static_cast<std::streamoff>(fs::file_size(flipped) / 2));
        fs::copy_file(file, forged);
        {
            const auto db = must(storage::Database::open(forged, fixtureKey(), storage::OpenMode::Existing));
            must(db->exec("UPDATE revision SET stamp = zeroblob(16) WHERE arrival = 2"));
        }
        stop(world);
        const auto before = filesOf(world);
        const storage::Key key = fixtureKey(), wrong(std::array<std::uint8_t, 32>{1});
        const auto attempt = [&](const std::string& name, const storage::Key& backupKey) {
            return typeOf(store::restore({storeOf(world), name, backupKey, key, false}, world.clock, world.random));
        };
        QCOMPARE(attempt(inFolder(world, "absent.db").string(), key), QStringLiteral("store_missing"));
        QCOMPARE(attempt(file, wrong), QStringLiteral("wrong_key_or_damaged"));
        QCOMPARE(attempt(flipped, key), QStringLiteral("store_damaged"));
        QCOMPARE(attempt(forged, key), QStringLiteral("backup_damaged"));
        QCOMPARE(filesOf(world), before);
        must(start(world));
        QVERIFY(must(must(world.store->view())->revision(founding.id)).has_value());
    }

    void backupOfAnotherServer_isRefused()
    {
        ServerWorld world(1), other(2);
        const std::string file = backup(other);
        QCOMPARE(typeOf(restore(world, file)), QStringLiteral("ledger_of_another_server"));
        must(restore(world, file, true));
        QCOMPARE(findingsOf(world), 0u);
    }

    // Cut short after any of its moves, it is carried to its end by whoever opens the folder next.
    void crashBetweenTwoMoves_endsWithTheNewStore_andTheOldOneAside()
    {
        for (const bool withoutLedger : {false, true}) {
            for (std::size_t cut = 0; cut < 5; ++cut) {
                ServerWorld world;
                const std::string file = backup(world);
                const std::string epoch = world.engine->epoch();
                stop(world);
                const storage::Key key = fixtureKey();
                const auto restored =
                    must(store::restore({storeOf(world), file, key, key, withoutLedger}, world.clock, world.random));
                // Back to the moment before the first move, then as many as there were before the crash.
                const fs::path fresh = inFolder(world, "restored.db");
                fs::rename(storeOf(world), fresh);
                fs::rename(restored.replaced, storeOf(world));
                if (withoutLedger) {
                    fs::rename(store::ledgerBeside(storeOf(world)), store::ledgerBeside(fresh));
                    fs::rename(store::ledgerBeside(restored.replaced), store::ledgerBeside(storeOf(world)));
                }
                std::ofstream(inFolder(world, "restore.json"))
                    << "{\"aside\":\"" << restored.replaced.stem().string() << "\",\"ledger\":"
                    << (withoutLedger ? "true" : "false") << "}";
                const auto moves = must(store::movesLeft(storeOf(world)));
                QCOMPARE(moves.size(), withoutLedger ? 4u : 2u);
                for (std::size_t i = 0; i < std::min(cut, moves.size()); ++i) fs::rename(moves[i].from, moves[i].to);
                must(start(world));
                QVERIFY(world.engine->epoch() == restored.epoch.epoch && world.engine->epoch() != epoch);
                QVERIFY(fs::exists(restored.replaced));
                QVERIFY(!fs::exists(inFolder(world, "restore.json")) && !fs::exists(fresh));
            }
        }
    }

    void walOfAStoreThatCannotBeOpened_goesAsideWithIt()
    {
        ServerWorld world;
        const std::string file = backup(world);
        const auto restored = must(restore(world, file));
        stop(world);
        // As it is before the first move, when the old store could not be opened and so not be closed either.
        const fs::path fresh = inFolder(world, "restored.db");
        fs::rename(storeOf(world), fresh);
        fs::rename(restored.replaced, storeOf(world));
        std::ofstream(storeOf(world).string() + "-wal") << "what the crash left";
        std::ofstream(inFolder(world, "restore.json")) << "{\"aside\":\"old\",\"ledger\":false}";
        must(start(world));
        QCOMPARE(must(storage::readFile(inFolder(world, "old.db-wal"), 100)), std::string("what the crash left"));
        QCOMPARE(findingsOf(world), 0u);
    }

    // Writers go on while it is made: what it holds is one moment, with every chain and the log whole.
    void backupUnderLoad_isConsistent()
    {
        ServerWorld world;
        TestDevice anna(world, addUser(world, "Anna", Role::Wijkteam));
        const Written founding = anna.foundCase("Zaak");
        anna.push({founding});
        std::vector<Written> notes;
        for (int i = 0; i < 300; ++i) notes.push_back(anna.note(founding.header.caseId, "Notitie " + std::to_string(i)));
        stop(world);
        world.store = must(store::SqlcipherStore::open(storeOf(world), fixtureKey(), world.clock));
        crypto::SystemRandom random;
        const auto engine = must(Engine::open(*world.store, world.clock, random, Engine::Mode::Thread));
        std::thread writer([&] {
            for (const Written& note : notes) {
                std::promise<bool> answered;
                protocol::RevisionPageWriter page;
                page.add(note);
                engine->intake().push(anna.session, page.take(), [&](auto answer) { answered.set_value(answer.ok()); });
                if (!answered.get_future().get()) qFatal("a push under load failed");
            }
        });
        std::vector<std::string> files;
        for (int i = 0; i < 5; ++i) {
            files.push_back(inFolder(world, "load" + std::to_string(i) + ".db").string());
            must(engine->admin().backup(files.back()));
        }
        writer.join();
        std::int64_t last = 0;
        for (const std::string& file : files) {
            store::StoreOptions options;
            options.ledger = store::ledgerBeside(storeOf(world));
            const auto copy = must(store::SqlcipherStore::open(file, fixtureKey(), world.clock, options));
            const auto view = must(copy->view());
            const VerifyReport report = must(verifyStore(*view, engine->keys()));
            QCOMPARE(report.bad.size(), 0u);
            QVERIFY(report.revisions >= last);
            last = report.revisions;
        }
    }
};

QTEST_APPLESS_MAIN(RestoreTest)
#include "restore_test.moc"
