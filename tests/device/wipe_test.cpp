// Want 10, remote wipe with proof: everything unsent is at the server or in a file the coordinator imports, the receipt is
// signed, and after it nothing on the device can be read. At every point of it the device may die.
#include "client/engine/outbox.h"
#include "client/engine/unsent_reader.h"
#include "client/engine/unsent_writer.h"
#include "client/engine/wiper.h"
#include "server/engine/verify.h"
#include "tests/device/one_region.h"

using namespace veldpost;
using namespace veldpost::test;
using engine::OpenFor;
using revision::Json;

namespace {

// Texts of the user's notes at the server, with their standing: "L:text" live, "Q:text" waiting.
std::multiset<std::string> notesAt(OneRegion& region)
{
    std::multiset<std::string> out;
    const auto view = must(region.engine().store().view());
    must(view->everyRevision([&](const server::RawRevision& raw) {
        if (raw.record.kind != "note") return true;
        const auto stored = must(view->revision(raw.id));
        const bool waits = stored->standing != server::Standing::Live;
        out.insert((waits ? "Q:" : "L:") + Json::parse(raw.payload)["set"].value("text", std::string()));
        return true;
    }));
    return out;
}

std::optional<server::WipeRow> wipeOf(OneRegion& region, const DeviceId& device)
{
    return must(must(region.engine().store().view())->wipe(device));
}

QStringList eventsOf(OneRegion& region)
{
    QStringList out;
    for (const std::string& entry : must(region.admin().auditOf(*CaseId::fromBytes(region.region.bytes()))))
        out << QString::fromStdString(Json::parse(entry)["event"]["code"].get<std::string>());
    return out;
}

// A field worker with a note at the server, one that is not, and one half typed.
struct Field {
    explicit Field(std::uint64_t seed = 1) : region(seed) { prepare(); }
    void prepare()
    {
        caseId = must(field.home->dossiers().createCase("A")).caseId;
        field.note(caseId, "sent");
        QCOMPARE(field.sync(), QStringLiteral("ok"));
        field.note(caseId, "unsent");
        field.draft(caseId, "typed");
    }
    void order(std::int64_t hours = 24) { must(region.admin().wipeDevice(field.id, hours)); }

    OneRegion region;
    Device field{region, "Noor de Wit", model::Role::Wijkteam};
    CaseId caseId;
};

const std::multiset<std::string> kAll{"L:sent", "Q:typed", "Q:unsent"};

}  // namespace

class WipeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wipe_deliversEverything_signsTheReceipt_andOnlyThenErases()
    {
        Field f;
        f.order();
        QVERIFY(wipeOf(f.region, f.field.id).has_value());
        QVERIFY(!wipeOf(f.region, f.field.id)->receipt);
        const crypto::PublicKey key = f.field.home->identity().certificate.key;
        QCOMPARE(f.field.sync(), QStringLiteral("wiped"));
        QCOMPARE(notesAt(f.region), kAll);
        for (const char* gone : {"vault.json", "store.db", "store.db-wal", "store.db-shm", "tries"}) QVERIFY2(!f.field.has(gone), gone);
        const auto wipe = wipeOf(f.region, f.field.id);
        QVERIFY(wipe->receipt && wipe->receipt->signedBy(key));
        QVERIFY(wipe->receipt->nonce == wipe->order.nonce);
        QCOMPARE(wipe->receipt->sealed, std::int64_t(0));
        QVERIFY(eventsOf(f.region).contains(QStringLiteral("device_wipe")));
        QVERIFY(eventsOf(f.region).contains(QStringLiteral("wipe_receipt")));
        // What is left says so, and the folder takes a new home.
        QCOMPARE(QString::fromStdString(f.field.restart().error().type), QStringLiteral("wiped"));
        f.field.enrol();
        QCOMPARE(f.field.sync(), QStringLiteral("ok"));
    }

    void order_closesAtOnce_evenWhenTheServerIsGoneAgain()
    {
        Field f;
        f.order();
        f.field.home->sync()->syncOnce([](const Result<engine::SyncSummary>&) {});
        while (f.region.requests["session"] < 2) QVERIFY(f.region.step());  // the first was the sync before
        QVERIFY(f.region.step());  // the answer
        f.region.reachable = false;
        QCOMPARE(QString::fromStdString(f.field.restart(OpenFor::Content).error().type), QStringLiteral("wipe_ordered"));
        QVERIFY(f.field.restart(OpenFor::Delivery).ok());
        QCOMPARE(f.field.sync(), QStringLiteral("no_connection"));
        QVERIFY(f.field.has("vault.json"));
        f.region.reachable = true;
        QCOMPARE(f.field.sync(), QStringLiteral("wiped"));
        QCOMPARE(notesAt(f.region), kAll);
    }

    void wipe_killedBetweenAnyTwoMessages_losesNothing_andEndsErased()
    {
        for (int killAt = 0;; ++killAt) {
            Field f(static_cast<std::uint64_t>(killAt) + 10);
            f.order();
            bool ended = false;
            f.field.home->sync()->syncOnce([&](const Result<engine::SyncSummary>&) { ended = true; });
            for (int i = 0; i < killAt && !ended; ++i) f.region.step();
            if (ended) {
                QVERIFY(killAt >= 8);  // four requests and their answers
                return;
            }
            const Status back = f.field.restart();
            const auto where = QByteArray::number(killAt);
            if (!back.ok()) QCOMPARE(back.error().type, std::string("wiped"));
            else QVERIFY2(f.field.sync() == QStringLiteral("wiped"), where.constData());
            QVERIFY2(notesAt(f.region) == kAll, where.constData());
            QVERIFY2(!f.field.has("vault.json") && !f.field.has("store.db"), where.constData());
            QVERIFY2(wipeOf(f.region, f.field.id)->receipt.has_value(), where.constData());
        }
    }

    void undeliverable_waitsForTheDeadline_thenIsSealed_andTheCoordinatorImportsAllOfIt()
    {
        Field f;
        Device office(f.region, "Bram Özdemir", model::Role::Coordinator);
        // A revision the server cannot take at all holds back its chain.
        must(f.field.home->store().db().run("UPDATE revisions SET status = 3 WHERE n = 3"));
        f.order(2);
        QCOMPARE(f.field.sync(), QStringLiteral("wipe_ordered"));
        QVERIFY(f.field.has("vault.json"));
        f.region.clock.advanceMs(2 * 60 * 60 * 1000);
        QCOMPARE(f.field.sync(), QStringLiteral("wiped"));
        QCOMPARE(notesAt(f.region), (std::multiset<std::string>{"L:sent"}));
        const auto file = engine::unsentFileOf(f.field.folder(), f.field.id);
        QVERIFY(std::filesystem::exists(file));
        const auto wipe = wipeOf(f.region, f.field.id);
        QCOMPARE(wipe->receipt->sealed, std::int64_t(2));
        QVERIFY(wipe->receipt->file.has_value());

        QTemporaryDir folder;
        QFile sealed(QString::fromStdString(file.string()));
        QVERIFY(sealed.open(QIODevice::ReadOnly));
        const QByteArray bytes = sealed.readAll();
        QVERIFY(!bytes.contains("unsent\"") && !bytes.contains("typed"));
        QCOMPARE(toHex(crypto::sha256(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))).bytes()),
                 wipe->receipt->file->text());

        QCOMPARE(import(f.region, office, file), QStringLiteral("2 waiting"));
        QCOMPARE(notesAt(f.region), kAll);
        QCOMPARE(import(f.region, office, file), QStringLiteral("2 waiting"));  // nothing is taken twice
        QCOMPARE(notesAt(f.region), kAll);
        QVERIFY(eventsOf(f.region).contains(QStringLiteral("unsent_import")));
    }

    void sealedPhoto_isImportedWhole_andSaidNotToBeAtTheServer()
    {
        Field f;
        Device office(f.region, "Bram Özdemir", model::Role::Coordinator);
        // All revisions are delivered; a photo larger than a frame is not.
        QCOMPARE(f.field.sync(), QStringLiteral("ok"));
        std::string photo(700'000, '\0');
        SeededRandom(5).fill(std::span(reinterpret_cast<std::uint8_t*>(photo.data()), photo.size()));
        engine::MemorySource source(photo);
        const auto note = must(f.field.home->dossiers().add(f.caseId, "note", revision::Part::General, Json{{"text", "sent as well"}}));
        QCOMPARE(f.field.sync(), QStringLiteral("ok"));
        const auto record = must(f.field.home->dossiers().record(note.record));
        must(f.field.home->blobs().add(record.key(), source, "photo.jpg"));
        f.order(0);
        const auto order = wipeOf(f.region, f.field.id)->order;
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(QStringLiteral("unsent")).toStdString();
        SeededRandom random(6);
        const auto written = must(engine::writeUnsent(f.field.home->store(), order, random, file));
        QCOMPARE(written.files, std::int64_t(1));
        for (int turn = 0; turn < 2; ++turn) {
            QCOMPARE(import(f.region, office, file), QStringLiteral("1 waiting"));
            const auto view = must(f.region.engine().store().view());
            const auto report = must(server::verifyStore(*view, f.region.engine().keys()));
            QCOMPARE(report.blobs, std::int64_t(1));
            QVERIFY(report.bad.empty());
        }
    }

    void import_isForCoordinatorsOfTheRegion_andFindsEveryChange()
    {
        Field f;
        Device office(f.region, "Bram Özdemir", model::Role::Coordinator);
        Device colleague(f.region, "Anna", model::Role::Wijkteam);
        must(f.field.home->store().db().run("UPDATE revisions SET status = 3 WHERE n = 3"));
        f.order(0);
        QCOMPARE(f.field.sync(), QStringLiteral("wiped"));
        const auto file = engine::unsentFileOf(f.field.folder(), f.field.id);
        QCOMPARE(import(f.region, colleague, file), QStringLiteral("not_found"));
        const auto request = **engine::UnsentReader::open(file)->next();
        const auto altered = [&](auto change) {
            protocol::UnsentRequest other = request;
            change(other);
            return send(f.region, office, other);
        };
        QCOMPARE(altered([](auto& r) { ++r.index; }), QStringLiteral("bad_unsent_file"));
        QCOMPARE(altered([](auto& r) { r.frame[40] = static_cast<char>(r.frame[40] ^ 1); }), QStringLiteral("bad_unsent_file"));
        QCOMPARE(altered([](auto& r) { r.head.sealedKey[3] = static_cast<char>(r.head.sealedKey[3] ^ 1); }), QStringLiteral("bad_unsent_file"));
        QCOMPARE(altered([&](auto& r) { r.head.device = office.id; }), QStringLiteral("bad_unsent_file"));
        QCOMPARE(altered([](auto&) {}), QStringLiteral("2 waiting"));
    }

    void order_notOfThisServer_orOfAnotherDevice_isNotObeyed()
    {
        Field f;
        const auto stranger = crypto::SigningKey::generate(f.region.random);
        protocol::WipeOrder fields;
        fields.region = f.region.region;
        fields.device = f.field.id;
        engine::ServerCalls calls(f.field.home->store(), *m_nowhere, f.region.clock);
        engine::Wiper wiper(f.field.home->store(), f.field.home->drafts(), calls, f.region.clock, f.region.random);
        QCOMPARE(wiper.accept(protocol::issueWipeOrder(fields, stranger)).error().type, std::string("not_trusted_order"));
        fields.device = makeUuid7<DeviceId>(1, f.region.random);
        QCOMPARE(wiper.accept(protocol::issueWipeOrder(fields, f.region.engine().keys().signing)).error().type,
                 std::string("not_trusted_order"));
        QVERIFY(f.field.home->mayRead().ok());
    }

    void receipt_ofAnotherOrderOrKey_isRefused()
    {
        Field f;
        const auto order = must(f.region.admin().wipeDevice(f.field.id, 1)).order;
        const server::Session session{f.field.id, f.field.user, f.region.region, f.field.home->identity().certificate.key, true, "test"};
        protocol::WipeReceipt fields{f.region.region, f.field.id, order.nonce, 1, 0, {}, {}, {}};
        server::Wipes& wipes = f.region.engine().wipes();
        const auto stranger = crypto::SigningKey::generate(f.region.random);
        QCOMPARE(wipes.takeReceipt(session, protocol::signWipeReceipt(fields, stranger)).error().type, std::string("bad_receipt"));
        fields.nonce = Sha256();
        QCOMPARE(wipes.takeReceipt(session, protocol::signWipeReceipt(fields, f.field.home->store().deviceKey())).error().type,
                 std::string("bad_receipt"));
        QVERIFY(!wipeOf(f.region, f.field.id)->receipt);
    }

    void orderedTwice_staysTheSameOrder_withTheNewDeadline()
    {
        Field f;
        const auto first = must(f.region.admin().wipeDevice(f.field.id, 24)).order;
        const auto second = must(f.region.admin().wipeDevice(f.field.id, 1)).order;
        QVERIFY(first.nonce == second.nonce);
        QVERIFY(second.deliverUntilMs < first.deliverUntilMs);
        QCOMPARE(f.field.sync(), QStringLiteral("wiped"));
        QVERIFY(must(f.region.admin().wipeDevice(f.field.id, 1)).receipt.has_value());
        for (const std::int64_t hours : {-1, 745})
            QCOMPARE(f.region.admin().wipeDevice(f.field.id, hours).error().type, std::string("bad_deadline"));
    }

private:
    // What came of giving in one frame: "2 waiting", or the problem's type.
    static QString send(OneRegion& region, Device& by, const protocol::UnsentRequest& request)
    {
        QueuedTransport line(region);
        engine::ServerCalls calls(by.home->store(), line, region.clock);
        Result<Json> answer = Error{};
        calls.post("/v1/unsent", revision::writeCbor(request.toJson()), [&](Result<Json> json) { answer = std::move(json); });
        region.drain();
        if (!answer.ok()) return QString::fromStdString(answer.error().type);
        const auto counts = must(protocol::UnsentAnswer::fromJson(*answer));
        return counts.end ? QStringLiteral("end") : QStringLiteral("%1 waiting").arg(counts.quarantined);
    }
    static QString import(OneRegion& region, Device& by, const std::filesystem::path& path)
    {
        auto file = must(engine::UnsentReader::open(path));
        QString first;
        for (;;) {
            const auto request = must(file.next());
            if (!request) return QStringLiteral("no end");
            const QString came = send(region, by, *request);
            if (came == QStringLiteral("end")) return first;
            if (first.isEmpty()) first = came;
            if (!came.endsWith(QStringLiteral("waiting"))) return came;
        }
    }

    class Nowhere final : public engine::Transport {
        void send(engine::HttpRequest, Done) override {}
        void cancelAll() override {}
    };
    std::unique_ptr<engine::Transport> m_nowhere = std::make_unique<Nowhere>();
};

QTEST_GUILESS_MAIN(WipeTest)
#include "wipe_test.moc"
