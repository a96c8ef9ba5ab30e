#include "runners/networks/prelu_stack.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>

namespace mbench {

void prelu_in_place(at::Tensor& x, const at::Tensor& weight) {
  // at::prelu of 1.13 would reorder a channels-last picture.
  x.addcmul_(x.clamp_max(0), (weight - 1).view({1, -1, 1, 1}));
}

PreluStack::PreluStack(const Parameters& own, const std::vector<std::int64_t>& widths,
                       std::int64_t first_stride, bool bare_end) {
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
    const int place = static_cast<int>(2 * i);
    convolutions_.emplace_back(own / place, widths[i], widths[i + 1],
                               ConvolutionShape{3, i == 0 ? first_stride : 1, 1, 1, true});
    const bool last = i + 2 == widths.size();
    if (!(last && bare_end)) {
      slopes_.push_back((own / (place + 1)).tensor("weight", {widths[i + 1]}));
    }
  }
}

at::Tensor PreluStack::operator()(const at::Tensor& picture) const {
  at::Tensor x = picture;
  for (std::size_t i = 0; i < convolutions_.size(); ++i) {
    x = convolutions_[i](x);
    if (i < slopes_.size()) prelu_in_place(x, slopes_[i]);
  }
  return x;
}

}  // namespace mbench
