#include "runners/networks/sam_encoder.h"

#include "runners/networks/sam_prompt_encoder.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <string>

namespace mbench {
namespace {

constexpr std::int64_t kPatch = kSamSide / kSamGrid;
constexpr std::int64_t kWindow = 14;
constexpr double kEpsilon = 1e-6;
constexpr ConvolutionShape kPatches{/*kernel=*/kPatch, /*stride=*/kPatch, /*padding=*/0, 1, true};
constexpr ConvolutionShape kPixel{/*kernel=*/1, /*stride=*/1, /*padding=*/0, 1, false};
constexpr ConvolutionShape kSquare{/*kernel=*/3, /*stride=*/1, /*padding=*/1, 1, false};

VitBlockShape block_shape(const SamEncoder& size, int index, const NetworkOptions& options) {
  const std::vector<int>& whole = size.whole_picture_blocks;
  const bool everything = std::find(whole.begin(), whole.end(), index) != whole.end();
  VitBlockShape shape;
  shape.blocks = options.blocks;
  shape.grid = options.grid;
  shape.width = size.width;
  shape.heads = size.heads;
  shape.window = everything ? 0 : kWindow;
  shape.position_rows = 2 * (everything ? kSamGrid : kWindow) - 1;
  shape.mlp_first = "lin1";
  shape.mlp_second = "lin2";
  return shape;
}

}  // namespace

SamImageEncoder::SamImageEncoder(const Parameters& own, const SamEncoder& size,
                                 const NetworkOptions& options)
    : pos_embed(own.tensor("pos_embed", {1, kSamGrid, kSamGrid, size.width})),
      patch_embed(own / "patch_embed" / "proj", 3, size.width, kPatches),
      narrow(own / "neck" / 0, size.width, kSamWidth, kPixel),
      narrow_norm(own / "neck" / 1, kSamWidth, kEpsilon),
      smooth(own / "neck" / 2, kSamWidth, kSamWidth, kSquare),
      smooth_norm(own / "neck" / 3, kSamWidth, kEpsilon) {
  for (int i = 0; i < size.blocks; ++i)
    blocks.emplace_back(own / "blocks" / i, block_shape(size, i, options));
}

at::Tensor SamImageEncoder::operator()(const at::Tensor& picture, const Probes& probes) const {
  const TokenGrid grid{kSamGrid, kSamGrid};
  at::Tensor tokens = patches(picture);
  if (probes) probes("enc.patch_embed", tokens);
  tokens.add_(beside(pos_embed, tokens).view_as(tokens));
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    blocks[i](tokens, grid, Stage{probes, "enc.block" + std::to_string(i)});
  }
  // The neck's first convolution is of single pixels, so a multiplication.
  const at::Tensor narrowed =
      narrow_norm(at::linear(tokens, beside(narrow.weight, tokens).flatten(1)));
  const at::Tensor pixels = narrowed.view({1, kSamGrid, kSamGrid, kSamWidth}).permute({0, 3, 1, 2});
  at::Tensor features = smooth_norm(smooth(pixels));
  if (probes) probes("enc.embedding", features);
  return features;
}

at::Tensor SamImageEncoder::patches(const at::Tensor& picture) const {
  // Patches do not overlap, so the convolution is one multiplication of all of them.
  const at::Tensor rows = picture.view({3, kSamGrid, kPatch, kSamGrid, kPatch})
                              .permute({1, 3, 0, 2, 4})
                              .reshape({kSamGrid * kSamGrid, 3 * kPatch * kPatch});
  return at::linear(rows, beside(patch_embed.weight, rows).flatten(1), patch_embed.bias);
}

}  // namespace mbench
