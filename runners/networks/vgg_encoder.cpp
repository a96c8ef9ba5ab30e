#include "runners/networks/vgg_encoder.h"

#include <ATen/Context.h>
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

void VggEncoder::lay_out() {
  if (!at::globalContext().hasMKLDNN()) return;
  for (std::vector<VggConvolution>& level : levels) {
    for (VggConvolution& layer : level) {
      if (layer.norm) continue;  // oneDNN's BatchNorm rounds differently from ATen's
      Convolution& own = layer.convolution;
      // Called from C++ it does not spread one number over both sides.
      own.weight = at::mkldnn_reorder_conv2d_weight(
          own.weight.to_mkldnn(), {own.shape.padding, own.shape.padding}, {1, 1}, {1, 1});
      own.bias = own.bias.to_mkldnn();
    }
  }
}

VggFeatures VggEncoder::operator()(at::Tensor x, const Probes& probes) const {
  VggFeatures features;
  for (std::size_t level = 0; level < kLevels; ++level) {
    for (const VggConvolution& layer : levels[level]) {
      // The pooling does the last ReLU.
      if (&layer != &levels[level].front()) x.relu_();
      // What stays in oneDNN's order of channels within a level need not be reordered.
      if (layer.convolution.weight.is_mkldnn() && !x.is_mkldnn()) x = x.to_mkldnn();
      x = layer.convolution(x);
      if (layer.norm) x = (*layer.norm)(x);
    }
    if (x.is_mkldnn()) x = x.to_dense();
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
