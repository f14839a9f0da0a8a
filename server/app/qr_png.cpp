#include "server/app/qr_png.h"

#include <png.h>
#include <qrencode.h>

#include <memory>
#include <vector>

namespace veldpost::app {

namespace {

constexpr std::size_t kPixelsPerModule = 8;
constexpr std::size_t kQuietModules = 4;  // ISO/IEC 18004 asks for four on each side

struct QrFree {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

std::vector<png_byte> pixelsOf(const QRcode& code, std::size_t side)
{
    std::vector<png_byte> pixels(side * side, 0xff);
    const auto width = static_cast<std::size_t>(code.width);
    for (std::size_t y = 0; y < side; ++y) {
        for (std::size_t x = 0; x < side; ++x) {
            const std::size_t column = x / kPixelsPerModule;
            const std::size_t row = y / kPixelsPerModule;
            if (column < kQuietModules || row < kQuietModules) continue;
            if (column - kQuietModules >= width || row - kQuietModules >= width) continue;
            const bool dark = (code.data[(row - kQuietModules) * width + column - kQuietModules] & 1) != 0;
            if (dark) pixels[y * side + x] = 0;
        }
    }
    return pixels;
}

}  // namespace

Status writeQrPng(const std::string& text, const std::filesystem::path& file)
{
    const Error failed{ErrorKind::Failed, "qr_not_written", "The QR code could not be written", file.filename().string()};
    const std::unique_ptr<QRcode, QrFree> code(QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
    if (code == nullptr) return failed;
    const std::size_t side = (static_cast<std::size_t>(code->width) + 2 * kQuietModules) * kPixelsPerModule;
    const std::vector<png_byte> pixels = pixelsOf(*code, side);
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(side);
    image.height = static_cast<png_uint_32>(side);
    image.format = PNG_FORMAT_GRAY;
    const int written = png_image_write_to_file(&image, file.c_str(), 0, pixels.data(), 0, nullptr);
    png_image_free(&image);
    return written != 0 ? done() : Status(failed);
}

}  // namespace veldpost::app
