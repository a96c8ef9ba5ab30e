#pragma once

#include "runners/networks/layers.h"
#include "runners/networks/stage.h"
#include "runners/networks/token_grid.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace mbench {

/// MEMatte's lightweight token refinement module (LTRM): C -> 2·C, depthwise 5x5, 2·C -> C with
/// GELU between, then each channel times 1 + a gate by the means of the five channels around it
/// (efficient channel attention).
struct LightBranch {
  LightBranch(const Parameters& own, std::int64_t width);
  /// (tokens, C) of (tokens, C). Stages: ".fc1", ".dwconv_nchw", ".fc2", ".eca_nchw", "".
  at::Tensor operator()(const at::Tensor& tokens, const TokenGrid& grid, const Stage& stage) const;

  Linear fc1;
  Convolution dwconv;
  Linear fc2;
  at::Tensor eca_weight;  ///< 1 x 1 x 5
};

}  // namespace mbench
