// No bit of the server's store, of its ledger, of a file in it or of a backup changes unseen: one is flipped in every
// column of every table there is, and in every page.
#include "file_fixture.h"
#include "restore_fixture.h"

#include "tests/support/flipped_columns.h"

#include <QtCore/QFile>

using namespace veldpost;
using namespace veldpost::server;
using test::Excused;
using test::RawRow;

namespace {

constexpr char kSelfSaid[] = "what a device said of itself in its last session; shown, and nothing is decided by it";
constexpr char kShortLived[] = "a request of a day: with a bit wrong its code or its key does not fit and nothing is given out";
constexpr char kTimeOfUse[] = "a moment that ends a code or an upload early or late; the code itself is a hash";
constexpr char kNote[] = "a note for people";

std::string nameOf(const RawRow& row) { return std::get<std::string>(row["name"]); }
std::int64_t numberIn(const RawRow& row, std::string_view column) { return std::get<std::int64_t>(row[column]); }

std::set<std::string> findingsIn(const std::filesystem::path& file, const Clock& clock)
{
    const auto store = store::SqlcipherStore::open(file, fixtureKey(), clock);
    if (!store.ok()) return {"cannot be opened: " + store.error().type};
    const auto keys = [&]() -> Result<ServerKeys> {
        VELDPOST_ASSIGN(const auto view, (*store)->view());
        return ServerKeys::load(*view);
    }();
    if (!keys.ok()) return {"cannot be opened: " + keys.error().type};
    const auto report = verifyAll(**store, *keys);
    if (!report.ok()) return {"cannot be read: " + report.error().type};
    std::set<std::string> out;
    for (const Finding& finding : report->bad) out.insert(finding.what + ' ' + finding.which + ' ' + finding.why);
    return out;
}

}  // namespace

class VerifyBitsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyColumn_oneBit_isFound()
    {
        ServerWorld world;
        fill(world);
        const std::set<Seq> holes = holesIn(world);
        stop(world);
        const auto scratch = inFolder(world, "scratch.db");
        copyOver(store::ledgerBeside(storeOf(world)), store::ledgerBeside(scratch));
        test::FlippedColumns columns(storeOf(world), scratch, fixtureKey(), excused(holes),
                                     [&](const auto& file) { return findingsIn(file, world.clock); });
        const QStringList complaints = columns.run();
        tell(complaints, columns.flips());
        QVERIFY(columns.flips() > 300);
    }

    void everyColumnOfTheLedger_oneBit_isFound()
    {
        ServerWorld world;
        fill(world);
        stop(world);
        const auto scratch = inFolder(world, "scratch.db");
        copyOver(storeOf(world), scratch);
        test::FlippedColumns columns(store::ledgerBeside(storeOf(world)), store::ledgerBeside(scratch), fixtureKey(),
                                     {{"schema_migrations", "name", kNote}, {"schema_migrations", "applied_at_ms", kNote}},
                                     [&](const auto&) { return findingsIn(scratch, world.clock); });
        const QStringList complaints = columns.run();
        tell(complaints, columns.flips());
        QVERIFY(columns.flips() > 15);
    }

    void everyPage_oneBit_isFound_data()
    {
        QTest::addColumn<bool>("ofLedger");
        QTest::newRow("store") << false;
        QTest::newRow("ledger") << true;
    }
    void everyPage_oneBit_isFound()
    {
        QFETCH(bool, ofLedger);
        ServerWorld world;
        fill(world);
        stop(world);
        const auto scratch = inFolder(world, "scratch.db");
        copyOver(storeOf(world), scratch);
        copyOver(store::ledgerBeside(storeOf(world)), store::ledgerBeside(scratch));
        const auto file = ofLedger ? store::ledgerBeside(scratch) : scratch;
        eachPageFlipped(file, [&] { QVERIFY(!findingsIn(scratch, world.clock).empty()); });
    }

    // A backup that is not whole changes nothing: the server goes on as it was.
    void backup_oneBitInAPage_isRefused()
    {
        ServerWorld world;
        fill(world);
        const std::string file = backup(world);
        stop(world);
        const QByteArray before = bytesOf(storeOf(world));
        const storage::Key key = fixtureKey();
        eachPageFlipped(file, [&] {
            const auto restored = store::restore({storeOf(world), file, key, key, false}, world.clock, world.random);
            QVERIFY(!restored.ok());
            QVERIFY2(restored.error().kind == ErrorKind::Damaged || restored.error().type == "wrong_key_or_damaged",
                     restored.error().type.c_str());
            must(store::finishRestore(storeOf(world)));
            QCOMPARE(bytesOf(storeOf(world)), before);
        }, 5);
        must(start(world));
        QCOMPARE(findingsOf(world), std::size_t{0});
    }

