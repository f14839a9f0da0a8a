// Pictures from anybody's bytes: small ones without a trace of where they were taken, and no harm from what is no picture.
#include "client/media/picture.h"

#include <QBuffer>
#include <QImage>
#include <QImageReader>
#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::media;

namespace {

std::string encoded(const QImage& image, const char* format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    VELDPOST_CHECK(image.save(&buffer, format));
    return bytes.toStdString();
}

QImage halves(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::red);
    for (int y = 0; y < height; ++y)
        for (int x = width / 2; x < width; ++x) image.setPixelColor(x, y, Qt::blue);
    return image;
}

// A JPEG with an EXIF block behind its first mark: turned a quarter, taken at a place.
std::string withExif(const std::string& jpeg)
{
    using namespace std::string_literals;
    std::string tiff = "MM\0*\0\0\0\x08"s;
    tiff += "\0\x02"s;                                                      // two entries
    tiff += "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"s;                          // orientation: 6
    tiff += "\x01\x0e\0\x02\0\0\0\x1c\0\0\0\x26"s;                          // a description of 28 bytes at 38
    tiff += "\0\0\0\0"s;
    tiff += "52.0705N 4.3007E CANARY-GPS\0"s;
    const std::string exif = "Exif\0\0"s + tiff;
    const auto size = static_cast<unsigned>(exif.size() + 2);
    std::string block = "\xff\xe1"s + static_cast<char>(size >> 8) + static_cast<char>(size & 0xff) + exif;
    const std::string note = "CANARY-COMMENT";
    block += "\xff\xfe\0"s + static_cast<char>(note.size() + 2) + note;
    return jpeg.substr(0, 2) + block + jpeg.substr(2);
}

// A PNG header that says it is this large; nothing behind it.
std::string pngSaying(quint32 width, quint32 height)
{
    std::string png = encoded(QImage(1, 1, QImage::Format_RGB32), "PNG");
    for (int i = 0; i < 4; ++i) {
        png[16 + i] = static_cast<char>(width >> (24 - 8 * i));
        png[20 + i] = static_cast<char>(height >> (24 - 8 * i));
    }
    // The header's checksum, so that it is the size that is refused and not the sum.
    quint32 crc = 0xffffffff;
    for (int i = 12; i < 29; ++i) {
        crc ^= static_cast<unsigned char>(png[i]);
        for (int bit = 0; bit < 8; ++bit) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
    }
    crc ^= 0xffffffff;
    for (int i = 0; i < 4; ++i) png[29 + i] = static_cast<char>(crc >> (24 - 8 * i));
    return png;
}

template <typename T>
QString typeOf(const Result<T>& result)
{
    return result.ok() ? QStringLiteral("ok") : QString::fromStdString(result.error().type);
}

}  // namespace

class PictureTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void preview_isSmall_andKeepsTheShape()
    {
        const auto jpeg = previewJpeg(encoded(halves(1600, 1200), "JPEG"), "image/jpeg");
        QVERIFY(jpeg.ok());
        const QImage small = QImage::fromData(QByteArray::fromStdString(*jpeg), "JPEG");
        QCOMPARE(small.size(), QSize(384, 288));
        QVERIFY(small.pixelColor(20, 140).red() > 200 && small.pixelColor(360, 140).blue() > 200);
    }

    void preview_hasNoMetadata_andStandsUpright()
    {
        const std::string original = withExif(encoded(halves(800, 600), "JPEG"));
        QVERIFY(original.find("CANARY-GPS") != std::string::npos);
        const auto jpeg = previewJpeg(original, "image/jpeg");
        QVERIFY(jpeg.ok());
        for (const char* trace : {"Exif", "CANARY", "52.07"}) QVERIFY2(jpeg->find(trace) == std::string::npos, trace);
        QByteArray bytes = QByteArray::fromStdString(*jpeg);
        QBuffer buffer(&bytes);
        QImageReader reader(&buffer, "jpeg");
        QVERIFY(reader.textKeys().isEmpty());
        QCOMPARE(reader.size(), QSize(288, 384));
        // Turned a quarter to the right: what was left is above.
        const QImage upright = reader.read();
        QVERIFY(upright.pixelColor(140, 20).red() > 200 && upright.pixelColor(140, 360).blue() > 200);
    }

    void small_isNotMadeLarger_andSeeThroughIsWhite()
    {
        QImage image(10, 6, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        const auto shown = picture(encoded(image, "PNG"), "image/png", kViewSidePx);
        QVERIFY(shown.ok());
        QCOMPARE(shown->size(), QSize(10, 6));
        QCOMPARE(shown->pixelColor(5, 3), QColor(Qt::white));
    }

    void tooManyPoints_areRefused_beforeAnythingIsDecoded()
    {
        QCOMPARE(typeOf(picture(pngSaying(65000, 65000), "image/png", 100)), QStringLiteral("image_too_large"));
        QCOMPARE(typeOf(picture(pngSaying(10'001, 5'000), "image/png", 100)), QStringLiteral("image_too_large"));
    }

    void whatIsNoPicture_isRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("mediaType");
        QTest::addColumn<QString>("problem");
        const std::string png = encoded(halves(64, 64), "PNG");
        QTest::newRow("nothing") << QByteArray() << "image/jpeg" << "image_not_read";
        QTest::newRow("noise") << QByteArray("\xff\xd8\xff noise") << "image/jpeg" << "image_not_read";
        QTest::newRow("a PNG called a JPEG") << QByteArray::fromStdString(png) << "image/jpeg" << "image_not_read";
        QTest::newRow("half a PNG") << QByteArray::fromStdString(png.substr(0, 60)) << "image/png" << "image_not_read";
        QTest::newRow("an SVG called a PNG") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
                                             << "image/png" << "image_not_read";
        QTest::newRow("an SVG") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>") << "image/svg+xml"
                                << "image_kind_unknown";
        QTest::newRow("a PDF") << QByteArray("%PDF-1.7") << "application/pdf" << "image_kind_unknown";
    }
    void whatIsNoPicture_isRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, mediaType);
        QFETCH(QString, problem);
        QCOMPARE(typeOf(previewJpeg(bytes.toStdString(), mediaType.toStdString())), problem);
    }
};

QTEST_GUILESS_MAIN(PictureTest)
#include "picture_test.moc"
