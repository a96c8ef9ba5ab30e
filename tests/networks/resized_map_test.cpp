#include "runners/networks/resized_map.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace mbench {
namespace {

struct Sizes {
  std::int64_t from[2];
  std::int64_t to[2];
};

TEST(ResizedMap, IsBilinearInterpolation) {
  const std::vector<Sizes> sizes{
      {{681, 1024}, {300, 451}}, {{64, 48}, {1000, 777}}, {{1, 1}, {5, 7}}, {{1, 9}, {3, 4}},
      {{7, 1}, {1, 3}},          {{33, 21}, {33, 21}},    {{5, 5}, {1, 1}}, {{2, 3}, {400, 1}}};
  for (const Sizes& each : sizes) {
    const at::Tensor map = at::rand({1, 1, each.from[0], each.from[1]}, at::kFloat);
    const at::Tensor expected =
        at::upsample_bilinear2d(map.to(at::kDouble), each.to, /*align_corners=*/false);
    const at::Tensor found = resized_map(map, each.to[0], each.to[1]);
    EXPECT_EQ(found.sizes(), expected.sizes());
    // The scale's rounding moves a place below 1024 by up to 6e-5.
    EXPECT_LE((found.to(at::kDouble) - expected).abs().max().item<double>(), 1e-4)
        << each.from[0] << " x " << each.from[1] << " to " << each.to[0] << " x " << each.to[1];
  }
}

// A ramp's value is the place itself.
TEST(ResizedMap, RoundsPlacesAsTheGoldenOutputsDo) {
  const at::Tensor ramp = at::arange(1024, at::kFloat).view({1, 1, 1, 1024});
  const at::Tensor found = resized_map(ramp, 1, 451).view(-1);
  for (std::int64_t i = 0; i < 451; ++i) {
    const double scale = 1024.0F / 451.0F;
    const double place = scale * (static_cast<double>(i) + 0.5) - 0.5;
    const auto first = static_cast<float>(std::floor(place));
    const auto share = static_cast<float>(place - std::floor(place));
    const float second = std::min(first + 1, 1023.0F);
    EXPECT_EQ(found[i].item<float>(), (1 - share) * first + share * second) << i;
  }
}

TEST(ResizedMap, TakesAPartOfAMap) {
  const at::Tensor whole = at::rand({1, 1, 40, 50}, at::kFloat);
  const at::Tensor part = whole.narrow(2, 0, 23).narrow(3, 0, 31);
  EXPECT_TRUE(at::equal(resized_map(part, 17, 60), resized_map(part.contiguous(), 17, 60)));
}

TEST(ResizedMap, OfTheSameSizeIsTheMap) {
  const at::Tensor map = at::rand({1, 1, 12, 34}, at::kFloat);
  EXPECT_TRUE(at::equal(resized_map(map, 12, 34), map));
}

}  // namespace
}  // namespace mbench
