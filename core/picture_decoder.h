#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <span>

#include "core/filesystem.h"

namespace mbench {

/// Decodes the bytes of a picture file, whose form is told by its first bytes: PNG and JPEG
/// by decoders of our own, all others (TIFF, WebP, BMP, PFM, ...) by OpenCV.
///
/// Channels lie in the order R, G, B (and opacity), two are grey and opacity; the depth is
/// the file's. `bytes` is used up as working memory. Throws DecodeError.
cv::Mat decode_picture(std::span<std::uint8_t> bytes);

/// decode_picture of a file. Throws DataError that names it.
cv::Mat decode_file(const fs::path& path);

/// Width and height; PNG and JPEG are not decoded for it. Throws DataError.
cv::Size size_of_file(const fs::path& path);

}  // namespace mbench
