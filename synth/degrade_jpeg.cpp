#include "synth/degrade_jpeg.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "core/error.h"
#include "core/image_io.h"
#include "core/jpeg_decoder.h"

namespace mbench {
namespace {

constexpr int kMostPixelsOfASide = 65500;  // libjpeg's

}  // namespace

Image through_jpeg(const Image& image, int quality) {
  MBENCH_ASSERT(quality >= 1 && quality <= 100);
  const cv::Size size = image.size();
  if (std::max(size.width, size.height) > kMostPixelsOfASide) {
    throw DataError(
        fmt::format("a picture of {}x{} pixels cannot become a JPEG", size.width, size.height),
        fmt::format("a JPEG has at most {} pixels on a side", kMostPixelsOfASide));
  }
  const std::vector<unsigned char> bytes = encode_jpeg(image.pixels(), quality);
  return Image(decode_jpeg(bytes));
}

}  // namespace mbench
