// Photos on the pages: small pictures that are made once, where each one is, adding from files, and nothing left after a lock.
#include "client/media/picture.h"
#include "client/viewmodels/file_chooser.h"
#include "client/viewmodels/photo_model.h"
#include "client/viewmodels/photo_view.h"
#include "client/viewmodels/timeline_model.h"
#include "tests/unit/client/viewmodels/opened_workspace.h"

#include <QAbstractItemModelTester>
#include <QBuffer>
#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::viewmodels;
using revision::Json;
using test::cell;
using test::OpenedWorkspace;

namespace {

std::string jpegOf(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    VELDPOST_CHECK(image.save(&buffer, "JPEG"));
    return bytes.toStdString();
}

struct Photographed {
    OpenedWorkspace world;
    QString note = world.add("note", Json{{"text", "x"}});
    QTemporaryDir disk;

    QString file(const QString& name, const std::string& bytes)
    {
        QFile out(disk.filePath(name));
        VELDPOST_CHECK(out.open(QIODevice::WriteOnly) && out.write(QByteArray::fromStdString(bytes)) >= 0);
        return out.fileName();
    }
    QImage pictureAt(const QString& source)
    {
        return world.workspace.pictures().find(source.section(QLatin1Char('/'), -1));
    }
};

}  // namespace

class PhotosTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void addedFile_isThere_withPictureAndWords()
    {
        Photographed p;
        PhotoModel photos;
        const QAbstractItemModelTester tester(&photos);
        QVERIFY(!photos.canAdd());
        photos.setRecordId(p.note);
        QVERIFY(photos.canAdd() && photos.count() == 0);
        QVERIFY(photos.addFiles({p.file(QStringLiteral("wang.jpg"), jpegOf(800, 600))}));
        QVERIFY(photos.doneText().contains(QStringLiteral("delete it there")) && photos.errorText().isEmpty());
        QCOMPARE(photos.count(), 1);
        QCOMPARE(cell(photos, 0, "name").toString(), QStringLiteral("wang.jpg"));
        QCOMPARE(cell(photos, 0, "safety").toString(), QStringLiteral("on_device"));
        QVERIFY(cell(photos, 0, "detailText").toString().contains(QStringLiteral("anna")));
        QTRY_VERIFY(!cell(photos, 0, "source").toString().isEmpty());
        QCOMPARE(p.pictureAt(cell(photos, 0, "source").toString()).size(), QSize(384, 288));
        // The next look takes it from the store.
        PhotoModel again;
        again.setRecordId(p.note);
        QVERIFY(!cell(again, 0, "source").toString().isEmpty());
    }

    void manyFiles_eachByItself_whatIsNotTakenIsNamed()
    {
        Photographed p;
        QFile large(p.disk.filePath(QStringLiteral("film.mp4")));
        QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(50 * 1024 * 1024 + 1));
        PhotoModel photos;
        photos.setRecordId(p.note);
        QVERIFY(!photos.addFiles({large.fileName(), p.disk.filePath(QStringLiteral("weg.jpg")),
                                  p.file(QStringLiteral("brief.pdf"), "%PDF-1.7 …")}));
        QCOMPARE(photos.count(), 1);
        QCOMPARE(cell(photos, 0, "emptyText").toString(), QStringLiteral("Document"));
        const QStringList lines = photos.errorText().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines[0].startsWith(QStringLiteral("film.mp4: ")) && lines[0].contains(QStringLiteral("50 MB")), qPrintable(lines[0]));
        QVERIFY2(lines[1].startsWith(QStringLiteral("weg.jpg: ")), qPrintable(lines[1]));
    }

    void unreadablePicture_isKept_andSaidOnce()
    {
        Photographed p;
        PhotoModel photos;
        photos.setRecordId(p.note);
        QVERIFY(photos.addFiles({p.file(QStringLiteral("stuk.jpg"), "\xff\xd8\xff broken")}));
        QTRY_COMPARE(cell(photos, 0, "emptyText").toString(), QStringLiteral("Cannot be read as a picture"));
        const auto id = RecordId::parse(p.note.toStdString()).value();
        const auto views = p.world.workspace.home()->blobs().ofRecord(p.world.dossiers().record(id)->key());
        QCOMPARE(p.world.workspace.home()->blobs().preview(views->front().address).value(), std::optional<std::string>(""));
        PhotoView view;
        view.setRecordId(p.note);
        view.setPhotoId(cell(photos, 0, "photoId").toString());
        QTRY_VERIFY2(view.statusText().contains(QStringLiteral("cannot be read as a picture")), qPrintable(view.statusText()));
        QVERIFY(view.source().isEmpty() && view.canTryAgain());
    }

    void view_opens_steps_andTakesBack()
    {
        Photographed p;
        PhotoModel photos;
        photos.setRecordId(p.note);
        QVERIFY(photos.addFiles({p.file(QStringLiteral("een.jpg"), jpegOf(300, 200)), p.file(QStringLiteral("twee.jpg"), jpegOf(200, 300))}));
        PhotoView view;
        view.setRecordId(p.note);
        view.setPhotoId(cell(photos, 0, "photoId").toString());
        QTRY_VERIFY(!view.source().isEmpty());
        const QString first = view.source();
        QCOMPARE(p.pictureAt(first).size(), QSize(300, 200));
        QVERIFY(view.hasNext() && !view.hasPrevious());
        QCOMPARE(view.placeText(), QStringLiteral("1 of 2"));
        view.step(1);
        QTRY_VERIFY(!view.source().isEmpty());
        QCOMPARE(p.pictureAt(view.source()).size(), QSize(200, 300));
        QVERIFY(p.pictureAt(first).isNull());
        QVERIFY(!view.retract(QStringLiteral(" ")) && !view.errorText().isEmpty());
        QVERIFY(view.retract(QStringLiteral("van een ander")));
        QVERIFY(view.retracted());
        QTRY_VERIFY(cell(photos, 1, "retracted").toBool());
    }

    void lock_leavesNoPicture()
    {
        Photographed p;
        PhotoModel photos;
        photos.setRecordId(p.note);
        QVERIFY(photos.addFiles({p.file(QStringLiteral("een.jpg"), jpegOf(300, 200))}));
        QTRY_VERIFY(!cell(photos, 0, "source").toString().isEmpty());
        PhotoView view;
        view.setRecordId(p.note);
        view.setPhotoId(cell(photos, 0, "photoId").toString());
        QTRY_VERIFY(!view.source().isEmpty());
        const QStringList sources{view.source(), cell(photos, 0, "source").toString()};
        p.world.workspace.close();
        for (const QString& source : sources) QVERIFY(p.pictureAt(source).isNull());
        QCOMPARE(photos.count(), 0);
        QVERIFY(view.source().isEmpty() && view.name().isEmpty());
    }

    void lockWhileAPictureIsMade_isNoHarm()
    {
        Photographed p;
        PhotoModel photos;
        photos.setRecordId(p.note);
        QVERIFY(photos.addFiles({p.file(QStringLiteral("een.jpg"), jpegOf(2000, 1500))}));
        p.world.workspace.close();
        QCOMPARE(photos.count(), 0);
        p.world.workspace.open(p.world.region.reopen("anna").value());
        p.world.workspace.noteChanged({});
        QTRY_VERIFY(photos.count() == 1 && !cell(photos, 0, "source").toString().isEmpty());
    }

    void takenBackRecord_takesNoPhotos()
    {
        Photographed p;
        QVERIFY(p.world.dossiers().retract(RecordId::parse(p.note.toStdString()).value(), "fout").ok());
        PhotoModel photos;
        photos.setRecordId(p.note);
        QVERIFY(!photos.canAdd());
        QVERIFY(!photos.addFiles({p.file(QStringLiteral("een.jpg"), jpegOf(30, 20))}));
        QVERIFY(!photos.errorText().isEmpty());
        QCOMPARE(photos.count(), 0);
    }

    void timeline_photosRow_leadsToItsRecord()
    {
        Photographed p;
        p.world.region.clock.advanceMs(1000);
        PhotoModel photos;
        photos.setRecordId(p.note);
        QVERIFY(photos.addFiles({p.file(QStringLiteral("een.jpg"), jpegOf(30, 20))}));
        TimelineModel timeline;
        timeline.setCaseId(p.world.caseId());
        QCOMPARE(cell(timeline, 0, "kind").toString(), QStringLiteral("blob_ref"));
        QCOMPARE(cell(timeline, 0, "openId").toString(), p.note);
    }

    void chooser_foldersFirst_ticks_andRefusesWhatIsTooLarge()
    {
        Photographed p;
        QVERIFY(QDir(p.disk.path()).mkdir(QStringLiteral("map")));
        const QString small = p.file(QStringLiteral("klein.jpg"), "x");
        QFile large(p.disk.filePath(QStringLiteral("map/groot.bin")));
        QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(50 * 1024 * 1024 + 1));
        FileChooser files;
        const QAbstractItemModelTester tester(&files);
        files.goTo(p.disk.path());
        QCOMPARE(files.count(), 2);
        QVERIFY(cell(files, 0, "isFolder").toBool());
        files.open(1);
        QCOMPARE(files.chosenPaths(), QStringList{small});
        QVERIFY(cell(files, 1, "chosen").toBool());
        files.open(0);
        QVERIFY(files.folderText().endsWith(QStringLiteral("/map")));
        QVERIFY(cell(files, 0, "tooLarge").toBool() && cell(files, 0, "detailText").toString().contains(QStringLiteral("50 MB")));
        files.open(0);
        QCOMPARE(files.chosenCount(), 1);
        files.goUp();
        files.open(1);
        QCOMPARE(files.chosenCount(), 0);
        files.open(7);
        QCOMPARE(files.chosenCount(), 0);
    }

    void carrying_saysBytesAndTimeLeft_onceItIsKnown()
    {
        CarryWatch watch;
        engine::BlobProgress progress;
        progress.up = true;
        progress.bytes = 4 * 1024 * 1024;
        watch.see(progress, 0);
        QCOMPARE(watch.text(QStringLiteral("en")), QStringLiteral("0 byte(s) of 4.0 MB"));
        QVERIFY(!watch.secondsLeft());
        progress.moved = 1024 * 1024;
        watch.see(progress, 10'000);
        QCOMPARE(watch.secondsLeft(), std::optional<std::int64_t>(30));
        QVERIFY(watch.text(QStringLiteral("nl")).startsWith(QStringLiteral("1,0 MB of 4,0 MB")));
        // Another file begins anew, and nothing is said where nothing goes.
        progress.address.sha256 = Sha256::fromBytes(std::vector<std::uint8_t>(32, 7)).value();
        watch.see(progress, 20'000);
        QVERIFY(!watch.secondsLeft());
        watch.see({}, 30'000);
        QVERIFY(watch.text(QStringLiteral("en")).isEmpty());
    }
};

QTEST_MAIN(PhotosTest)
#include "photos_test.moc"
