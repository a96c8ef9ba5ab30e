#pragma once

#include "core/filesystem.h"
#include "core/image.h"

#include <string>
#include <vector>

namespace mbench {

/// A decoded file and what a careful reader should know about it.
template <typename Picture>
struct Read {
  Picture picture;
  /// One line each, without the file's name: "channels differ; the first is used".
  std::vector<std::string> warnings;
};

/// A photograph, as Pillow's convert("RGB") gives it: no EXIF rotation, no colour
/// management; grey is spread over the three channels, an alpha channel is dropped,
/// 16 bits are cut to 8.
///
/// All readers throw DataError, naming the file, if it is missing, not an image,
/// truncated or damaged, or larger than 2^30 pixels.
Read<Image> read_image(const fs::path& path);

/// An alpha matte. Channel 0 counts, as in the field's scripts; a warning says when
/// the channels differ. 16-bit files become float (value / 65535); TIFF and PFM may
/// hold float, and NaN or values outside 0..1 are refused with the first offender's position.
Read<Alpha> read_alpha(const fs::path& path);

/// A trimap, channel 0; a warning counts values other than 0, 128 and 255.
Read<Trimap> read_trimap(const fs::path& path);

/// read_trimap for a method that needs the three values: throws DataError, with the
/// number and an example of the others and the remedy, instead of warning.
Trimap read_strict_trimap(const fs::path& path);

/// The form follows from the ending: .png (8 bit; a float alpha is quantised by
/// `rounding`), .tif/.tiff (32-bit float, unrounded). Atomic. Throws DataError, or
/// UsageError for another ending.
void write_alpha(const fs::path& path, const Alpha& alpha, Rounding rounding = Rounding::nearest);
void write_image(const fs::path& path, const Image& image);
void write_trimap(const fs::path& path, const Trimap& trimap);

/// JPEG bytes of an R,G,B or grey 8-bit picture, for previews; `quality` 1..100.
std::vector<unsigned char> encode_jpeg(const cv::Mat& pixels, int quality);
/// PNG bytes of an R,G,B or grey 8-bit picture.
std::vector<unsigned char> encode_png(const cv::Mat& pixels);

/// Width and height from the file's header, without decoding (PNG, JPEG; other
/// formats are decoded). Throws DataError.
cv::Size image_size(const fs::path& path);

}  // namespace mbench
