// No bit of the device's store changes unseen: one is flipped in every column of every table there is.
#include "client/engine/lease.h"
#include "client/engine/outbox.h"
#include "client/engine/store_verify.h"
#include "client/engine/waiting_rows.h"
#include "shared/crypto/hash.h"
#include "shared/model/records.h"

#include "tests/support/engine_fixture.h"
#include "tests/support/flipped_columns.h"

#include <QtCore/QFile>
#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;
using revision::Json;
using test::Excused;
using test::RawRow;

namespace {

constexpr char kServersWord[] = "the server's word; its stamp is under a key that only the server has, and it judges it there";
constexpr char kServersList[] = "the server's list, which the next round replaces; a decision names what it decides on";
constexpr char kUnsigned[] = "typed and not signed yet: nothing stands against it but its page's own code";
constexpr char kDerived[] = "made from the record's state when it is missing, and shown nowhere";

bool isOne(const RawRow& row, std::string_view column)
{
    const auto* number = std::get_if<std::int64_t>(&row[column]);
    return number != nullptr && *number == 1;
}

bool isNamed(const RawRow& row, std::initializer_list<std::string_view> names)
{
    const auto& name = std::get<std::string>(row["name"]);
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

class StoreVerifyBitsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyColumn_oneBit_isFound()
    {
        test::EngineFixture world;
        const DeviceId me = fill(world);
        test::FlippedColumns columns(world.file("anna"), world.file("scratch"), storage::Key(test::EngineFixture::dataKey()),
                                     excused(me), [&](const auto&) { return findings(world, "scratch"); });
        const QStringList complaints = columns.run();
        qInfo("flipped bits %d", columns.flips());
        for (const QString& complaint : complaints) qWarning("%s", qPrintable(complaint));
        QVERIFY(complaints.isEmpty());
        QVERIFY(columns.flips() > 300);
    }

    // What stands under no signature stands under the code of its page.
    void everyPage_oneBit_isFound()
    {
        test::EngineFixture world;
        fill(world);
        QFile file(QString::fromStdString(world.file("anna")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray sound = file.readAll();
        QCOMPARE(sound.size() % 8192, 0);
        SeededRandom random(3);
        for (qsizetype page = 0; page < sound.size(); page += 8192) {
            QByteArray flipped = sound;
            const auto at = page + static_cast<qsizetype>(random.below(8192));
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << random.below(8)));
            QFile scratch(QString::fromStdString(world.file("scratch")));
            QVERIFY(scratch.open(QIODevice::WriteOnly) && scratch.write(flipped) == flipped.size());
            scratch.close();
            QVERIFY2(!findings(world, "scratch").empty(), qPrintable(QString::number(at)));
        }
    }

    // Whose home it is, field by field.
    void identity_changedField_isFound_data()
    {
        QTest::addColumn<QByteArray>("field");
        for (const char* field : {"certificate", "server_key", "role"}) QTest::newRow(field) << QByteArray(field);
    }
    void identity_changedField_isFound()
    {
        QFETCH(QByteArray, field);
        test::EngineFixture world;
        fill(world);
        {
            auto db = storage::Database::open(world.file("anna"), storage::Key(test::EngineFixture::dataKey()),
                                              storage::OpenMode::Existing);
            QVERIFY(db.ok());
            const auto rows = storage::rowsOf(**db, "meta");
            QVERIFY(rows.ok());
            const auto row = std::find_if(rows->begin(), rows->end(), [](const RawRow& r) { return isNamed(r, {"identity"}); });
            QVERIFY(row != rows->end());
            Json identity = Json::parse(std::get<test::RawBlob>((*row)["value"]).bytes);
            Json& value = field == "certificate" ? identity["certificate"]["bytes"] : identity[field.toStdString()];
            auto& text = value.get_ref<std::string&>();
            text[text.size() - 6] ^= 1;
            QVERIFY(storage::changeValue(**db, *row, "value", test::RawBlob{identity.dump()}).ok());
        }
        QVERIFY(!findings(world, "anna").empty());
    }

private:
    static std::set<std::string> findings(test::EngineFixture& world, const std::string& name)
    {
        const auto home = world.reopen(name);
        if (!home.ok()) return {"cannot be opened: " + home.error().type};
        const auto report = verifyStore((*home)->store());
        if (!report.ok()) return {"cannot be read: " + report.error().type};
        std::set<std::string> out;
        for (const BadRow& row : report->bad) out.insert(row.reason);
        return out;
    }

    static std::vector<Excused> excused(const DeviceId& me)
    {
        const auto others = [me](const RawRow& row) {
            return std::get<test::RawBlob>(row["device"]).bytes != crypto::asText(me.bytes());
        };
        const auto listed = [](const RawRow& row) { return !isOne(row, "own"); };
        const auto partial = [](const RawRow& row) { return !isOne(row, "whole"); };
        const auto marks = [](const RawRow& row) { return !isNamed(row, {"device_seed", "identity"}); };
        const auto identity = [](const RawRow& row) { return isNamed(row, {"identity"}); };
        return {
            {"schema_migrations", "name", "a word for people; the text applied is held against its checksum"},
            {"schema_migrations", "applied_at_ms", "a note for people"},
            {"meta", "name", "a mark that is missing is asked of the server anew", marks},
            {"meta", "value", "marks of how far a sync or a lease has come: the server's word, which each contact renews", marks},
            {"meta", "value", "its fields have a test of their own; address, name and recovery key are said nowhere else", identity},
            {"chain_notes", "*", "each row is a finding by itself"},
            {"chains", "device", "of others, in a case that was taken away: where the chain goes on when it is given again", others},
            {"chains", "case_id", "of others, in a case that was taken away: where the chain goes on when it is given again", others},
            {"chains", "part", "of others, in a case that was taken away: where the chain goes on when it is given again", others},
            {"chains", "n", "of others: a place that the server withholds leaves no row here", others},
            {"chains", "id", "of others: a place that the server withholds leaves no row here", others},
            {"revisions", "seq", "the order of arrival, in which nothing counts"},
            {"revisions", "received_at", kServersWord},
            {"revisions", "stamp", kServersWord},
            {"revisions", "reason", kServersWord},
            {"revisions", "checked", "0 has the signature checked once more; this check checks them all"},
            {"records", "rid", "the place in the search index, which is made anew"},
            {"records", "indexed", "whether it is in the search index, which is made anew"},
            {"records_fts_config", "*", "the search index"},
            {"records_fts_data", "*", "the search index"},
            {"records_fts_docsize", "*", "the search index"},
            {"records_fts_idx", "*", "the search index"},
            {"drafts", "draft", kUnsigned},
            {"drafts", "case_id", kUnsigned},
            {"drafts", "record", kUnsigned},
            {"drafts", "kind", kUnsigned},
            {"drafts", "part", kUnsigned},
            {"drafts", "opened_on", kUnsigned},
            {"drafts", "fields", kUnsigned},
            {"drafts", "reason", kUnsigned},
            {"drafts", "updated_at", kUnsigned},
            {"waiting", "*", kServersList, listed},
            {"waiting", "id", "a number for pages"},
            {"waiting", "revision", "an own one may have been purged, and then only this row is left"},
            {"waiting", "received_at", kServersWord},
            {"waiting", "reason", kServersWord},
            {"waiting", "state", kServersWord},
            {"waiting", "may_decide", kServersWord},
            {"waiting", "round", "which round of the server's list it was in"},
            {"waiting", "decided_by", kServersWord},
            {"waiting", "decided_at", kServersWord},
            {"waiting", "decision_reason", kServersWord},
            {"waiting", "decision", kServersWord},
            {"waiting", "verdict", kServersWord},
            {"blobs", "bytes", "of a file on its way: as its record said; the whole is checked", partial},
            {"blobs", "own", "which device it came from; what is whole and not held is sent by any"},
            {"blobs", "held", "the server's word, asked again in a new epoch"},
            {"blobs", "upload", "where to go on; asked of the server before it is used"},
            {"blob_pieces", "bytes", "of a file on its way: the whole is checked when the last byte has come",
             [](const RawRow& row) { return std::get<test::RawBlob>(row["bytes"]).bytes.starts_with("partial"); }},
            {"blob_previews", "*", kDerived},
        };
    }

    // Something in every table: own and others' work, a conflict, an edit, people, receipts, work that waits here and
    // there, a draft, a case that was taken away, a photo here, one on its way. Answers the own device.
    static DeviceId fill(test::EngineFixture& world)
    {
        auto home = world.home("anna");
        OpenHome& h = *home;
        Inbox inbox(h.store(), h.drafts());
        const auto add = [&](const CaseId& caseId, const char* text) {
            return *h.dossiers().add(caseId, "note", Part::General, Json{{"text", text}});
        };
        const CaseId caseId = h.dossiers().createCase("Familie De Vries")->caseId;
        const Saved note = add(caseId, "Eerste bezoek");
        VELDPOST_CHECK(h.dossiers().edit(note.record, {note.revision}, Json{{"text", "Eerste bezoek, kort"}}).ok());
        VELDPOST_CHECK(h.dossiers().edit(note.record, {note.revision}, Json{{"text", "Eerste bezoek, lang"}}).ok());
        test::Writer bram = world.writer();
        std::vector<revision::SignedRevision> others;
        for (const char* text : {"een", "twee", "drie"})
            others.push_back(world.write(bram, caseId, world.newRecord(), "note", Json{{"text", text}}));
        const std::string far = "partial" + std::string(200'000, 'f');
        others.push_back(world.write(bram, caseId, world.newRecord(), model::kBlobRef,
            model::BlobRef{note.record, crypto::sha256(far), static_cast<std::int64_t>(far.size()), {}, {}}.toSet()));
        VELDPOST_CHECK(inbox.take(world.page(bram, others)).ok());
        people(world, h, bram);
        photos(h, note, far);
        deliver(h, protocol::Outcome::Stored, "");
        add(caseId, "Wacht");
        deliver(h, protocol::Outcome::Quarantined, "not_member");
        takenAway(world, h);
        waitingOfOthers(world, h, caseId);
        Draft draft = *h.drafts().openEdit(note.record);
        draft.fields = Json{{"text", std::string(600, 'h')}};
        draft.reason = "omdat";
        VELDPOST_CHECK(h.drafts().keep(draft).ok());
        VELDPOST_CHECK(h.store().indexSome(100).ok());
        VELDPOST_CHECK(Lease(h.store(), world.clock).take({world.clock.nowMs(), 86'400'000}).ok());
        add(caseId, "Nog niet verstuurd");
        return h.identity().device();
    }

    static void people(test::EngineFixture& world, OpenHome& h, const test::Writer& bram)
    {
        test::Writer office = world.writer();
        const CaseId dossier = *CaseId::fromBytes(world.region.bytes());
        const auto says = [&](const UserId& of, const char* kind, const Json& set) {
            return world.write(office, dossier, *RecordId::fromBytes(of.bytes()), kind, set);
        };
        const UserId me = h.identity().user();
        const std::vector<revision::SignedRevision> said{
            says(bram.user, "user", {{"name", "Bram"}}),
            says(bram.user, "role", {{"user", bram.user.text()}, {"role", "wijkteam"}}),
            says(bram.user, "disable", {{"user", bram.user.text()}, {"reason", "weg"}}),
            says(me, "role", {{"user", me.text()}, {"role", "coordinator"}})};
        VELDPOST_CHECK(Inbox(h.store(), h.drafts()).take(world.page(office, said, "c2")).ok());
    }

    static void photos(OpenHome& h, const Saved& note, const std::string& far)
    {
        const std::string photo(150'000, 'p');
        MemorySource source(photo);
        const RecordKey key = **h.store().keyOf(note.record);
        const auto added = h.blobs().add(key, source, "foto.jpg");
        VELDPOST_CHECK(added.ok());
        VELDPOST_CHECK(h.blobs().savePreview(added->address, "jpeg").ok());
        BlobRows rows(h.store());
        auto tx = h.store().db().begin();
        BlobRow coming = **rows.find({added->address.caseId, added->address.part, crypto::sha256(far)});
        VELDPOST_CHECK(rows.append(coming, std::string_view(far).substr(0, 70'000)).ok());
        VELDPOST_CHECK(rows.setUpload(**rows.find(added->address), "0123").ok());
        VELDPOST_CHECK(tx->commit().ok());
    }

    static void deliver(OpenHome& h, protocol::Outcome outcome, const std::string& reason)
    {
        Outbox outbox(h.store());
        const auto sent = outbox.next(100, 1 << 20);
        VELDPOST_CHECK(sent.ok() && !sent->empty());
        std::array<std::uint8_t, 16> stamp{3};
        protocol::PushAnswer answer;
        answer.results.assign(sent->size(), {outcome, reason, 1'790'000'000'000, protocol::Stamp::fromBytes(stamp)});
        for (const auto& rev : *sent) answer.receipts.push_back({rev.header.caseId, rev.header.part, rev.header.n, rev.id});
        VELDPOST_CHECK(outbox.take(*sent, answer).ok());
    }

    // A case that was shared and is so no more; what was written in it is delivered.
    static void takenAway(test::EngineFixture& world, OpenHome& h)
    {
        test::Writer owner = world.writer();
        const RecordId record = world.newRecord();
        const CaseId caseId = revision::foundedCaseId(world.region, owner.user, record);
        const RecordId membership = revision::membershipRecordId(caseId, h.identity().user());
        const auto founding = world.write(owner, caseId, record, "case", Json{{"title", "Gedeeld"}});
        const auto grant = world.write(owner, caseId, membership, "membership",
                                       Json{{"user", h.identity().user().text()}, {"right", "write"}});
        Inbox inbox(h.store(), h.drafts());
        VELDPOST_CHECK(inbox.take(world.page(owner, {founding, grant}, "c3")).ok());
        VELDPOST_CHECK(h.dossiers().add(caseId, "note", Part::General, Json{{"text", "Hier"}}).ok());
        auto page = world.page(owner, {}, "c4");
        page.purges = {{caseId, {Part::General}, world.write(owner, caseId, membership, "membership", Json{{"right", "none"}}, {grant.id})}};
        VELDPOST_CHECK(inbox.take(page).ok());
        deliver(h, protocol::Outcome::Stored, "");
    }

    static void waitingOfOthers(test::EngineFixture& world, OpenHome& h, const CaseId& caseId)
    {
        test::Writer late = world.writer();
        const auto rev = world.write(late, caseId, world.newRecord(), "note", Json{{"text", "te laat"}});
        protocol::QuarantineAnswer answer;
        answer.certificates = {late.certificate};
        answer.items.push_back({{rev, world.clock.nowMs(), {}}, "not_member", false, true, {}});
        auto tx = h.store().db().begin();
        VELDPOST_CHECK(takeWaitingItems(h.store(), answer, 1).ok() && tx->commit().ok());
    }
};

QTEST_GUILESS_MAIN(StoreVerifyBitsTest)
#include "store_verify_bits_test.moc"
