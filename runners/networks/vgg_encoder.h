#pragma once

#include "runners/networks/blocks.h"
#include "runners/networks/layers.h"
#include "runners/networks/network.h"
#include "runners/networks/pooling_places.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// What the encoder found: 1 x 512 x H/32 x W/32, and where the maxima of each pooling were, the
/// first level first.
struct VggFeatures {
  at::Tensor values;
  std::vector<PoolingPlaces> places;
};

/// A convolution 3x3 with ReLU, and in between its BatchNorm where the network has them.
struct VggConvolution {
  Convolution convolution;
  std::optional<BatchNorm> norm;
};

/// The convolutions of VGG-16 (Simonyan and Zisserman, ICLR 2015) over photograph and trimap, as
/// Deep Image Matting uses them: five levels of 2, 2, 3, 3, 3 convolutions 3x3 to 64, 128, 256,
/// 512, 512 channels, each with ReLU, and max pooling 2x2 after each level.
///
/// It computes in the order of its authors' code, to the last bit: where two pixels of a window
/// nearly tie, another rounding chooses the other one, and un-pooling then moves a value by a
/// pixel, which alpha shows. So there are no channels last here, and no BatchNorm is folded.
struct VggEncoder {
  static constexpr int kLevels = 5;

  /// Makes convolution `index`, from 0, of a level, from 1.
  using Maker =
      std::function<VggConvolution(int level, int index, std::int64_t from, std::int64_t to)>;

  /// `level_name` and a level's number is the name of its stage for probes.
  VggEncoder(std::string level_name, const Maker& make);

  /// Lays weights out as oneDNN computes with them, where they are not yet; after load().
  void lay_out();

  /// Of 1 x 4 x H x W float32; H and W at least 32.
  VggFeatures operator()(at::Tensor x, const Blocks& blocks, const Probes& probes) const;

  std::string level_name;
  std::array<std::vector<VggConvolution>, kLevels> levels;

 private:
  Pooled pooled_level(const at::Tensor& x, std::size_t level, const Blocks& blocks) const;
};

}  // namespace mbench
