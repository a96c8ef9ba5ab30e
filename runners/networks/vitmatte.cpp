// ViTMatte (Yao et al., Information Fusion 2024), hustvl/ViTMatte at
// 8cd7ef068380977c3962c4cb733cb1fe7f2241a5.

#include "runners/networks/detail_decoder.h"
#include "runners/networks/network_list.h"
#include "runners/networks/vit_matting_backbone.h"

#include <ATen/Functions.h>
#include <c10/core/InferenceMode.h>

#include <vector>

namespace mbench {
namespace {

/// A plain vision transformer, in windows but for every third block, and a light decoder. Its
/// authors do not force the trimap's known pixels.
class VitMatte : public Network {
 public:
  VitMatte(const Parameters& all, const VitMattingSize& size, const NetworkOptions& options)
      : compute_(options.compute),
        embedding_(all / "backbone", size),
        decoder_(all / "decoder", size.width, options.blocks) {
    for (int i = 0; i < kVitMattingBlocks; ++i) {
      blocks_.emplace_back(all / "backbone" / "blocks" / i,
                           vit_matting_block(size, i, true, options));
    }
  }

  void fold() { decoder_.fold(); }

  at::Tensor infer(const MattingInput& input, const Probes& probes,
                   PhaseTimer& phases) const override {
    const c10::InferenceMode no_gradients;
    const at::Tensor padded = sent(vit_matting_input(input, "ViTMatte"), compute_, phases);
    if (probes) probes("input", padded);
    const at::Tensor features = encoded(padded, probes);
    at::Tensor alpha = widened(decoder_(padded, features, {probes, "decoder."})).sigmoid_();
    return fetched(alpha, compute_, phases)
        .view({padded.size(2), padded.size(3)})
        .narrow(0, 0, input.image.size().height)
        .narrow(1, 0, input.image.size().width);
  }

 private:
  /// 1 x C x H/16 x W/16, channels last.
  at::Tensor encoded(const at::Tensor& padded, const Probes& probes) const {
    const TokenGrid grid = vit_matting_grid(padded);
    at::Tensor tokens = embedding_(padded, {probes, ""});
    for (int i = 0; i < kVitMattingBlocks; ++i) {
      blocks_[static_cast<std::size_t>(i)](tokens, grid, {probes, block_name(i)});
    }
    return as_picture(tokens, grid);
  }

  Compute compute_;
  PatchEmbedding embedding_;
  std::vector<VitBlock> blocks_;
  DetailDecoder decoder_;
};

std::unique_ptr<Network> make(const WeightSource& weights, const NetworkOptions& options,
                              const VitMattingSize& size) {
  const Parameters all(weights);
  auto network = std::make_unique<VitMatte>(all, size, options);
  all.load(options.threads, options.compute);
  network->fold();
  return network;
}

}  // namespace

std::unique_ptr<Network> make_vitmatte_small(const WeightSource& weights,
                                             const NetworkOptions& options) {
  return make(weights, options, kVitMattingSmall);
}

std::unique_ptr<Network> make_vitmatte_base(const WeightSource& weights,
                                            const NetworkOptions& options) {
  return make(weights, options, kVitMattingBase);
}

}  // namespace mbench
