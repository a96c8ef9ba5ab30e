#pragma once

#include "runners/networks/layers.h"
#include "runners/networks/network.h"

#include <vector>

namespace mbench {

/// Rows and columns.
struct MapSize {
  std::int64_t rows = 0;
  std::int64_t columns = 0;
};

/// Alphas of one picture, 1 x 1 x H x W in 0..1, that were made at an eighth, a quarter and all
/// of its resolution.
struct MatteMaps {
  at::Tensor os8;
  at::Tensor os4;
  at::Tensor os1;
};

/// Transposed convolution of kernel 4, stride 2 and padding 1: twice as many rows and columns.
///
/// Each output pixel has 2 x 2 of the 4 x 4 weights, which ones depends on whether its row and
/// its column are even. So this is one convolution of kernel 2 that makes all four kinds.
struct DoublingConvolution {
  DoublingConvolution(const Parameters& own, std::int64_t from, std::int64_t to);
  /// Puts the normalisation and the four kinds into the weights; after load(), once.
  void fold(const BatchNorm& norm);
  at::Tensor operator()(const at::Tensor& x) const;

  TransposedConvolution stored;  ///< its weights are gone after fold()
  at::Tensor weight;             ///< (4·to, from, 2, 2), after fold()
  at::Tensor bias;
};

/// Two convolutions and a shortcut; the first of a stage doubles the size, the others keep it.
struct MatteBlock {
  MatteBlock(const Parameters& own, bool doubles, std::int64_t from, std::int64_t to);
  void fold();
  at::Tensor operator()(const at::Tensor& x) const;

  std::vector<DoublingConvolution> doubling;  ///< one, where the block doubles
  std::vector<Convolution> conv1;             ///< one, where it does not
  BatchNorm bn1;
  Convolution conv2;
  BatchNorm bn2;
  std::vector<Convolution> shortcut;  ///< one, where the block doubles
  std::vector<BatchNorm> shortcut_norm;
};

/// From features to logits of one scale: 3x3, normalisation, 3x3.
struct MatteHead {
  MatteHead(const Parameters& own, std::int64_t width);
  void fold();
  at::Tensor operator()(const at::Tensor& x) const;

  Convolution first;
  BatchNorm norm;
  Convolution last;
};

/// Mask-to-matte, M2M: SAM's features, the picture and SAM's mask become three alphas (Li et al.,
/// "Matting Anything", 2023; SHI-Labs/Matting-Anything at eb01e1c1, networks/m2ms/conv_sam.py).
///
/// layer2, layer3 and layer4 each double the size of what they get, which is the features before
/// with picture and mask at that size: 256 + 4 channels of 64 x 64 to 128 of 128 x 128, 64 of
/// 256 x 256, 32 of 512 x 512. A head at each of the first two and one at 1024 x 1024 give os8,
/// os4 and os1.
struct MaskToMatte {
  MaskToMatte(const Parameters& own, const Blocks& blocks);
  /// After load(), once.
  void fold();

  /// The maps' left top `needed` pixels of 1024 x 1024, and not much more is computed: the rest
  /// is where the picture was padded. `features` 1 x 256 x 64 x 64, `picture` 1 x 3 x 1024 x 1024
  /// normalised, `guide` 1 x 1 x 256 x 256 of 0 and 1. Stages: m2m.layer2, m2m.layer3,
  /// m2m.layer4, m2m.bn1, m2m.refine_OS8, m2m.refine_OS4, m2m.refine_OS1; for them all of the
  /// maps is computed.
  MatteMaps operator()(const at::Tensor& features, const at::Tensor& picture,
                       const at::Tensor& guide, MapSize needed, const Probes& probes) const;

  Blocks blocks;
  std::vector<MatteBlock> layer2;
  std::vector<MatteBlock> layer3;
  std::vector<MatteBlock> layer4;
  DoublingConvolution conv1;
  BatchNorm bn1;
  MatteHead refine_OS8;
  MatteHead refine_OS4;
  MatteHead refine_OS1;

 private:
  /// Logits of the full size, of the features of 512 x 512.
  at::Tensor finest(const at::Tensor& x, std::int64_t rows, const Probes& probes) const;
};

}  // namespace mbench
