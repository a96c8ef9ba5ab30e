#include "runners/networks/test_time_augmentation.h"

#include "runners/models/augmented_input.h"
#include "runners/networks/pictures.h"

#include <ATen/Functions.h>

namespace mbench {
namespace {

at::Tensor turned_back(const at::Tensor& alpha, const AugmentedView& view) {
  const at::Tensor turned = view.mirrored ? at::flip(alpha, {1}) : alpha;
  return view.quarter_turns == 0 ? turned : at::rot90(turned, -view.quarter_turns, {0, 1});
}

bool keeps_known(const at::Tensor& alpha, const Trimap& trimap) {
  return at::equal(alpha, keep_known(alpha, trimap));
}

/// The view's alpha at the sample's size; for views that are only resized.
at::Tensor resized_back(const at::Tensor& alpha, const MattingInput& view,
                        const MattingInput& sample) {
  const cv::Size size = sample.image.size();
  if (view.image.size() == size) return alpha;
  const at::Tensor result =
      at::upsample_bilinear2d(alpha.unsqueeze(0).unsqueeze(0), {size.height, size.width},
                              /*align_corners=*/false)
          .view({size.height, size.width});
  const bool known = view.trimap && keeps_known(alpha, *view.trimap);
  return known ? keep_known(result, *sample.trimap) : result;
}

}  // namespace

at::Tensor infer_augmented(const Network& network, const MattingInput& input,
                           const Augmentation& augmentation, const Probes& probes) {
  at::Tensor sum;
  for (const AugmentedView& view : augmentation.views) {
    const MattingInput shown = augmented_input(input, view);
    at::Tensor alpha = network.infer(shown, sum.defined() ? Probes{} : probes);
    alpha = turned_back(view.scale == 1 ? alpha : resized_back(alpha, shown, input), view);
    if (augmentation.truncates_views) alpha = alpha.mul(255).floor_();
    sum = sum.defined() ? sum.add_(alpha) : alpha.clone(at::MemoryFormat::Contiguous);
  }
  sum.div_(static_cast<double>(augmentation.views.size()));
  return augmentation.truncates_views ? sum.div_(255) : sum;
}

}  // namespace mbench
