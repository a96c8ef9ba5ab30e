#pragma once

#include "runners/networks/layers.h"

#include <vector>

namespace mbench {

/// x where it is positive, weight[channel]·x elsewhere; in place, of 1 x C x H x W.
void prelu_in_place(at::Tensor& x, const at::Tensor& weight);

/// Convolutions of 3 x 3, each followed by a PReLU with a slope per channel.
class PreluStack {
 public:
  /// `widths`: channels before the first convolution and after each. The convolutions stand at
  /// even numbers of `own`, the slopes at odd ones. The first convolution has `first_stride`; the
  /// last has no PReLU if `bare_end`.
  PreluStack(const Parameters& own, const std::vector<std::int64_t>& widths,
             std::int64_t first_stride, bool bare_end);

  /// Of 1 x C x H x W, fastest in channels-last order.
  at::Tensor operator()(const at::Tensor& picture) const;

 private:
  std::vector<Convolution> convolutions_;
  std::vector<at::Tensor> slopes_;
};

}  // namespace mbench
