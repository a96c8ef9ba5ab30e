// The fusion of Matting Anything, alone: on made-up maps, against what the authors' code gave.

#include "runners/networks/matte_fusion.h"

#include "core/error.h"
#include "tests/networks/golden_network.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace mbench {
namespace {

at::Tensor map_of(const GoldenNetwork& golden, const std::string& name) {
  const std::vector<std::int64_t> shape = golden.shape(name);
  return at::tensor(golden.values(name), at::kFloat).view({1, 1, shape[0], shape[1]});
}

class Fusion : public testing::TestWithParam<const char*> {};

TEST_P(Fusion, IsTheAuthorsBitForBit) {
  const char* reference = std::getenv("MBENCH_REFERENCE_DIR");
  if (reference == nullptr) GTEST_SKIP() << "MBENCH_REFERENCE_DIR is not set";
  const GoldenNetwork golden(fs::path(reference) / "parity" / "mam_vitb" / "fusion.safetensors");
  const std::string mode = GetParam();
  const MatteMaps maps{map_of(golden, "alpha_os8"), map_of(golden, "alpha_os4"),
                       map_of(golden, "alpha_os1")};
  const at::Tensor found = fused(maps, map_of(golden, "post_mask"), parse_matte_fusion(mode));
  const at::Tensor expected = map_of(golden, "fused." + mode).squeeze(0).squeeze(0);
  EXPECT_TRUE(at::equal(found, expected))
      << (found != expected).sum().item<std::int64_t>() << " pixels differ";
}

INSTANTIATE_TEST_SUITE_P(Golden, Fusion,
                         testing::Values("postprocess", "plain", "maskguide", "postprocess_twoside",
                                         "maskguide_twoside"),
                         [](const auto& chosen) { return std::string(chosen.param); });

TEST(FusionMode, IsPostprocessUnlessSaid) {
  EXPECT_EQ(parse_matte_fusion(""), MatteFusion::postprocess);
}

TEST(FusionMode, TakesEitherSpellingOfTwoSide) {
  EXPECT_EQ(parse_matte_fusion("maskguide-twoside"), MatteFusion::mask_guide_two_side);
  EXPECT_EQ(parse_matte_fusion("maskguide_twoside"), MatteFusion::mask_guide_two_side);
}

TEST(FusionMode, NamesAllWhenAskedForAnother) {
  try {
    parse_matte_fusion("best");
    FAIL() << "no exception";
  } catch (const UsageError& error) {
    EXPECT_NE(error.hint().find("maskguide-twoside and sam"), std::string::npos);
  }
}

MatteMaps flat_maps(float os8, float os4, float os1) {
  return {at::full({1, 1, 12, 9}, os8), at::full({1, 1, 12, 9}, os4), at::full({1, 1, 12, 9}, os1)};
}

TEST(FusionMode, SamIsTheMaskItself) {
  const at::Tensor mask = at::eye(12, 9).view({1, 1, 12, 9});
  EXPECT_TRUE(
      at::equal(fused(flat_maps(0.5F, 0.5F, 0.5F), mask, MatteFusion::mask), at::eye(12, 9)));
}

TEST(FusionMode, TakesTheFinestMapWhereAllIsHalfTransparent) {
  const at::Tensor mask = at::ones({1, 1, 12, 9});
  EXPECT_TRUE(at::equal(fused(flat_maps(0.25F, 0.5F, 0.75F), mask, MatteFusion::plain),
                        at::full({12, 9}, 0.75F)));
}

TEST(FusionMode, FindsNothingInAnEmptyMask) {
  const at::Tensor mask = at::zeros({1, 1, 12, 9});
  EXPECT_TRUE(at::equal(fused(flat_maps(0.5F, 0.5F, 0.5F), mask, MatteFusion::postprocess),
                        at::zeros({12, 9})));
}

TEST(FusionMode, CountsTheLastRowAndColumnOfTheMaskAsOutside) {
  at::Tensor mask = at::zeros({1, 1, 12, 9});
  mask.narrow(2, 3, 4).narrow(3, 2, 5).fill_(1);
  // An opaque map has no band within; the band around it gets the finer maps, which are 0.
  const at::Tensor found = fused(flat_maps(0.999F, 0, 0), mask, MatteFusion::postprocess);
  at::Tensor expected = mask.view({12, 9}).clone();
  expected.narrow(0, 3, 3).narrow(1, 2, 4).fill_(0.999F);
  EXPECT_TRUE(at::equal(found, expected));
}

}  // namespace
}  // namespace mbench
