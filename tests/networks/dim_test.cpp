// What the golden alphas of DIM do not show.

#include "core/error.h"
#include "runners/networks/network.h"
#include "runners/weights/synthetic_weights.h"
#include "tests/networks/golden_network.h"
#include "tests/support/builders.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace mbench {
namespace {

MattingInput flat_input(int width, int height) {
  return {noise_image(width, height, 1), flat_trimap(width, height, 128), {}, {}};
}

std::unique_ptr<Network> made(const char* name) {
  return make_network(name, *synthetic_weights(parameter_manifest(name), 1), {});
}

void expect_sound(const Network& network, int width, int height) {
  const at::Tensor alpha = network.infer(flat_input(width, height));
  ASSERT_EQ(alpha.sizes(), (at::IntArrayRef{height, width}));
  EXPECT_TRUE((alpha >= 0).logical_and(alpha <= 1).all().item<bool>());
}

TEST(Dim, TakesImagesThatCanBeMirrored) {
  const c10::InferenceMode no_gradients;
  const auto network = made("dim");
  expect_sound(*network, 17, 32);
  expect_sound(*network, 33, 17);
  EXPECT_THROW(network->infer(flat_input(16, 40)), ModelError);
  EXPECT_THROW(network->infer(flat_input(40, 1)), ModelError);
  EXPECT_THROW(network->infer({noise_image(40, 40, 1), {}, {}, {}}), ModelError);
}

TEST(DimFoamliu, TakesImagesThatCanBePooledFiveTimes) {
  const c10::InferenceMode no_gradients;
  const auto network = made("dim-foamliu");
  expect_sound(*network, 32, 63);
  EXPECT_THROW(network->infer(flat_input(31, 64)), ModelError);
  EXPECT_THROW(network->infer(flat_input(64, 1)), ModelError);
}

TEST(Dim, IsTheEncoderDecoderAloneWithoutARefiner) {
  const char* reference = std::getenv("MBENCH_REFERENCE_DIR");
  if (reference == nullptr) GTEST_SKIP() << "MBENCH_REFERENCE_DIR is not set";
  const c10::InferenceMode no_gradients;
  ParameterManifest manifest = parameter_manifest("dim");
  auto& all = manifest.parameters;
  all.erase(std::remove_if(all.begin(), all.end(),
                           [](const Parameter& one) { return one.name.rfind("refiner.", 0) == 0; }),
            all.end());
  const GoldenNetwork golden(fs::path(reference) / "parity/dim_mmagic/case-151x217.safetensors");
  const MattingInput given = golden.input();
  const at::Tensor alpha = make_network("dim", *synthetic_weights(manifest, 1), {})->infer(given);
  const std::vector<std::int64_t> padded = golden.shape("raw_stage1");
  std::vector<float> stored = golden.values("raw_stage1");
  const at::Tensor expected =
      at::from_blob(stored.data(), padded, at::kFloat).slice(0, 0, 151).slice(1, 0, 217);
  const cv::Mat& trimap = given.trimap->pixels();
  const at::Tensor unknown =
      at::from_blob(trimap.data, {151, 217}, at::kByte).to(at::kInt) == Trimap::kUnknown;
  EXPECT_LE((alpha - expected).masked_select(unknown).abs().max().item<double>(), 2e-5);
}

}  // namespace
}  // namespace mbench