private:
    static void tell(const QStringList& complaints, int flips)
    {
        qInfo("flipped bits %d", flips);
        for (const QString& complaint : complaints) qWarning("%s", qPrintable(complaint));
        QVERIFY(complaints.isEmpty());
    }

    static void copyOver(const std::filesystem::path& from, const std::filesystem::path& to)
    {
        std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing);
    }

    static QByteArray bytesOf(const std::filesystem::path& path)
    {
        QFile file(QString::fromStdString(path.string()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    // `every`: of how many pages one is tried.
    template <typename Check>
    static void eachPageFlipped(const std::filesystem::path& path, Check check, int every = 1)
    {
        const QByteArray sound = bytesOf(path);
        QVERIFY(sound.size() > 0 && sound.size() % 8192 == 0);
        SeededRandom random(5);
        for (qsizetype page = 0; page < sound.size(); page += 8192 * every) {
            QByteArray flipped = sound;
            const auto at = page + static_cast<qsizetype>(random.below(8192));
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << random.below(8)));
            for (const char* beside : {"-wal", "-shm"}) std::filesystem::remove(path.string() + beside);
            QFile file(QString::fromStdString(path.string()));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(flipped) == flipped.size());
            file.close();
            check();
            if (QTest::currentTestFailed()) qWarning("the bit is at %lld", static_cast<long long>(at));
        }
    }

    static std::set<Seq> holesIn(ServerWorld& world)
    {
        const auto view = must(world.store->view());
        std::set<Seq> holes;
        const Seq last = must(view->lastSeq(world.region));
        for (Seq seq = 1; seq <= last; ++seq)
            if (!must(view->revisionAt(world.region, seq))) holes.insert(seq);
        return holes;
    }

    static std::vector<Excused> excused(const std::set<Seq>& holes)
    {
        const auto isNot = [](std::set<std::string> names) {
            return [names = std::move(names)](const RawRow& row) { return !names.contains(nameOf(row)); };
        };
        const auto notChecked = isNot({"signing_seed", "stamp_key", "epoch", "audit_end"});
        const auto partial = [](const RawRow& row) { return numberIn(row, "at_byte") != numberIn(row, "bytes"); };
        return {
            {"schema_migrations", "name", "a word for people; the text applied is held against its checksum"},
            {"schema_migrations", "applied_at_ms", kNote},
            {"setting", "name", "a lease of its own, or how many entries the ledger has at least: without it the usual holds", notChecked},
            {"setting", "value", "a lease is said here alone (the log tells who set it); the ledger may have more entries "
                                 "than were counted", notChecked},
            {"turn", "person", "only who had a device has a row, and when that was is not kept"},
            {"device", "last_seen_at_ms", kSelfSaid},
            {"device", "seen_seq", "how far it has read: shown, and each pull brings its own cursor"},
            {"device", "app_version", kSelfSaid},
            {"device", "unsent", kSelfSaid},
            {"wipe", "receipt_at_ms", "when the receipt came; what it says is signed"},
            {"recovery", "id", kShortLived},
            {"recovery", "public_key", kShortLived},
            {"recovery", "sealed", kShortLived},
            {"recovery", "token_hash", kShortLived},
            {"recovery", "wrong_codes", kShortLived},
            {"recovery", "answer", kShortLived},
            {"invitation", "code_hash", "a hash of something random: no code fits it"},
            {"invitation", "expires_at_ms", kTimeOfUse},
            {"invitation", "used_at_ms", kTimeOfUse},
            {"revision", "arrival", "the order in which what waits is looked at; nothing counts in it"},
            {"revision", "seq", "beside a place that is free, since what was there was released later: the order stays the same",
             [holes](const RawRow& row) { return holes.contains(numberIn(row, "seq") ^ 1); }},
            {"revision", "proven", "who can set it can write the stamp it stands for"},
            {"upload", "id", "a name the device was given; it begins anew"},
            {"upload", "case_id", "the whole is checked against its address when the last byte has come", partial},
            {"upload", "part", "the whole is checked against its address when the last byte has come", partial},
            {"upload", "sha256", "the whole is checked against its address when the last byte has come", partial},
            {"upload", "bytes", "the whole is checked against its address when the last byte has come", partial},
            {"upload", "expires_at_ms", kTimeOfUse},
            {"blob_chunk", "bytes", "of a file on its way: the whole is checked when the last byte has come",
             [](const RawRow& row) { return std::get<test::RawBlob>(row["bytes"]).bytes.starts_with("partial"); }},
        };
    }

    // Something in every table and most columns: people with roles that turned, a case with members that came and went,
    // work that waits, was accepted and was declined, files here and on their way, devices revoked, wiped and recovering.
    static void fill(ServerWorld& world)
    {
        TestDevice owner(world, addUser(world, "Owner", Role::Wijkteam));
        TestDevice member(world, addUser(world, "Member", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        TestDevice turned(world, addUser(world, "Turned", Role::Vertrouwensarts));
        TestDevice lost(world, addUser(world, "Lost", Role::Wijkteam));
        const UserId away = addUser(world, "Away", Role::Wijkteam);
        Admin& admin = world.engine->admin();
        must(admin.invite(away));
        const Written founding = owner.foundCase("Familie");
        const CaseId caseId = founding.header.caseId;
        const Written grant = owner.share(caseId, member.user(), model::Right::Write);
        const Written first = owner.note(caseId, "Eerste");
        owner.push({founding, grant, first, owner.edit(first, "Eerste, anders")});
        member.push({member.note(caseId, "Van het lid")});
        files(world, owner, first);
        owner.push({owner.share(caseId, member.user(), model::Right::None, {grant.id})});
        const std::vector<Written> late{member.note(caseId, "Te laat"), member.note(caseId, "Ook te laat"),
                                        member.note(caseId, "Nog steeds te laat")};
        member.push(late);
        const auto decide = [&](const Written& what, const char* verdict, const std::optional<std::string>& reason) {
            office.push({office.write({caseId, Part::General, office.newRecord(), model::kDecision,
                                       {{"revisions", {what.id.text()}}, {"verdict", verdict}}, {}, reason})});
        };
        decide(late[0], "accept", {});
        decide(late[1], "decline", "Dubbel");
        const Written parent = owner.note(caseId, "Komt nooit");
        Written child = owner.edit(parent, "Wacht op wat nooit komt");
        child.header.n = parent.header.n;
        child.header.prev = parent.header.prev;
        owner.push({owner.sign(child.header, {{"text", "Wacht"}})});
        must(admin.setRole(turned.user(), Role::Coordinator));
        must(admin.setRole(turned.user(), Role::Wijkteam));
        must(admin.setLease(Role::Wijkteam, 24));
        must(admin.disableUser(away));
        office.pullAll();
        devices(world, owner, member, lost);
    }

    static void files(ServerWorld& world, TestDevice& owner, const Written& first)
    {
        const CaseId caseId = first.header.caseId;
        const std::string photo = fileBytes(200'000);
        must(sendFile(world, owner, addressOf(caseId, photo), photo));
        owner.push({nameFile(owner, first, addressOf(caseId, photo), static_cast<std::int64_t>(photo.size()))});
        const std::string coming = "partial" + fileBytes(60'000, 2);
        const UploadRow row = must(begin(world.engine->uploads(), owner, addressOf(caseId, coming), coming.size()));
        must(append(world.engine->uploads(), owner, row.id, 0, std::string_view(coming).substr(0, 40'000)));
    }

    static void devices(ServerWorld& world, TestDevice& owner, TestDevice& member, TestDevice& lost)
    {
        Accounts& accounts = world.engine->accounts();
        const auto challenge = must(accounts.challenge({owner.id()}, "test")).challenge;
        protocol::SessionRequest request{owner.id(), challenge,
                                         owner.key().signFor(crypto::Purpose::Session, protocol::sessionBytes(owner.id(), challenge)),
                                         "1.0", 3};
        must(accounts.openSession(request, "test"));
        must(world.engine->admin().revokeDevice(member.id()));
        const WipeRow wipe = must(world.engine->admin().wipeDevice(lost.id(), 24));
        protocol::WipeReceipt receipt{world.region, lost.id(), wipe.order.nonce, world.clock.nowMs(), 0, {}, {}, {}};
        must(world.engine->wipes().takeReceipt(lost.session, protocol::signWipeReceipt(std::move(receipt), lost.key())));
        const auto pair = crypto::BoxKeyPair::generate(world.random);
        const std::string sealed = must(crypto::sealTo(owner.enrolment.recoveryKey, std::string(32, 'k')));
        const protocol::RecoveryRequest asked{owner.id(), pair.publicKey, sealed, crypto::sha256(std::string_view("token"))};
        const auto answer = must(world.engine->recoveries().ask(asked, "test"));
        must(world.engine->recoveries().approve({answer.request, asked.code()}));
    }
};

QTEST_GUILESS_MAIN(VerifyBitsTest)
#include "verify_bits_test.moc"
