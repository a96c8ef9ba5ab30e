#include "tests/networks/scene.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>

#include <cmath>
#include <cstdint>

namespace mbench {

MattingInput scene(int width, int height) {
  cv::Mat image(height, width, CV_8UC3);
  cv::Mat trimap(height, width, CV_8UC1);
  std::uint32_t noise = 1;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      noise = noise * 1664525U + 1013904223U;
      const int grain = static_cast<int>(noise >> 27U);
      const double distance = std::hypot((x - 0.45 * width) / width, (y - 0.55 * height) / height);
      image.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>(255 * x / width / 2 + grain),
                                   static_cast<std::uint8_t>(255 * y / height / 2 + grain),
                                   static_cast<std::uint8_t>(distance < 0.3 ? 200 + grain : grain)};
      trimap.at<std::uint8_t>(y, x) = distance < 0.2 ? 255 : distance < 0.4 ? 128 : 0;
    }
  }
  return {Image(image), Trimap(trimap)};
}

double share_between(const at::Tensor& alpha) {
  return at::logical_and(alpha > 0, alpha < 1).to(at::kDouble).mean().item<double>();
}

double most_apart(const at::Tensor& a, const at::Tensor& b) {
  return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

}  // namespace mbench
