#include "synth/degrade_downscale.h"

#include <algorithm>
#include <cmath>

#include "synth/pillow_resize.h"

namespace mbench {

Image downscaled_and_back(const Image& image, double factor) {
  const auto shrunk = [&](int side) {
    return std::max(1, static_cast<int>(std::floor(side / factor + 0.5)));
  };
  const cv::Size small(shrunk(image.size().width), shrunk(image.size().height));
  const cv::Mat pixels = pillow_resize(image.pixels(), small, PillowFilter::bicubic);
  return Image(pillow_resize(pixels, image.size(), PillowFilter::bicubic));
}

}  // namespace mbench
