#include "runners/weights/spectral_norm.h"

#include "core/error.h"

#include <cmath>

#include <gtest/gtest.h>

namespace mbench {
namespace {

using Floats = std::vector<float>;

TEST(SpectralNorm, DividesByTheProductWithBothVectors) {
  // M = [[1, 2], [3, 4], [5, 6]]: u . (M v) = (1, 0, 1) . (3, 7, 11) = 14.
  Floats weight{1, 2, 3, 4, 5, 6};
  fold_spectral_norm("w", {3, 2}, weight, {1, 0, 1}, {1, 1});
  float expected = 0;
  for (const float value : weight) EXPECT_FLOAT_EQ(value, ++expected / 14);
}

TEST(SpectralNorm, TakesTheSecondSideAsRowsWhereTheLengthsSaySo) {
  // Shape (2, 3, 1): as rows of the second side M = [[1, 4], [2, 5], [3, 6]].
  Floats weight{1, 2, 3, 4, 5, 6};
  fold_spectral_norm("w", {2, 3, 1}, weight, {0, 0, 1}, {1, 1});  // 3 + 6
  EXPECT_FLOAT_EQ(weight[5], 6.0F / 9.0F);
}

TEST(SpectralNorm, RefusesLengthsThatFitNoSide) {
  Floats weight(6, 1.0F);
  EXPECT_THROW(fold_spectral_norm("w", {3, 2}, weight, {1, 1, 1, 1}, {1, 1}), ModelError);
}

TEST(SpectralNorm, RefusesADivisorOfZero) {
  Floats weight(6, 1.0F);
  EXPECT_THROW(fold_spectral_norm("w", {3, 2}, weight, {0, 0, 0}, {1, 1}), ModelError);
  weight[0] = NAN;
  EXPECT_THROW(fold_spectral_norm("w", {3, 2}, weight, {1, 1, 1}, {1, 1}), ModelError);
}

TEST(SpectralNorm, KnowsTheThreeFormsOfAName) {
  const std::vector<SpectralNames> forms = spectral_forms("a.conv.weight");
  ASSERT_EQ(forms.size(), 3U);
  EXPECT_EQ(forms[0].weight, "a.conv.weight_orig");
  EXPECT_EQ(forms[1].u, "a.conv.parametrizations.weight.0._u");
  EXPECT_EQ(forms[2].weight, "a.conv.weight_bar");
  EXPECT_TRUE(spectral_forms("a.conv.bias").empty());
}

TEST(PowerStep, TurnsTheVectorsTowardsTheLargestSingularValue) {
  // M = [[3, 0], [0, 1]] and u = (0.6, 0.8): M'u = (1.8, 0.8), M M'u = (5.4, 0.8).
  Floats u{0.6F, 0.8F};
  Floats v(2);
  power_step({3, 0, 0, 1}, u, v);
  EXPECT_NEAR(v[0], 1.8 / std::hypot(1.8, 0.8), 1e-6);
  EXPECT_NEAR(v[1], 0.8 / std::hypot(1.8, 0.8), 1e-6);
  EXPECT_NEAR(u[0], 5.4 / std::hypot(5.4, 0.8), 1e-6);
  EXPECT_NEAR(u[1], 0.8 / std::hypot(5.4, 0.8), 1e-6);
}

}  // namespace
}  // namespace mbench
