#include "runners/networks/mask_to_matte.h"
#include "runners/networks/matte_fusion.h"
#include "runners/networks/network_list.h"
#include "runners/networks/resized_map.h"
#include "runners/networks/sam_encoder.h"
#include "runners/networks/sam_frame.h"
#include "runners/networks/sam_mask_decoder.h"
#include "runners/networks/sam_prompt_encoder.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>

namespace mbench {
namespace {

/// Matting Anything (Li et al., 2023; SHI-Labs/Matting-Anything at eb01e1c1): Segment Anything
/// finds the object's mask, mask-to-matte makes three alphas of its features, and the fusion one
/// of mask and alphas.
class Mam : public Network {
 public:
  Mam(const WeightSource& weights, const NetworkOptions& options, const SamEncoder& size)
      : Mam(Parameters(weights), options, size) {}

  at::Tensor infer(const MattingInput& input, const Probes& probes,
                   PhaseTimer& phases) const override;

 private:
  Mam(const Parameters& all, const NetworkOptions& options, const SamEncoder& size)
      : compute_(options.compute),
        fusion_(parse_matte_fusion(options.fusion)),
        encoder_(all / "seg_model" / "image_encoder", size, options),
        prompts_(all / "seg_model" / "prompt_encoder"),
        decoder_(all / "seg_model" / "mask_decoder"),
        matte_(all / "m2m", options.blocks) {
    all.load(options.threads, options.compute);
    matte_.fold();
    places_ = prompts_.grid();
  }

  at::Tensor mask_logits(const at::Tensor& features, const Prompt& prompt,
                         const Probes& probes) const;

  Compute compute_;
  MatteFusion fusion_;
  SamImageEncoder encoder_;
  SamPromptEncoder prompts_;
  SamMaskDecoder decoder_;
  MaskToMatte matte_;
  at::Tensor places_;  ///< of the picture's tokens
};

at::Tensor Mam::infer(const MattingInput& input, const Probes& probes, PhaseTimer& phases) const {
  const Prompt prompt = prompt_for_sam(input);
  const cv::Size within = size_for_sam(input.image.size());
  const MapSize needed{within.height, within.width};
  const std::int64_t rows = input.image.size().height;
  const std::int64_t columns = input.image.size().width;

  const at::Tensor picture = sent(picture_for_sam(input.image), compute_, phases);
  if (probes) probes("input", picture);
  const at::Tensor features = encoder_(picture, probes);
  const at::Tensor logits = mask_logits(features, prompt, probes);
  const at::Tensor at_size = at::upsample_bilinear2d(logits, {kSamSide, kSamSide}, false)
                                 .narrow(2, 0, needed.rows)
                                 .narrow(3, 0, needed.columns);
  const auto at_size_of_image = [&](const at::Tensor& map) {
    return resized_map(map, rows, columns);
  };
  const auto inside = [](const at::Tensor& map) { return (map > 0).to(at::kFloat); };
  if (fusion_ == MatteFusion::mask) {
    return fused({}, inside(at_size_of_image(fetched(at_size, compute_, phases))), fusion_);
  }
  const MatteMaps maps = matte_(features, picture, inside(logits), needed, probes);
  const at::Tensor all =
      fetched(at::cat({at_size, maps.os8, maps.os4, maps.os1}, 0), compute_, phases);
  const auto map_number = [&](std::int64_t i) { return at_size_of_image(all.narrow(0, i, 1)); };
  return fused({map_number(1), map_number(2), map_number(3)}, inside(map_number(0)), fusion_);
}

at::Tensor Mam::mask_logits(const at::Tensor& features, const Prompt& prompt,
                            const Probes& probes) const {
  const at::Tensor no_mask = prompts_.no_mask_embed.view({1, kSamWidth, 1, 1});
  const at::Tensor tokens = prompts_.tokens(prompt);
  if (probes) {
    probes("prompt.sparse", tokens);
    probes("prompt.dense", no_mask.expand_as(features));
  }
  return decoder_(features + no_mask, places_, tokens, probes);
}

}  // namespace

std::unique_ptr<Network> make_mam_base(const WeightSource& weights, const NetworkOptions& options) {
  return std::make_unique<Mam>(weights, options, SamEncoder{768, 12, 12, {2, 5, 8, 11}});
}

std::unique_ptr<Network> make_mam_large(const WeightSource& weights,
                                        const NetworkOptions& options) {
  return std::make_unique<Mam>(weights, options, SamEncoder{1024, 24, 16, {5, 11, 17, 23}});
}

std::unique_ptr<Network> make_mam_huge(const WeightSource& weights, const NetworkOptions& options) {
  return std::make_unique<Mam>(weights, options, SamEncoder{1280, 32, 16, {7, 15, 23, 31}});
}

}  // namespace mbench
