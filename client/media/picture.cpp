#include "client/media/picture.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImageReader>
#include <QPainter>

#include <algorithm>
#include <optional>

namespace veldpost::media {

namespace {

constexpr int kJpegQuality = 82;  // of 100

struct Format {
    std::string_view mediaType;
    const char* reader;  // the name Qt has for it
};

// Formats that draw by instructions (SVG) or hold others (TIFF, PDF) are not among them.
constexpr Format kFormats[] = {{"image/jpeg", "jpeg"}, {"image/png", "png"}, {"image/gif", "gif"}, {"image/webp", "webp"}};

std::optional<QByteArray> readerOf(std::string_view mediaType)
{
    const auto* found = std::find_if(std::begin(kFormats), std::end(kFormats),
                                     [&](const Format& format) { return format.mediaType == mediaType; });
    if (found == std::end(kFormats)) return std::nullopt;
    QByteArray reader(found->reader);
    // WebP is a package of its own.
    if (!QImageReader::supportedImageFormats().contains(reader)) return std::nullopt;
    return reader;
}

Error failed(const char* type, const char* title)
{
    return {ErrorKind::Failed, type, title, ""};
}

// Only the points of it: texts and profiles that came along stay behind.
QImage pointsOf(QImage image)
{
    if (image.colorSpace().isValid() && image.colorSpace() != QColorSpace(QColorSpace::SRgb))
        image.convertToColorSpace(QColorSpace::SRgb);
    QImage points(image.size(), QImage::Format_RGB32);
    if (points.isNull()) return points;
    points.fill(Qt::white);
    image.setDevicePixelRatio(1);
    QPainter(&points).drawImage(0, 0, image);
    return points;
}

}  // namespace

bool canShow(std::string_view mediaType)
{
    return readerOf(mediaType).has_value();
}

Result<QImage> picture(std::string_view bytes, std::string_view mediaType, int sidePx)
{
    const auto format = readerOf(mediaType);
    if (!format) return failed("image_kind_unknown", "Pictures of this kind cannot be shown");
    QByteArray view = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
    QBuffer buffer(&view);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, *format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (size.isEmpty()) return failed("image_not_read", "The picture cannot be read");
    if (std::int64_t{size.width()} * size.height() > kPixelsMax)
        return failed("image_too_large", "The picture has too many points to be shown");
    if (std::max(size.width(), size.height()) > sidePx)
        reader.setScaledSize(size.scaled(sidePx, sidePx, Qt::KeepAspectRatio).expandedTo({1, 1}));
    const QImage read = reader.read();
    QImage points = read.isNull() ? QImage() : pointsOf(read);
    if (points.isNull()) return failed("image_not_read", "The picture cannot be read");
    return points;
}

Result<std::string> previewJpeg(std::string_view bytes, std::string_view mediaType)
{
    VELDPOST_ASSIGN(const QImage small, picture(bytes, mediaType, kPreviewSidePx));
    QByteArray jpeg;
    QBuffer buffer(&jpeg);
    buffer.open(QIODevice::WriteOnly);
    if (!small.save(&buffer, "JPEG", kJpegQuality)) return failed("image_not_read", "The picture cannot be read");
    return jpeg.toStdString();
}

}  // namespace veldpost::media
