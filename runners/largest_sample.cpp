#include "runners/largest_sample.h"

#include "core/image_io.h"

#include <cstdint>

namespace mbench {
namespace {

cv::Size size_of(const ImageFile& file) {
  return bounded_size(image_size(file.image), file.max_side_px);
}

cv::Size size_of(const ImageComposite& composite) {
  return composite_size(image_size(composite.foreground), composite.max_side_px,
                        composite.protocol);
}

std::int64_t pixels_in(cv::Size size) { return std::int64_t{size.width} * size.height; }

}  // namespace

cv::Size largest_sample(const std::vector<Sample>& samples) {
  cv::Size largest;
  for (const Sample& sample : samples) {
    const cv::Size size =
        std::visit([](const auto& image) { return size_of(image); }, sample.image);
    if (pixels_in(size) > pixels_in(largest)) largest = size;
  }
  return largest;
}

}  // namespace mbench
