// Photos in the store: whole or not at all, once for each address, gone with their case, and found when a bit flips.
#include "client/engine/blobs.h"

#include "client/engine/media_type.h"
#include "client/engine/store_verify.h"
#include "shared/crypto/hash.h"
#include "shared/protocol/limits.h"
#include "shared/storage/fault_injector.h"
#include "tests/support/engine_fixture.h"
#include "tests/support/test_folder.h"

#include <QFileInfo>
#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;
using revision::Json;

namespace {

struct Holding {
    test::EngineFixture world;
    std::unique_ptr<OpenHome> home = world.home("anna");
    CaseId caseId = home->dossiers().createCase("A")->caseId;
    RecordKey note = {caseId, Part::General, "note",
                      home->dossiers().add(caseId, "note", Part::General, Json{{"text", "x"}})->record};

    Result<AddedBlob> add(const std::string& bytes, const std::string& name = "foto.jpg")
    {
        MemorySource source(bytes);
        return home->blobs().add(note, source, name);
    }
    std::int64_t count(storage::Sql sql)
    {
        auto s = home->store().db().prepare(sql);
        VELDPOST_CHECK(s.ok() && s->step().ok());
        return s->int64(0);
    }
};

// Gives so many bytes and then fails.
class FailingSource final : public BlobSource {
public:
    explicit FailingSource(std::size_t bytes) : m_left(bytes) {}
    Result<std::size_t> read(char* into, std::size_t size) override
    {
        if (m_left == 0) return Error{ErrorKind::Failed, "file_not_read", "", ""};
        const std::size_t count = std::min(size, m_left);
        std::fill_n(into, count, 'x');
        m_left -= count;
        return count;
    }

private:
    std::size_t m_left;
};

// So many bytes of nothing.
class LongSource final : public BlobSource {
public:
    explicit LongSource(std::int64_t bytes) : m_left(bytes) {}
    Result<std::size_t> read(char* into, std::size_t size) override
    {
        const auto count = static_cast<std::size_t>(std::min<std::int64_t>(static_cast<std::int64_t>(size), m_left));
        std::fill_n(into, count, '\0');
        m_left -= static_cast<std::int64_t>(count);
        return count;
    }

private:
    std::int64_t m_left;
};

}  // namespace

class BlobsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void added_bytesAreUntouched_atEverySize_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 131'071, 131'072, 131'073, 400'000}) QTest::addRow("%d", size) << size;
    }
    void added_bytesAreUntouched_atEverySize()
    {
        QFETCH(int, size);
        Holding h;
        std::string bytes;
        for (int i = 0; i < size; ++i) bytes.push_back(static_cast<char>(i * 7 % 251));
        const auto added = h.add(bytes);
        QVERIFY2(added.ok(), added.ok() ? "" : added.error().type.c_str());
        QCOMPARE(added->bytes, std::int64_t(size));
        QCOMPARE(added->address.sha256, crypto::sha256(bytes));
        h.home.reset();
        h.home = std::move(h.world.reopen("anna")).value();
        QCOMPARE(h.home->blobs().bytes(added->address).value(), bytes);
        const auto views = h.home->blobs().ofRecord(h.note);
        QCOMPARE(views->size(), std::size_t(1));
        QCOMPARE(views->front().bytes, std::int64_t(size));
        QCOMPARE(views->front().name, std::string("foto.jpg"));
        QVERIFY(views->front().isHere);
        testing::TestFolder folder;
        const QString file = folder.path(QStringLiteral("weg.jpg"));
        QVERIFY(folder.write(QStringLiteral("weg.jpg"), "old"));
        QVERIFY(h.home->blobs().writeTo(added->address, file.toStdString()).ok());
        QCOMPARE(folder.read(QStringLiteral("weg.jpg")).toStdString(), bytes);
        QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QVERIFY(verifyStore(h.home->store())->bad.empty());
    }

    void sameFileTwice_isStoredOnce()
    {
        Holding h;
        const std::string bytes(200'000, 'a');
        const auto one = h.add(bytes);
        const auto two = h.add(bytes, "weer.jpg");
        QVERIFY(one.ok() && two.ok());
        QVERIFY(one->saved.record != two->saved.record);
        QCOMPARE(h.count("SELECT count(*) FROM blobs"), std::int64_t(1));
        QCOMPARE(h.count("SELECT count(*) FROM blob_pieces"), std::int64_t(2));
        QCOMPARE(h.home->blobs().ofCase(h.caseId)->size(), std::size_t(2));
    }

    void tooLarge_leavesNothing()
    {
        Holding h;
        LongSource source(protocol::kBlobBytesMax + 1);
        const auto added = h.home->blobs().add(h.note, source, "groot");
        QCOMPARE(added.error().type, std::string("blob_too_large"));
        QCOMPARE(h.count("SELECT count(*) FROM blob_pieces"), std::int64_t(0));
        QCOMPARE(h.count("SELECT count(*) FROM records WHERE kind = 'blob_ref'"), std::int64_t(0));
        LongSource most(protocol::kBlobBytesMax);
        QVERIFY(h.home->blobs().add(h.note, most, "net").ok());
    }

    void fileThatCannotBeRead_leavesNothing()
    {
        Holding h;
        FailingSource source(300'000);
        QCOMPARE(h.home->blobs().add(h.note, source, "x").error().type, std::string("file_not_read"));
        QCOMPARE(h.count("SELECT count(*) FROM blob_pieces"), std::int64_t(0));
        QCOMPARE(h.count("SELECT count(*) FROM blobs"), std::int64_t(0));
        QCOMPARE(FileSource::open("/tmp").error().type, std::string("file_not_read"));
        QCOMPARE(FileSource::open("/nowhere/at/all").error().type, std::string("file_missing"));
    }

    void fullDisk_atAnyWrite_leavesAllOrNothing()
    {
        int failed = 0;
        for (std::int64_t k = 0; k < 40; k += 3) {
            Holding h;
            const std::string bytes(600'000, 'b');
            bool ok = false;
            {
                storage::FaultInjector faults(h.world.file("anna"));
                faults.failWrite(k, storage::Fault::DiskFull, storage::FaultInjector::Repeat::FromThenOn);
                const auto added = h.add(bytes);
                ok = added.ok();
                if (!ok) QCOMPARE(added.error().type, std::string("disk_full"));
            }
            failed += ok ? 0 : 1;
            h.home.reset();
            h.home = std::move(h.world.reopen("anna")).value();
            const auto views = h.home->blobs().ofRecord(h.note);
            QCOMPARE(views->size(), ok ? std::size_t(1) : std::size_t(0));
            QCOMPARE(h.count("SELECT count(*) FROM blob_pieces") > 0, ok);
            QVERIFY(verifyStore(h.home->store())->bad.empty());
            QVERIFY(h.add(bytes).ok());
        }
        QVERIFY(failed > 5);
    }

    void flippedBit_isFoundAndNamed()
    {
        Holding h;
        const auto added = h.add(std::string(300'000, 'c'));
        QVERIFY(h.home->store().db().run("UPDATE blob_pieces SET bytes = cast('d' || substr(bytes, 2) AS BLOB)"
                                         " WHERE piece & 1023 = 1").ok());
        const auto report = verifyStore(h.home->store());
        QCOMPARE(report->bad.size(), std::size_t(1));
        QCOMPARE(report->bad.front().reason, std::string("blob_damaged"));
        QVERIFY(report->bad.front().blob == added->address.sha256);
        QCOMPARE(h.home->blobs().bytes(added->address).error().type, std::string("blob_damaged"));
        testing::TestFolder folder;
        QCOMPARE(h.home->blobs().writeTo(added->address, folder.path(QStringLiteral("f")).toStdString()).error().type,
                 std::string("blob_damaged"));
        QVERIFY(!QFile::exists(folder.path(QStringLiteral("f"))));
    }

    void photoOfTheDoctorsFile_isInTheDoctorsPart()
    {
        Holding h;
        const auto note = h.home->dossiers().add(h.caseId, "note", Part::Medical, Json{{"text", "m"}});
        const RecordKey key{h.caseId, Part::Medical, "note", note->record};
        MemorySource source("abc");
        const auto added = h.home->blobs().add(key, source, "");
        QCOMPARE(added->address.part, Part::Medical);
        QCOMPARE(h.home->dossiers().record(added->saved.record)->part, Part::Medical);
        QVERIFY(h.home->blobs().ofRecord(key)->front().name.empty());
    }

    void purge_takesWhatTheServerHolds_withPreviews()
    {
        Holding h;
        const auto added = h.add(std::string(1000, 'e'));
        QVERIFY(h.home->blobs().savePreview(added->address, "jpeg").ok());
        auto tx = h.home->store().db().begin();
        QVERIFY(BlobRows(h.home->store()).setHeld(added->address).ok());
        QVERIFY(h.home->store().purge(h.caseId, Part::General).ok());
        // The revision that names it was not delivered: if the case is given again, it comes back with its bytes.
        QCOMPARE(h.count("SELECT count(*) FROM blobs"), std::int64_t(1));
        QCOMPARE(h.count("SELECT count(*) FROM blob_previews"), std::int64_t(0));
        QCOMPARE(h.count("SELECT count(*) FROM blob_refs"), std::int64_t(0));
        const auto head = h.home->store().chainHead({h.home->identity().device(), h.caseId, Part::General});
        QVERIFY(h.home->store().takeReceipt(h.caseId, Part::General, *head).ok());
        QVERIFY(h.home->store().dropDelivered(h.caseId, Part::General).ok());
        QVERIFY(tx->commit().ok());
        QCOMPARE(h.count("SELECT count(*) FROM blobs"), std::int64_t(0));
        QCOMPARE(h.count("SELECT count(*) FROM blob_pieces"), std::int64_t(0));
    }

    void kindOfFile_isReadFromItsBytes()
    {
        QCOMPARE(mediaTypeOf("\xff\xd8\xff\xe0"), std::optional<std::string>("image/jpeg"));
        QCOMPARE(mediaTypeOf(std::string_view("\x89PNG\r\n\x1a\n____")), std::optional<std::string>("image/png"));
        QCOMPARE(mediaTypeOf("%PDF-1.7"), std::optional<std::string>("application/pdf"));
        QCOMPARE(mediaTypeOf(std::string_view("\0\0\0\x18" "ftypheic", 12)), std::optional<std::string>("image/heic"));
        QCOMPARE(mediaTypeOf("hallo"), std::optional<std::string>());
        QCOMPARE(mediaTypeOf(""), std::optional<std::string>());
    }
};

QTEST_GUILESS_MAIN(BlobsTest)
#include "blobs_test.moc"
