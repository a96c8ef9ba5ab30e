#include "runners/networks/swin_backbone.h"

#include <ATen/Functions.h>

namespace mbench {
namespace {

constexpr int kStages = 4;
constexpr std::int64_t kDepths[kStages] = {2, 2, 6, 2};
constexpr double kEpsilon = 1e-5;

std::int64_t width_of(int stage) { return std::int64_t{96} << stage; }

}  // namespace

SwinBackbone::PatchMerging::PatchMerging(const Parameters& own, std::int64_t width)
    : norm(own / "norm", 4 * width, kEpsilon),
      reduction(own / "reduction", 4 * width, 2 * width, /*has_bias=*/false) {}

TokenMap SwinBackbone::PatchMerging::operator()(const TokenMap& map) const {
  const std::int64_t height = map.height / 2;
  const std::int64_t width = map.width / 2;
  // The four tokens column by column, which is the order that the authors join them in.
  const at::Tensor joined = map.tokens.view({height, 2, width, 2, map.channels()})
                                .permute({0, 2, 3, 1, 4})
                                .reshape({height * width, 4 * map.channels()});
  return {reduction(norm(joined)), height, width};
}

SwinBackbone::Stage::Stage(const Parameters& all, int number, const Blocks& blocks)
    : layer(all / "layers" / number, kDepths[number], width_of(number), std::int64_t{3} << number,
            blocks),
      norm(all / ("norm" + std::to_string(number)), width_of(number), kEpsilon) {
  if (number + 1 < kStages) {
    downsample.emplace(all / "layers" / number / "downsample", width_of(number));
  }
}

SwinBackbone::SwinBackbone(const Parameters& own, const Blocks& blocks)
    : embedding_(own / "patch_embed" / "proj", 64, width_of(0), {3, 2, 1, 1, true}),
      embedding_norm_(own / "patch_embed" / "norm", width_of(0), kEpsilon) {
  for (int stage = 0; stage < kStages; ++stage) stages_.emplace_back(own, stage, blocks);
}

void SwinBackbone::prepare() {
  for (Stage& stage : stages_) stage.layer.prepare();
}

std::vector<TokenMap> SwinBackbone::operator()(const at::Tensor& picture,
                                               const Probes& probes) const {
  TokenMap map = token_map(embedding_(picture));
  map.tokens = embedding_norm_(map.tokens);
  if (probes) probes("trans.patch_embed", map.picture());
  std::vector<TokenMap> outputs;
  for (std::size_t i = 0; i < stages_.size(); ++i) {
    const std::string number = std::to_string(i);
    stages_[i].layer(map, probes, "trans.layers." + number);
    outputs.push_back({stages_[i].norm(map.tokens), map.height, map.width});
    if (probes) probes("trans.out" + number, outputs.back().picture());
    if (!stages_[i].downsample) continue;
    map = (*stages_[i].downsample)(map);
    if (probes) probes("trans.layers." + number + ".downsample", map.tokens.unsqueeze(0));
  }
  return outputs;
}

}  // namespace mbench
