// MEMatte (Lin et al., AAAI 2025), linyiheng123/MEMatte at
// 44e8ac65807f54b5051cc55b70e1ee7ca03a9c9d.

#include "core/error.h"
#include "runners/networks/light_branch.h"
#include "runners/networks/network_list.h"
#include "runners/networks/patch_decoder.h"
#include "runners/networks/pictures.h"
#include "runners/networks/token_router.h"
#include "runners/networks/vit_matting_backbone.h"

#include <ATen/Functions.h>
#include <c10/core/InferenceMode.h>

#include <vector>

namespace mbench {
namespace {

constexpr int kRouted = kVitMattingBlocks / 3;

/// What the whole-picture block has beside its own layers.
struct Routing {
  Routing(const Parameters& backbone, int number, std::int64_t width)
      : block(3 * number + 2),
        router(backbone / "routers" / number, width),
        efficient_block(backbone / "blocks" / block / "efficient_block", width) {}

  int block;
  TokenRouter router;
  LightBranch efficient_block;
};

/// ViTMatte's backbone, but in its whole-picture blocks only those tokens attend to each other
/// that a router picks; all pass a light branch instead. ViTMatte's decoder, patch by patch.
class MeMatte : public Network {
 public:
  MeMatte(const Parameters& all, const VitMattingSize& size, const NetworkOptions& options)
      : compute_(options.compute),
        max_tokens_(options.max_tokens),
        embedding_(all / "backbone", size),
        decoder_(all / "decoder", size.width, options.blocks) {
    const Parameters backbone = all / "backbone";
    for (int i = 0; i < kVitMattingBlocks; ++i) {
      blocks_.emplace_back(backbone / "blocks" / i, vit_matting_block(size, i, false, options));
    }
    for (int i = 0; i < kRouted; ++i) routings_.emplace_back(backbone, i, size.width);
  }

  void fold() { decoder_.fold(); }

  at::Tensor infer(const MattingInput& input, const Probes& probes,
                   PhaseTimer& phases) const override {
    const c10::InferenceMode no_gradients;
    const at::Tensor padded = sent(vit_matting_input(input, "MEMatte"), compute_, phases);
    if (probes) probes("input", padded);
    const at::Tensor alpha =
        fetched(decoded_in_patches(decoder_, padded, encoded(padded, probes), {probes, "decoder."}),
                compute_, phases);
    const cv::Size size = input.image.size();
    return keep_known(
        alpha.select(1, 0).select(0, 0).narrow(0, 0, size.height).narrow(1, 0, size.width),
        *input.trimap);
  }

 private:
  /// 1 x C x H/16 x W/16, channels last.
  at::Tensor encoded(const at::Tensor& padded, const Probes& probes) const {
    const TokenGrid grid = vit_matting_grid(padded);
    at::Tensor tokens = embedding_(padded, {probes, ""});
    for (int i = 0; i < kVitMattingBlocks; ++i) {
      const VitBlock& block = blocks_[static_cast<std::size_t>(i)];
      const Stage stage{probes, block_name(i)};
      if (sees_everything(i)) {
        const Routing& routing = routings_[static_cast<std::size_t>(i / 3)];
        tokens.add_(routed(block, routing, tokens, grid, stage));
        block.finish(tokens, grid, stage);
      } else {
        block(tokens, grid, stage);
      }
    }
    return as_picture(tokens, grid);
  }

  /// What the block adds to the tokens in place of attention to all.
  at::Tensor routed(const VitBlock& block, const Routing& routing, const at::Tensor& tokens,
                    const TokenGrid& grid, const Stage& stage) const {
    const std::string number = block_name(routing.block).substr(5);
    const at::Tensor chosen =
        routed_tokens(routing.router(tokens, {stage.probes, "router" + number}), max_tokens_);
    at::Tensor result = routing.efficient_block(tokens, grid, {stage.probes, stage.name + ".ltrm"});
    if (chosen.size(0) == 0) return result;
    const at::Tensor attended = block.attn(block.norm1(tokens.index_select(0, chosen)), grid);
    stage(".attn_selected", attended);
    return result.index_copy_(0, chosen, attended);
  }

  Compute compute_;
  std::int64_t max_tokens_;
  PatchEmbedding embedding_;
  std::vector<VitBlock> blocks_;
  std::vector<Routing> routings_;
  DetailDecoder decoder_;
};

std::unique_ptr<Network> make(const WeightSource& weights, const NetworkOptions& options,
                              const VitMattingSize& size) {
  if (options.max_tokens < 0) throw ModelError("MEMatte: the most tokens are less than none");
  const Parameters all(weights);
  auto network = std::make_unique<MeMatte>(all, size, options);
  all.load(options.threads, options.compute);
  network->fold();
  return network;
}

}  // namespace

std::unique_ptr<Network> make_mematte_small(const WeightSource& weights,
                                            const NetworkOptions& options) {
  return make(weights, options, kVitMattingSmall);
}

std::unique_ptr<Network> make_mematte_base(const WeightSource& weights,
                                           const NetworkOptions& options) {
  return make(weights, options, kVitMattingBase);
}

}  // namespace mbench
