#pragma once

#include "runners/networks/network.h"
#include "runners/networks/two_way_transformer.h"

#include <vector>

namespace mbench {

/// Three linear layers with ReLU between.
struct SamPerceptron {
  SamPerceptron(const Parameters& own, std::int64_t to);
  at::Tensor operator()(const at::Tensor& x) const;

  std::vector<Linear> layers;
};

/// Segment Anything's mask decoder: three masks of different extent (part, whole, more), of which
/// the one counts that it predicts to fit best (facebookresearch/segment-anything at dca509fe,
/// modeling/mask_decoder.py). A fourth mask, for prompts with one answer, is not made.
struct SamMaskDecoder {
  explicit SamMaskDecoder(const Parameters& own);

  /// The best mask's logits, 1 x 1 x 256 x 256, above 0 where the object is. `features` is the
  /// picture encoder's 1 x 256 x 64 x 64 plus what stands for "no mask given"; `places` are those
  /// of the grid, `prompts` the prompt's tokens. Stages: dec.tokens, dec.image_tokens,
  /// dec.upscaled, dec.masks, dec.iou.
  at::Tensor operator()(const at::Tensor& features, const at::Tensor& places,
                        const at::Tensor& prompts, const Probes& probes) const;

  TwoWayTransformer transformer;
  at::Tensor iou_token;
  at::Tensor mask_tokens;
  TransposedConvolution enlarge1;
  ChannelNorm enlarge_norm;
  TransposedConvolution enlarge2;
  std::vector<SamPerceptron> output_hypernetworks_mlps;
  SamPerceptron iou_prediction_head;

 private:
  at::Tensor enlarged(const at::Tensor& picture_tokens) const;
};

}  // namespace mbench
