#include "runners/networks/pooling_places.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>
#include <gtest/gtest.h>

#include <limits>
#include <tuple>

namespace mbench {
namespace {

/// Few different values, so that windows tie, many of them below zero.
at::Tensor tied(std::int64_t channels, std::int64_t height, std::int64_t width) {
  const at::Tensor count = at::arange(channels * height * width, at::kLong);
  return ((count * count + count.div(7, "floor")).remainder(5) - 2)
      .to(at::kFloat)
      .view({1, channels, height, width});
}

class PoolingPlacesOf : public ::testing::TestWithParam<std::tuple<int, int, int>> {};

TEST_P(PoolingPlacesOf, AreThoseOfPyTorch) {
  const auto [channels, height, width] = GetParam();
  const at::Tensor x = tied(channels, height, width);
  const auto [values, indices] = at::max_pool2d_with_indices(at::relu(x), {2, 2}, {2, 2});
  for (const at::Tensor& input : {x, x.contiguous(at::MemoryFormat::ChannelsLast)}) {
    const Pooled pooled = pooled_relu(input);
    EXPECT_TRUE(at::equal(pooled.values, values));
    EXPECT_TRUE(at::equal(pooled.places.indices(), indices));
    const at::Tensor back = unpooled(values + 1, pooled.places);
    EXPECT_TRUE(at::equal(back, at::max_unpool2d(values + 1, indices, {height, width})));
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, PoolingPlacesOf,
                         ::testing::Values(std::tuple(4, 2, 2), std::tuple(64, 9, 14),
                                           std::tuple(8, 6, 35), std::tuple(12, 33, 3)));

TEST(PoolingPlaces, KeepANumberThatIsNone) {
  at::Tensor x = at::ones({1, 4, 2, 2});
  x[0][2][1][0] = std::numeric_limits<float>::quiet_NaN();
  const Pooled pooled = pooled_relu(x);
  EXPECT_TRUE(at::isnan(pooled.values).view(-1).equal(at::tensor({0, 0, 1, 0}).to(at::kBool)));
}

}  // namespace
}  // namespace mbench
