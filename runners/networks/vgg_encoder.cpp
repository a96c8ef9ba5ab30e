#include "runners/networks/vgg_encoder.h"

#include "runners/networks/row_bands.h"

#include <ATen/Context.h>
#include <ATen/Functions.h>

#include <utility>

namespace mbench {
namespace {

constexpr std::array<std::int64_t, VggEncoder::kLevels + 1> kChannels{4, 64, 128, 256, 512, 512};
constexpr std::array<int, VggEncoder::kLevels> kConvolutions{2, 2, 3, 3, 3};
constexpr std::int64_t kFewestRows = 16;  // after pooling

/// The level's convolutions, with ReLU between; the pooling does the last one.
at::Tensor convolved(at::Tensor x, const std::vector<VggConvolution>& level) {
  for (const VggConvolution& layer : level) {
    if (&layer != &level.front()) x.relu_();
    // What stays in oneDNN's order of channels within a level need not be reordered.
    if (layer.convolution.weight.is_mkldnn() && !x.is_mkldnn()) x = x.to_mkldnn();
    x = layer.convolution(x);
    if (layer.norm) x = (*layer.norm)(x);
  }
  return x.is_mkldnn() ? x.to_dense() : x;
}

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
      if (own.weight.is_mkldnn()) continue;
      if (!for_own_kernels(own.bias)) continue;  // the weight may only wait on the CPU
      // Called from C++ it does not spread one number over both sides.
      at::Tensor weight = at::mkldnn_reorder_conv2d_weight(
          own.weight.to_mkldnn(), {own.shape.padding, own.shape.padding}, {1, 1}, {1, 1});
      own.bias = own.bias.to_mkldnn();  // may find no memory: both or none
      own.weight = std::move(weight);
    }
  }
}

Pooled VggEncoder::pooled_level(const at::Tensor& x, std::size_t level,
                                const Blocks& blocks) const {
  const std::vector<VggConvolution>& layers = levels[level];
  const std::int64_t channels = kChannels[level + 1];
  const std::int64_t rows = x.size(2) / 2;
  const std::int64_t columns = x.size(3) / 2;
  const std::int64_t step = blocks.at_once(rows, 2 * channels * x.size(3), kFewestRows);
  if (step == rows) return pooled_relu(convolved(x, layers));
  const auto halo = static_cast<std::int64_t>(layers.size());
  Pooled all{at::empty({1, channels, rows, columns}, x.options()),
             {at::empty({channels / 4, rows, columns}, x.options().dtype(at::kByte)), x.size(2),
              x.size(3)}};
  for (std::int64_t row = 0; row < rows; row += step) {
    const std::int64_t count = std::min(step, rows - row);
    const std::int64_t end = 2 * (row + count);
    const RowBand band{2 * row, end, std::min(halo, 2 * row), std::min(halo, x.size(2) - end)};
    const Pooled pooled = pooled_relu(band.inside(convolved(band.around(x), layers)));
    all.values.narrow(2, row, count).copy_(pooled.values);
    all.places.packed.narrow(1, row, count).copy_(pooled.places.packed);
  }
  return all;
}

VggFeatures VggEncoder::operator()(at::Tensor x, const Blocks& blocks, const Probes& probes) const {
  VggFeatures features;
  for (std::size_t level = 0; level < kLevels; ++level) {
    Pooled pooled = pooled_level(x, level, blocks);
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
