#pragma once

#include "runners/networks/network.h"
#include "runners/networks/vit_block.h"
#include "runners/weights/manifests/sam.h"

#include <vector>

namespace mbench {

/// Segment Anything's picture encoder: patches of 16 x 16 with learned places, transformer blocks
/// that attend within windows of 14 but for a few, and a neck that narrows the tokens to 256
/// (Kirillov et al., ICCV 2023; facebookresearch/segment-anything at dca509fe,
/// modeling/image_encoder.py).
struct SamImageEncoder {
  SamImageEncoder(const Parameters& own, const SamEncoder& size, const NetworkOptions& options);

  /// Features 1 x 256 x 64 x 64, channels last, of the normalised 1 x 3 x 1024 x 1024. Stages:
  /// enc.patch_embed, enc.block0 and so on, enc.embedding.
  at::Tensor operator()(const at::Tensor& picture, const Probes& probes) const;

  at::Tensor pos_embed;  ///< (1, 64, 64, width)
  Convolution patch_embed;
  std::vector<VitBlock> blocks;
  Convolution narrow;
  LayerNorm narrow_norm;
  Convolution smooth;
  ChannelNorm smooth_norm;

 private:
  /// (64·64, width).
  at::Tensor patches(const at::Tensor& picture) const;
};

}  // namespace mbench
