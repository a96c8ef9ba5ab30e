#pragma once

#include "runners/networks/layers.h"
#include "runners/networks/stage.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace mbench {

/// MEMatte's router: which tokens of a picture a block sends through attention; the others take
/// its light branch (Lin et al., AAAI 2025).
struct TokenRouter {
  TokenRouter(const Parameters& own, std::int64_t width);

  /// (tokens, 2): logarithms of the probabilities of attention and of the light branch, by each
  /// token and by the mean of all. Stages: ".in_conv", ".log_probs".
  at::Tensor operator()(const at::Tensor& tokens, const Stage& stage) const;

  LayerNorm norm;
  Linear local;
  Linear joined;  ///< of the token's first half of channels and the mean of the second half
  Linear narrowed;
  Linear scored;
};

/// Numbers, ascending, of the tokens for which attention is the more probable: at most `most`, of
/// more those with the largest margin.
at::Tensor routed_tokens(const at::Tensor& log_probabilities, std::int64_t most);

}  // namespace mbench
