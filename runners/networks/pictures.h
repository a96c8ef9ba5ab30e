#pragma once

#include "core/image.h"

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>

namespace mbench {

/// Mean and deviation of ImageNet's colours in 0..1, R, G, B.
constexpr std::array<double, 3> kImageNetMean{0.485, 0.456, 0.406};
constexpr std::array<double, 3> kImageNetDeviation{0.229, 0.224, 0.225};

/// 1 x 3 x H x W float32: R, G, B in 0..255.
at::Tensor image_tensor(const Image& image);
/// 1 x 1 x H x W float32: 0, 128 and 255.
at::Tensor trimap_tensor(const Trimap& trimap);

/// (x − mean) / deviation, channel by channel.
at::Tensor normalised(const at::Tensor& x, const std::array<double, 3>& mean,
                      const std::array<double, 3>& deviation);

/// H x W `alpha` with the trimap's background and foreground forced to 0 and 1.
at::Tensor keep_known(const at::Tensor& alpha, const Trimap& trimap);

/// How a picture is enlarged to sides that are multiples of something: by what it shows
/// mirrored at its edges, edge pixels twice (OpenCV's BORDER_REFLECT), half of it before.
struct MirroredBorder {
  MirroredBorder(cv::Size size, std::int64_t multiple);
  /// 1 x C x H x W with the border.
  at::Tensor around(const at::Tensor& picture) const;
  /// H x W without it.
  at::Tensor inside(const at::Tensor& plane) const;

  cv::Size size;
  std::int64_t height = 0;  ///< with the border
  std::int64_t width = 0;
  std::int64_t top = 0;
  std::int64_t left = 0;
};

/// The trimap of the input; throws ModelError if there is none or its size differs.
const Trimap& required_trimap(const struct MattingInput& input, const char* network);

}  // namespace mbench
