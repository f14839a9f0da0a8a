// Pictures from the bytes of a photo, for eyes only: the original stays as it was taken (engine/blobs.h).
//
// The bytes are anybody's. Only the formats of a short list are tried, each by its own name; the size is read from the
// header before anything is decoded. What is made here carries no metadata: no place, no camera, no smaller picture in it.
//
// Thread rule: none; any thread.
#pragma once

#include "shared/base/result.h"

#include <QImage>

#include <string>
#include <string_view>

namespace veldpost::media {

inline constexpr std::int64_t kPixelsMax = 50'000'000;
inline constexpr int kPreviewSidePx = 384;
// Enough to see the print of a hand in, and at most 64 MiB of memory.
inline constexpr int kViewSidePx = 4096;

// Whether this program can show files of a media type ("image/jpeg").
bool canShow(std::string_view mediaType);

// Upright, sRGB, on white where it was see-through, at most `sidePx` along its longer side; never made larger. Errors (Failed):
// `image_kind_unknown`, `image_too_large` (over kPixelsMax), `image_not_read`.
Result<QImage> picture(std::string_view bytes, std::string_view mediaType, int sidePx);

// A JPEG of at most kPreviewSidePx. Errors: those of picture().
Result<std::string> previewJpeg(std::string_view bytes, std::string_view mediaType);

}  // namespace veldpost::media
