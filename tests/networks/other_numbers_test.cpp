// Networks in other numbers than float32 on the CPU: that is what a GPU runs, LibTorch's own
// operations in place of our kernels, as far as it can be tried without one.

#include "runners/networks/attention.h"
#include "runners/networks/network.h"
#include "runners/networks/pooling_places.h"
#include "runners/weights/parameter_manifest.h"
#include "runners/weights/weight_source.h"
#include "tests/networks/scene.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace mbench {
namespace {

at::Tensor alpha_in(const std::string& name, const MattingInput& input, at::ScalarType numbers,
                    const Blocks& blocks = {}) {
  constexpr int kTwo = 2;
  at::set_num_threads(kTwo);
  const auto weights = open_weights(parameter_manifest(name), "synthetic:1");
  NetworkOptions options;
  options.threads = kTwo;
  options.blocks = blocks;
  options.max_tokens = 150;
  options.compute.numbers = numbers;
  return make_network(name, *weights, options)->infer(input).clone();
}

class OtherNumbers : public testing::TestWithParam<std::string> {};

TEST_P(OtherNumbers, Float64GivesTheSameAlphaPlainAndLean) {
  const MattingInput input = scene(250, 190);
  const at::Tensor alpha = alpha_in(GetParam(), input, at::kFloat);
  EXPECT_EQ(alpha.scalar_type(), at::kFloat);
  EXPECT_GT(share_between(alpha), 0.05) << "clipped opacities would hide what differs";
  for (const Blocks& blocks : {Blocks(), Blocks::within(0)}) {
    const at::Tensor precise = alpha_in(GetParam(), input, at::kDouble, blocks);
    EXPECT_EQ(precise.scalar_type(), at::kFloat);
    // Where two pixels of Deep Image Matting's pooling nearly tie, each rounding may choose
    // another.
    const bool pools = GetParam().compare(0, 3, "dim") == 0;
    const double off = ((alpha - precise).abs() > 2e-5).to(at::kDouble).mean().item<double>();
    EXPECT_LE(off, pools ? 0.01 : 0);
  }
}

TEST_P(OtherNumbers, Bf16GivesNearlyTheAlpha) {
  const MattingInput input = scene(250, 190);
  const at::Tensor alpha = alpha_in(GetParam(), input, at::kFloat);
  for (const Blocks& blocks : {Blocks(), Blocks::within(0)}) {
    const at::Tensor rough = alpha_in(GetParam(), input, at::kBFloat16, blocks);
    EXPECT_EQ(rough.scalar_type(), at::kFloat);
    const at::Tensor apart = (alpha - rough).abs();
    // Deep Image Matting's pooling finds other places where two pixels nearly tie.
    EXPECT_LE(apart.mean().item<double>(), 0.05);
    EXPECT_GT(apart.max().item<double>(), 1e-4) << "as if nothing had been rounded";
  }
}

// Its pictures are always 1024 x 1024, so it is tried once.
TEST(Bf16, GivesNearlyTheAlphaOfMattingAnything) {
  MattingInput input = scene(250, 190);
  input.prompt.box = BoxPrompt{40, 30, 200, 170};
  const at::Tensor alpha = alpha_in("mam-vit-b", input, at::kFloat, Blocks::lean());
  const at::Tensor rough = alpha_in("mam-vit-b", input, at::kBFloat16, Blocks::lean());
  EXPECT_LE((alpha - rough).abs().mean().item<double>(), 0.05);
  EXPECT_GT(alpha.std().item<double>(), 0.01);
}

INSTANTIATE_TEST_SUITE_P(Networks, OtherNumbers,
                         testing::Values("vitmatte-s", "mematte-s", "aematter", "dim",
                                         "dim-foamliu"),
                         [](const auto& tested) {
                           std::string name = tested.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(AttentionOfPart, IsThatPartOfTheWhole) {
  const c10::InferenceMode no_gradients;
  const TokenGrid grid{5, 7};
  const RelativePositions positions(at::randn({9, 8}), at::randn({13, 8}), grid);
  const at::Tensor queries = at::randn({3, grid.tokens(), 8});
  const at::Tensor keys = at::randn({3, grid.tokens(), 8});
  const at::Tensor values = at::randn({3, grid.tokens(), 8});
  for (const RelativePositions& own : {positions, RelativePositions(grid)}) {
    const at::Tensor whole = attention_of_sets(queries, keys, values, own);
    for (const std::int64_t first : {0, 6, 20}) {
      const at::Tensor part =
          attention_of_part(queries.narrow(1, first, 11), keys, values, own, first);
      EXPECT_LE(most_apart(whole.narrow(1, first, 11), part), 1e-5) << first;
    }
  }
}

TEST(PoolingPlaces, AreTheSameInAllNumbers) {
  for (const auto& [rows, columns] : {std::pair{6, 8}, std::pair{7, 9}, std::pair{2, 3}}) {
    // Few values, so that many are equal.
    const at::Tensor x = at::randint(-3, 4, {1, 8, rows, columns}).to(at::kFloat);
    const Pooled ours = pooled_relu(x);
    const Pooled theirs = pooled_relu(x.to(at::kDouble));
    EXPECT_TRUE(at::equal(ours.places.packed, theirs.places.packed)) << rows;
    EXPECT_EQ(most_apart(ours.values, theirs.values), 0) << rows;
    EXPECT_EQ(
        most_apart(unpooled(ours.values, ours.places), unpooled(theirs.values, theirs.places)), 0)
        << rows;
  }
}

}  // namespace
}  // namespace mbench
