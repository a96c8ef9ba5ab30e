#include "runners/networks/vit_matting_backbone.h"

#include "runners/networks/pictures.h"

#include <ATen/Functions.h>

namespace mbench {
namespace {

constexpr std::int64_t kPadding = 32;
constexpr std::int64_t kWindow = 14;
constexpr std::int64_t kTrainedSide = 32;     // tokens: pictures of 512 pixels
constexpr std::int64_t kPretrainedSide = 14;  // of the position embedding: 224 pixels

/// (tokens, 4·16·16): each patch in the order of the projection's weight.
at::Tensor patches(const at::Tensor& input) {
  const TokenGrid grid = vit_matting_grid(input);
  const std::int64_t channels = input.size(1);
  return input.view({channels, grid.rows, kVitPatch, grid.columns, kVitPatch})
      .permute({1, 3, 0, 2, 4})
      .reshape({grid.tokens(), channels * kVitPatch * kVitPatch});
}

/// (tokens, C): the position embedding for a grid.
at::Tensor positions_for(const at::Tensor& pos_embed, const TokenGrid& grid) {
  const std::int64_t channels = pos_embed.size(2);
  const at::Tensor picture = pos_embed.narrow(1, 1, kPretrainedSide * kPretrainedSide)
                                 .reshape({1, kPretrainedSide, kPretrainedSide, channels})
                                 .permute({0, 3, 1, 2});
  const at::Tensor resized =
      at::upsample_bicubic2d(picture, {grid.rows, grid.columns}, /*align_corners=*/false);
  return resized.permute({0, 2, 3, 1}).reshape({grid.tokens(), channels});
}

}  // namespace

VitBlockShape vit_matting_block(const VitMattingSize& size, int block, bool has_positions,
                                const NetworkOptions& options) {
  VitBlockShape shape;
  shape.blocks = options.blocks;
  shape.grid = options.grid;
  shape.width = size.width;
  shape.heads = size.heads;
  if (sees_everything(block)) {
    shape.position_rows = has_positions ? 2 * kTrainedSide - 1 : 0;
    shape.has_bottleneck = true;
  } else {
    shape.window = kWindow;
    shape.position_rows = 2 * kWindow - 1;
  }
  return shape;
}

at::Tensor vit_matting_input(const MattingInput& input, const char* network) {
  const Trimap& trimap = required_trimap(input, network);
  const at::Tensor image =
      normalised(image_tensor(input.image).div_(255), kImageNetMean, kImageNetDeviation);
  const std::int64_t height = image.size(2);
  const std::int64_t width = image.size(3);
  const bool fits = height % kPadding == 0 && width % kPadding == 0;
  const auto padded = [&](std::int64_t side) {
    return fits ? side : side + kPadding - side % kPadding;
  };
  at::Tensor result = at::zeros({1, 4, padded(height), padded(width)}, image.options());
  const at::Tensor inside = result.narrow(2, 0, height).narrow(3, 0, width);
  inside.narrow(1, 0, 3).copy_(image);
  inside.narrow(1, 3, 1).copy_(trimap_tensor(trimap).div_(255));
  return result;
}

TokenGrid vit_matting_grid(const at::Tensor& input) {
  return {input.size(2) / kVitPatch, input.size(3) / kVitPatch};
}

PatchEmbedding::PatchEmbedding(const Parameters& own, const VitMattingSize& size)
    : proj(own / "patch_embed" / "proj", 4, size.width, {kVitPatch, kVitPatch, 0, 1, true}),
      pos_embed(own.tensor("pos_embed", {1, 1 + kPretrainedSide * kPretrainedSide, size.width})) {}

at::Tensor PatchEmbedding::operator()(const at::Tensor& input, const Stage& stage) const {
  at::Tensor tokens = at::linear(patches(input), beside(proj.weight, input).flatten(1), proj.bias);
  stage("patch_embed", tokens);
  tokens.add_(positions_for(beside(pos_embed, input), vit_matting_grid(input)));
  stage("tokens_plus_pos", tokens);
  return tokens;
}

std::string block_name(int block) {
  return std::string("block") + (block < 10 ? "0" : "") + std::to_string(block);
}

}  // namespace mbench
