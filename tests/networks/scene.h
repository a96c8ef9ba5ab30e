#pragma once

#include "runners/models/matting_input.h"

#include <ATen/core/Tensor.h>

namespace mbench {

/// A picture with an object in it: smooth colours, noise, a round alpha with a wide border.
MattingInput scene(int width, int height);

/// How many opacities of all are neither 0 nor 1.
double share_between(const at::Tensor& alpha);

/// Of any two tensors of one shape.
double most_apart(const at::Tensor& a, const at::Tensor& b);

}  // namespace mbench
