#pragma once

#include "core/filesystem.h"

#include <opencv2/core/types.hpp>

#include <string>

namespace mbench {

/// What a picture's file says of itself.
struct PictureMetadata {
  std::string kind;  ///< told from the first bytes: png, jpeg, tiff, webp, bmp, pnm, pfm
  cv::Size size;
  int channels = 0;          ///< as stored: a palette's index is one, a JPEG's C, M, Y, K are four
  int bit_depth = 0;         ///< of a sample as stored: 1, 2, 4, 8, 12, 16, 32, 64
  int exif_orientation = 1;  ///< 1..8; of PNG and JPEG, 1 where none is told
  bool broken_colour_profile = false;  ///< of PNG, see is_broken_png_profile
};

/// Read from a PNG's or JPEG's header without decoding its pixels, which may so be damaged;
/// other kinds are decoded.
///
/// Throws DataError that names the file: not readable, no picture, a damaged or truncated
/// header, more than 2^30 pixels.
PictureMetadata picture_metadata(const fs::path& path);

/// The same without exif_orientation and broken_colour_profile, which keep their defaults, at
/// the price of one small read for most files.
PictureMetadata picture_header(const fs::path& path);

}  // namespace mbench
