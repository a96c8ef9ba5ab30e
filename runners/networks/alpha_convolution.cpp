#include "runners/networks/alpha_convolution.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>

#include <algorithm>

namespace mbench {
namespace {

/// Adds `from` to `to`, both `width` long, as far as they overlap when `from` is moved `right`.
void add_moved(const float* from, std::int64_t right, std::int64_t width, float* to) {
  const std::int64_t begin = std::max<std::int64_t>(right, 0);
  const std::int64_t end = std::min(width + right, width);
  for (std::int64_t i = begin; i < end; ++i) to[i] += from[i - right];
}

}  // namespace

at::Tensor AlphaConvolution::operator()(const at::Tensor& x) const {
  if (!for_own_kernels(x)) return convolution(x);
  const std::int64_t kernel = convolution.shape.kernel;
  const std::int64_t reach = kernel / 2;
  const std::int64_t channels = x.size(1);
  const std::int64_t height = x.size(2);
  const std::int64_t width = x.size(3);
  const at::Tensor pixels = x.contiguous(at::MemoryFormat::ChannelsLast)
                                .permute({0, 2, 3, 1})
                                .view({height * width, channels});
  const at::Tensor products =
      at::mm(convolution.weight.view({channels, kernel * kernel}).t(), pixels.t()).contiguous();
  const float* plane = products.data_ptr<float>();
  const float bias = convolution.bias.item<float>();
  at::Tensor result = at::empty({1, 1, height, width}, at::kFloat);
  float* out = result.data_ptr<float>();
  at::parallel_for(0, height, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t row = begin; row < end; ++row) {
      std::fill_n(out + row * width, width, bias);
      for (std::int64_t k = 0; k < kernel * kernel; ++k) {
        const std::int64_t from = row + k / kernel - reach;
        if (from < 0 || from >= height) continue;
        add_moved(plane + (k * height + from) * width, reach - k % kernel, width,
                  out + row * width);
      }
    }
  });
  return result;
}

}  // namespace mbench
