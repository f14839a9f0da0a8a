// A restore that is stopped, or fails, at any write and sync of the new store: the old one is in its place and whole, and
// the next restore goes through; one that answered is there after a power cut, and what was lowered since stays lowered.
#include "tests/crash/crash_run.h"
#include "tests/crash/disk_recorder.h"
#include "tests/unit/server/engine/restore_fixture.h"

#include "shared/storage/content_hash.h"

using namespace veldpost;
using namespace veldpost::server;
using namespace veldpost::crash;
namespace fs = std::filesystem;

namespace {

// Yesterday's backup, and what was done since: a note, and a member that was let go.
struct Region2Days {
    ServerWorld world;
    TestDevice owner{world, addUser(world, "Owner", Role::Wijkteam)};
    TestDevice member{world, addUser(world, "Member", Role::Wijkteam)};
    Written founding = owner.foundCase("Familie");
    CaseId caseId = founding.header.caseId;
    Written grant = owner.share(caseId, member.user(), model::Right::Write);
    RevisionId removal;
    Files store, ledger, copy;

    Region2Days()
    {
        std::vector<Written> yesterday{founding, grant};
        for (int i = 0; i < 5; ++i) yesterday.push_back(owner.note(caseId, std::string(900, 'g')));
        owner.push(yesterday);
        const std::string file = backup(world);
        const Written removed = owner.share(caseId, member.user(), model::Right::None, {grant.id});
        removal = removed.id;
        owner.push({owner.note(caseId, "Vandaag"), removed});
        stop(world);
        store = readFiles(storeOf(world));
        ledger = readFiles(store::ledgerBeside(storeOf(world)));
        copy = readFiles(file);
    }
};

// One folder of a server, in memory, put back to how it was before each try.
class Folder {
public:
    Folder(const Region2Days& days, const fs::path& path) : m_days(days), m_path(path) { renew(); }

    fs::path store() const { return m_path / "store.db"; }
    fs::path fresh() const { return m_path / "restored.db"; }

    void renew()
    {
        for (const auto& entry : fs::directory_iterator(m_path)) fs::remove(entry.path());
        writeFiles(store(), m_days.store);
        writeFiles(store::ledgerBeside(store()), m_days.ledger);
        writeFiles(m_path / "backup.db", m_days.copy);
    }

    Result<store::Restored> restore()
    {
        SeededRandom random(7);
        const storage::Key key = fixtureKey();
        return store::restore({store(), m_path / "backup.db", key, key, false}, m_days.world.clock, random);
    }

    // As a server that starts. Error: what is wrong. Else what the store holds.
    Result<Sha256> start()
    {
        VELDPOST_TRY(store::finishRestore(store()));
        VELDPOST_ASSIGN(const auto opened, store::SqlcipherStore::open(store(), fixtureKey(), m_days.world.clock));
        VELDPOST_ASSIGN(const auto view, opened->view());
        VELDPOST_ASSIGN(const ServerKeys keys, ServerKeys::load(*view));
        VELDPOST_ASSIGN(const VerifyReport report, verifyAll(*opened, keys));
        if (!report.bad.empty()) return Error{ErrorKind::Damaged, report.bad.front().what, "", report.bad.front().why};
        VELDPOST_ASSIGN(const auto removed, view->revision(m_days.removal));
        if (!removed || removed->standing != Standing::Live) return Error{ErrorKind::Failed, "removal_undone", "", ""};
        VELDPOST_ASSIGN(const auto row, view->member(m_days.caseId, m_days.member.user()));
        if (!row || row->right != model::Right::None) return Error{ErrorKind::Failed, "member_again", "", ""};
        VELDPOST_ASSIGN(const auto reader, storage::Database::openReader(store(), fixtureKey()));
        return storage::contentHash(*reader);
    }

private:
    const Region2Days& m_days;
    const fs::path m_path;
};

}  // namespace

class RestoreCrashTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anyCrash_leavesTheOldStoreWhole_andTheNextRestoreGoesThrough()
    {
        const Reach reach = reachOf(2);
        SeededRandom random(reach.seed);
        const auto [before, ops] = recorded();
        std::int64_t states = 0;
        for (std::size_t count = random.below(reach.stride); count <= ops.size(); count += reach.stride)
            for (const Unsynced what : kUnsynced) {
                m_folder->renew();
                writeFiles(m_folder->fresh(), filesAfter({}, ops, count, what, random));
                const auto at = [&] { return QByteArray::number(static_cast<qulonglong>(count)) + ' ' + wordOf(what); };
                const auto found = m_folder->start();
                QVERIFY2(found.ok() && *found == before, at() + (found.ok() ? "" : found.error().type.c_str()));
                if (++states % 5 != 0) continue;
                const auto restored = m_folder->restore();
                QVERIFY2(restored.ok(), at() + (restored.ok() ? "" : restored.error().type.c_str()));
                const auto after = m_folder->start();
                QVERIFY2(after.ok() && *after != before, at() + (after.ok() ? "" : after.error().type.c_str()));
            }
        qInfo("crash states %lld, faults 0", static_cast<long long>(states));
        QVERIFY(states >= 200);
    }

    void whatAnswered_isOnTheDisk()
    {
        const auto [before, ops] = recorded();
        SeededRandom random(1);
        // The note was written when the new store was whole, so that all of it has to be synced.
        const Files kept = filesAfter({}, ops, ops.size(), Unsynced::Kept, random);
        const Files dropped = filesAfter({}, ops, ops.size(), Unsynced::Dropped, random);
        QVERIFY(kept[0].has_value() && kept[0] == dropped[0]);
        QVERIFY(readFiles(m_folder->store())[0] == kept[0]);
    }

    void anyFailingOperation_leavesTheOldStore_orTheNew()
    {
        const Reach reach = reachOf(3);
        const auto [before, ops] = recorded();
        std::int64_t faults = 0;
        for (std::size_t k = 0; k < ops.size(); k += reach.stride)
            for (const storage::Fault fault : {storage::Fault::IoError, storage::Fault::DiskFull, storage::Fault::ShortWrite})
                for (const bool onwards : {false, true}) {
                    m_folder->renew();
                    bool answered = false;
                    {
                        DiskRecorder recorder(m_folder->fresh());
                        recorder.failAt(k, fault, onwards);
                        answered = m_folder->restore().ok();
                    }
                    ++faults;
                    const QByteArray at = QByteArray::number(static_cast<qulonglong>(k)) + (answered ? " answered " : " ");
                    const auto found = m_folder->start();
                    QVERIFY2(found.ok(), at + (found.ok() ? "" : found.error().type.c_str()));
                    QVERIFY2((*found == before) == !answered, at);
                    if (answered) continue;
                    const auto again = m_folder->restore();
                    QVERIFY2(again.ok(), at + (again.ok() ? "" : again.error().type.c_str()));
                }
        qInfo("crash states 0, faults %lld", static_cast<long long>(faults));
        QVERIFY(faults >= 100);
    }

    void init()
    {
        m_memory = std::make_unique<QTemporaryDir>(folderTemplate());
        m_folder = std::make_unique<Folder>(m_days, m_memory->path().toStdString());
    }

private:
    // What the old store held, and all that a restore does to the files of the new one. The store is the new one then.
    std::pair<Sha256, std::vector<DiskOp>> recorded()
    {
        const Sha256 before = must(m_folder->start());
        m_folder->renew();
        DiskRecorder recorder(m_folder->fresh());
        must(m_folder->restore());
        return {before, recorder.ops()};
    }

    Region2Days m_days;
    std::unique_ptr<QTemporaryDir> m_memory;
    std::unique_ptr<Folder> m_folder;
};

QTEST_APPLESS_MAIN(RestoreCrashTest)
#include "restore_crash_test.moc"
