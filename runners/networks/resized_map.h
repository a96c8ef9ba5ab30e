#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace mbench {

/// A 1 x 1 x H x W float map in the CPU's memory, brought to another size: bilinear, as PyTorch's
/// interpolate without align_corners and without anti-aliasing. All threads of LibTorch share it.
///
/// LibTorch's releases round places differently, which moves an alpha at a steep edge by up to
/// 6e-5. Here they are those of 1.13, which the golden outputs are of: in double precision, with a
/// scale in single precision.
at::Tensor resized_map(const at::Tensor& map, std::int64_t rows, std::int64_t columns);

}  // namespace mbench
