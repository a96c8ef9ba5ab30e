// Mask-to-matte computes no more than the image needs, and no more at once than it must; neither
// may change what it gives.

#include "runners/networks/mask_to_matte.h"

#include "runners/weights/synthetic_weights.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

namespace mbench {
namespace {

double largest(const at::Tensor& difference) { return difference.abs().max().item<double>(); }

TEST(MaskToMatte, IsTheSameWhereTheImageIsWhateverElseIsComputed) {
  at::set_num_threads(2);
  const c10::InferenceMode no_gradients;
  const auto weights = synthetic_weights(parameter_manifest("mam-vit-b"), /*seed=*/1, 8);
  const Parameters all(*weights);
  MaskToMatte matte(all / "m2m", Blocks::lean());
  all.load(2);
  matte.fold();
  at::manual_seed(7);
  const at::Tensor features =
      at::randn({1, 256, 64, 64}).contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor picture = at::randn({1, 3, 1024, 1024});
  const at::Tensor guide = (at::randn({1, 1, 256, 256}) > 0).to(at::kFloat);
  const Probes all_of_it = [](const std::string&, const at::Tensor&) {};
  for (const MapSize needed : {MapSize{1024, 397}, MapSize{171, 1024}}) {
    const MatteMaps whole = matte(features, picture, guide, needed, all_of_it);
    const MatteMaps part = matte(features, picture, guide, needed, {});
    EXPECT_EQ(part.os1.sizes(), (std::vector<std::int64_t>{1, 1, needed.rows, needed.columns}));
    EXPECT_LT(largest(whole.os8 - part.os8), 1e-5);
    EXPECT_LT(largest(whole.os4 - part.os4), 1e-5);
    EXPECT_LT(largest(whole.os1 - part.os1), 1e-5);
    EXPECT_GT(whole.os1.std().item<double>(), 0.01) << "flat maps would agree anyway";
  }
}

}  // namespace
}  // namespace mbench
