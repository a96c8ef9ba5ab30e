#include "runners/networks/sam_mask_decoder.h"

#include "runners/networks/sam_prompt_encoder.h"

#include <ATen/Functions.h>

namespace mbench {
namespace {

constexpr int kMasks = 4;
constexpr std::int64_t kMaskWidth = 32;
constexpr ConvolutionShape kDoubling{/*kernel=*/2, /*stride=*/2, /*padding=*/0, 1, true};

}  // namespace

SamPerceptron::SamPerceptron(const Parameters& own, std::int64_t to) {
  for (int i = 0; i < 3; ++i) {
    layers.emplace_back(own / "layers" / i, kSamWidth, i == 2 ? to : kSamWidth);
  }
}

at::Tensor SamPerceptron::operator()(const at::Tensor& x) const {
  return layers[2](layers[1](layers[0](x).relu_()).relu_());
}

SamMaskDecoder::SamMaskDecoder(const Parameters& own)
    : transformer(own / "transformer"),
      iou_token((own / "iou_token").tensor("weight", {1, kSamWidth})),
      mask_tokens((own / "mask_tokens").tensor("weight", {kMasks, kSamWidth})),
      enlarge1(own / "output_upscaling" / 0, kSamWidth, 2 * kMaskWidth, kDoubling),
      enlarge_norm(own / "output_upscaling" / 1, 2 * kMaskWidth, 1e-6),
      enlarge2(own / "output_upscaling" / 3, 2 * kMaskWidth, kMaskWidth, kDoubling),
      iou_prediction_head(own / "iou_prediction_head", kMasks) {
  for (int i = 1; i < kMasks; ++i) {
    output_hypernetworks_mlps.emplace_back(own / "output_hypernetworks_mlps" / i, kMaskWidth);
  }
}

at::Tensor SamMaskDecoder::operator()(const at::Tensor& features, const at::Tensor& places,
                                      const at::Tensor& prompts, const Probes& probes) const {
  const auto [tokens, picture] =
      transformer(features.permute({0, 2, 3, 1}).reshape({-1, kSamWidth}), places,
                  at::cat({iou_token, mask_tokens, prompts}));
  const at::Tensor pixels = enlarged(picture);
  std::vector<at::Tensor> weights;
  for (int i = 1; i < kMasks; ++i) {
    weights.push_back(
        output_hypernetworks_mlps[static_cast<std::size_t>(i - 1)](tokens.narrow(0, 1 + i, 1)));
  }
  const at::Tensor masks =
      at::matmul(at::cat(weights), pixels.view({kMaskWidth, -1})).view({3, 1, 4 * kSamGrid, -1});
  const at::Tensor fit = iou_prediction_head(tokens.narrow(0, 0, 1)).narrow(1, 1, 3);
  if (probes) {
    probes("dec.tokens", tokens);
    probes("dec.image_tokens", picture);
    probes("dec.upscaled", pixels);
    probes("dec.masks", masks);
    probes("dec.iou", fit);
  }
  return masks.narrow(0, fit.argmax().item<std::int64_t>(), 1);
}

at::Tensor SamMaskDecoder::enlarged(const at::Tensor& picture_tokens) const {
  const at::Tensor x = picture_tokens.t().contiguous().view({1, kSamWidth, kSamGrid, kSamGrid});
  return at::gelu(enlarge2(at::gelu(enlarge_norm(enlarge1(x))))).contiguous();
}

}  // namespace mbench
