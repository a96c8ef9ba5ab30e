#pragma once

#include "runners/models/matting_input.h"
#include "runners/networks/layers.h"
#include "runners/networks/network.h"
#include "runners/networks/stage.h"
#include "runners/networks/token_grid.h"
#include "runners/networks/vit_block.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>

namespace mbench {

// What ViTMatte (Yao et al., Information Fusion 2024; hustvl/ViTMatte at
// 8cd7ef068380977c3962c4cb733cb1fe7f2241a5) and MEMatte (Lin et al., AAAI 2025;
// linyiheng123/MEMatte at 44e8ac65807f54b5051cc55b70e1ee7ca03a9c9d) have in common in front of
// their decoder.

constexpr std::int64_t kVitPatch = 16;  ///< side of a token in pixels

/// One of their sizes: C channels of a token, and heads of attention.
struct VitMattingSize {
  std::int64_t width = 384;
  std::int64_t heads = 6;
};
constexpr VitMattingSize kVitMattingSmall{384, 6};
constexpr VitMattingSize kVitMattingBase{768, 12};

constexpr int kVitMattingBlocks = 12;
/// Whether attention of that block is over the whole picture, not in windows of 14 tokens.
constexpr bool sees_everything(int block) { return block % 3 == 2; }

/// Of the block of that number; `has_positions` is about those that see everything.
VitBlockShape vit_matting_block(const VitMattingSize& size, int block, bool has_positions,
                                const NetworkOptions& options);

/// 1 x 4 x H' x W': R, G, B normalised as for ImageNet, and the trimap as 0, 128/255 and 1; zeros
/// at the right and the bottom. If either side is no multiple of 32, both grow to the next
/// greater one, even a side that is a multiple.
at::Tensor vit_matting_input(const MattingInput& input, const char* network);

TokenGrid vit_matting_grid(const at::Tensor& input);

/// From patches of 16 x 16 pixels to tokens, and where these stand.
struct PatchEmbedding {
  PatchEmbedding(const Parameters& own, const VitMattingSize& size);
  /// (tokens, C) of 1 x 4 x H' x W'. Stages: "patch_embed", "tokens_plus_pos".
  at::Tensor operator()(const at::Tensor& input, const Stage& stage) const;

  Convolution proj;
  at::Tensor pos_embed;  ///< 1 x (1 + 14·14) x C; the first is a class token's, not used
};

/// "block03" and so on.
std::string block_name(int block);

}  // namespace mbench
