#include "runners/networks/vgg_encoder.h"

#include <ATen/Functions.h>

#include <utility>

namespace mbench {
namespace {

constexpr std::array<std::int64_t, VggEncoder::kLevels + 1> kChannels{4, 64, 128, 256, 512, 512};
constexpr std::array<int, VggEncoder::kLevels> kConvolutions{2, 2, 3, 3, 3};

}  // namespace

VggEncoder::VggEncoder(std::string level_name_, const Maker& make)
    : level_name(std::move(level_name_)) {
  for (std::size_t level = 0; level < kLevels; ++level) {
    for (int i = 0; i < kConvolutions[level]; ++i) {
      levels[level].push_back(make(static_cast<int>(level) + 1, i,
                                   kChannels[i == 0 ? level : level + 1], kChannels[level + 1]));
    }
  }
}

VggFeatures VggEncoder::operator()(at::Tensor x, const Probes& probes) const {
  VggFeatures features;
  for (std::size_t level = 0; level < kLevels; ++level) {
    for (const VggConvolution& layer : levels[level]) {
      // The pooling does the last ReLU.
      if (&layer != &levels[level].front()) x.relu_();
      x = layer.convolution(x);
      if (layer.norm) x = (*layer.norm)(x);
    }
    Pooled pooled = pooled_relu(x);
    x = std::move(pooled.values);
    if (probes) {
      const std::string stage = level_name + std::to_string(level + 1);
      probes(stage + ".pooled", x);
      probes(stage + ".indices", pooled.places.indices());
    }
    features.places.push_back(std::move(pooled.places));
  }
  features.values = std::move(x);
  return features;
}

}  // namespace mbench
