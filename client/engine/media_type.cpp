#include "client/engine/media_type.h"

namespace veldpost::engine {

namespace {

using namespace std::string_view_literals;

struct Mark {
    std::size_t at;
    std::string_view bytes;
    const char* type;
};

// From each format's own specification. Longer marks of the same place come first.
constexpr Mark kMarks[] = {
    {0, "\xff\xd8\xff"sv, "image/jpeg"},
    {0, "\x89PNG\r\n\x1a\n"sv, "image/png"},
    {0, "GIF87a"sv, "image/gif"},
    {0, "GIF89a"sv, "image/gif"},
    {8, "WEBPVP8"sv, "image/webp"},
    {4, "ftypheic"sv, "image/heic"},
    {4, "ftypheix"sv, "image/heic"},
    {4, "ftypmif1"sv, "image/heif"},
    {4, "ftypavif"sv, "image/avif"},
    {4, "ftypqt"sv, "video/quicktime"},
    {4, "ftyp"sv, "video/mp4"},
    {0, "II*\0"sv, "image/tiff"},
    {0, "MM\0*"sv, "image/tiff"},
    {0, "BM"sv, "image/bmp"},
    {0, "%PDF-"sv, "application/pdf"},
};

}  // namespace

std::optional<std::string> mediaTypeOf(std::string_view firstBytes)
{
    for (const Mark& mark : kMarks)
        if (firstBytes.size() >= mark.at && firstBytes.substr(mark.at).starts_with(mark.bytes)) return mark.type;
    return std::nullopt;
}

}  // namespace veldpost::engine
