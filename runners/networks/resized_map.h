#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace mbench {

/// A 1 x 1 x H x W float map in the CPU's memory, brought to another size: bilinear, as PyTorch's
/// interpolate without align_corners and without anti-aliasing. All threads of LibTorch share it.
///
/// LibTorch's own reckons places in single precision from some release on (1.13 does not, 2.6
/// does), so that among a thousand pixels each is off by up to 6e-5; these are exact.
at::Tensor resized_map(const at::Tensor& map, std::int64_t rows, std::int64_t columns);

}  // namespace mbench
