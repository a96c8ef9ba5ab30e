#include "runners/largest_sample.h"

#include "core/image_io.h"

namespace mbench {
namespace {

cv::Size size_of(const ImageFile& file) {
  return bounded_size(image_size(file.image), file.max_side_px);
}

cv::Size size_of(const ImageComposite& composite) {
  return composite_size(image_size(composite.foreground), composite.max_side_px,
                        composite.protocol);
}

}  // namespace

cv::Size largest_sample(const std::vector<Sample>& samples) {
  cv::Size largest;
  for (const Sample& sample : samples) {
    const cv::Size size =
        std::visit([](const auto& image) { return size_of(image); }, sample.image);
    if (size.area() > largest.area()) largest = size;
  }
  return largest;
}

}  // namespace mbench
