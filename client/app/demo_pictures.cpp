#include "client/app/demo_pictures.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QRadialGradient>

#include <cmath>

namespace veldpost::app {

namespace {

constexpr int kWidth = 1600;
constexpr int kHeight = 1200;
constexpr int kPixelsPerMm = 12;

void drawSkin(QPainter& painter)
{
    QLinearGradient skin(0, 0, kWidth, kHeight);
    skin.setColorAt(0, QColor(0xe9, 0xc3, 0xa6));
    skin.setColorAt(0.5, QColor(0xdf, 0xb2, 0x92));
    skin.setColorAt(1, QColor(0xb9, 0x86, 0x66));
    painter.fillRect(0, 0, kWidth, kHeight, skin);
}

void drawBruise(QPainter& painter, double x, double y, double radius, double tilt)
{
    QRadialGradient bruise(0, 0, radius);
    bruise.setColorAt(0, QColor(0x4a, 0x2b, 0x63, 210));
    bruise.setColorAt(0.45, QColor(0x5e, 0x3c, 0x7d, 170));
    bruise.setColorAt(0.75, QColor(0x6b, 0x7d, 0x46, 110));
    bruise.setColorAt(1, QColor(0xd9, 0xc0, 0x6a, 0));
    painter.save();
    painter.translate(x, y);
    painter.rotate(tilt);
    painter.scale(1.5, 1);
    painter.setPen(Qt::NoPen);
    painter.setBrush(bruise);
    painter.drawEllipse(QPointF(0, 0), radius, radius);
    painter.restore();
}

// An L of millimetres, as it is laid beside an injury.
void drawScale(QPainter& painter)
{
    constexpr int left = 120, foot = kHeight - 120, arm = 60, mm = 60;
    painter.fillRect(left, foot - arm, mm * kPixelsPerMm, arm, Qt::white);
    painter.fillRect(left, foot - mm * kPixelsPerMm, arm, mm * kPixelsPerMm, Qt::white);
    painter.setPen(QPen(Qt::black, 2));
    for (int at = 0; at <= mm; ++at) {
        const int length = at % 10 == 0 ? 36 : at % 5 == 0 ? 26 : 16;
        painter.drawLine(left + at * kPixelsPerMm, foot - arm, left + at * kPixelsPerMm, foot - arm + length);
        painter.drawLine(left + arm, foot - at * kPixelsPerMm, left + arm - length, foot - at * kPixelsPerMm);
    }
}

}  // namespace

std::string drawnBruise(int seed)
{
    QImage image(kWidth, kHeight, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    drawSkin(painter);
    for (int i = 0; i <= seed; ++i) {
        const double turn = seed * 1.1 + i * 2.4;
        drawBruise(painter, 900 + 190 * i * std::cos(turn), 520 + 190 * i * std::sin(turn), 190 - 40.0 * i, 20.0 * seed + 30.0 * i);
    }
    drawScale(painter);
    painter.end();
    QByteArray jpeg;
    QBuffer buffer(&jpeg);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPEG", 88);
    return jpeg.toStdString();
}

}  // namespace veldpost::app
