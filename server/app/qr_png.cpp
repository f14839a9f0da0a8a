#include "server/app/qr_png.h"

#include <png.h>
#include <qrencode.h>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <memory>
#include <unistd.h>
#include <vector>

namespace veldpost::app {

namespace {

constexpr std::size_t kPixelsPerModule = 8;
constexpr std::size_t kQuietModules = 4;  // ISO/IEC 18004 asks for four on each side

struct QrFree {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

struct FileClose {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};
using File = std::unique_ptr<std::FILE, FileClose>;

// Mode 0600: whoever reads an invitation may enrol a device as somebody else.
Result<File> newFile(const std::filesystem::path& path)
{
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0 && errno == EEXIST)
        return Error{ErrorKind::Conflict, "file_exists", "There is a file of this name already", "It was left as it is."};
    File file(fd < 0 ? nullptr : ::fdopen(fd, "wb"));
    if (file != nullptr) return file;
    if (fd >= 0) ::close(fd);
    return Error{ErrorKind::Failed, "qr_not_written", "The QR code could not be written", path.filename().string()};
}

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
    VELDPOST_ASSIGN(const File out, newFile(file));
    const int written = png_image_write_to_stdio(&image, out.get(), 0, pixels.data(), 0, nullptr);
    png_image_free(&image);
    if (written != 0 && std::fflush(out.get()) == 0) return done();
    ::unlink(file.c_str());
    return failed;
}

}  // namespace veldpost::app
