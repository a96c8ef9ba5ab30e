#pragma once

#include "runners/models/matting_input.h"
#include "runners/networks/parameters.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace mbench {

constexpr std::int64_t kSamSide = 1024;           ///< of the picture that SAM sees, in pixels
constexpr std::int64_t kSamGrid = kSamSide / 16;  ///< the same in tokens
constexpr std::int64_t kSamWidth = 256;           ///< numbers a token of SAM's decoder has

/// Segment Anything's encoder of points and boxes: a place is the sine and cosine of its
/// coordinates by a random matrix, plus a learned vector that says what the place stands for
/// (facebookresearch/segment-anything at dca509fe, modeling/prompt_encoder.py).
struct SamPromptEncoder {
  explicit SamPromptEncoder(const Parameters& own);

  /// (tokens, 256): the points in their order, then the box's left top and right bottom corner;
  /// without a box one more token follows that means nothing. Coordinates are pixels of the
  /// picture of 1024; the prompt's mask is not looked at.
  at::Tensor tokens(const Prompt& prompt) const;
  /// (64·64, 256): the places of the picture's tokens, row by row.
  at::Tensor grid() const;

  at::Tensor gaussian_matrix;
  std::vector<at::Tensor> point_embeddings;  ///< outside, inside, left top, right bottom
  at::Tensor not_a_point_embed;
  at::Tensor no_mask_embed;  ///< (1, 256), added to every token of the picture

 private:
  /// (places, 256) of (places, 2): x and y in 0..1 over the picture.
  at::Tensor encoded(const at::Tensor& places) const;
};

}  // namespace mbench
