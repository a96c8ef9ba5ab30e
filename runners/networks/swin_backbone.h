#pragma once

#include "runners/networks/swin_block.h"

#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// Swin-T (Liu et al., ICCV 2021) in the form that microsoft's code has for segmentation, with
/// AEMatter's first layer: a 3 x 3 convolution of stride 2 on 64 channels instead of 4 x 4 patches.
class SwinBackbone {
 public:
  SwinBackbone(const Parameters& own, const Blocks& blocks);

  /// Once, after Parameters::load().
  void prepare();

  /// Of 1 x 64 x H x W: the four stages' normed features at 1/2, 1/4, 1/8 and 1/16 of its sides,
  /// of 96, 192, 384 and 768 channels. H and W are multiples of 16.
  std::vector<TokenMap> operator()(const at::Tensor& picture, const Probes& probes) const;

 private:
  /// To half the sides and twice the channels: 2 x 2 tokens joined, normed, through a linear layer.
  struct PatchMerging {
    PatchMerging(const Parameters& own, std::int64_t width);
    TokenMap operator()(const TokenMap& map) const;

    LayerNorm norm;
    Linear reduction;
  };
  struct Stage {
    Stage(const Parameters& all, int number, const Blocks& blocks);

    WindowLayer layer;
    std::optional<PatchMerging> downsample;
    LayerNorm norm;
  };

  Convolution embedding_;
  LayerNorm embedding_norm_;
  std::vector<Stage> stages_;
};

}  // namespace mbench
