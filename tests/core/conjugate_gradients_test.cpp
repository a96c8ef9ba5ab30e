#include "core/conjugate_gradients.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

/// 2 on the diagonal, -1 beside it.
void multiply_chain(const Vector& x, Vector& product) {
  for (std::size_t i = 0; i < x.size(); ++i) {
    product[i] = 2 * x[i] - (i > 0 ? x[i - 1] : 0) - (i + 1 < x.size() ? x[i + 1] : 0);
  }
}

void copy(const Vector& x, Vector& y) { y = x; }

// Second differences of i·(n+1-i)/2 are 1.
TEST(ConjugateGradients, SolvesAChainOfSecondDifferences) {
  ThreadTeam team(2);
  const std::size_t size = 100;
  const auto result =
      conjugate_gradients({multiply_chain, copy}, Vector(size, 1.0), 1e-12, 200, team);
  EXPECT_LE(result.residual, 1e-12);
  EXPECT_LE(result.iterations, 100);
  for (std::size_t i = 1; i <= size; ++i) {
    const double expected = 0.5 * static_cast<double>(i) * static_cast<double>(size + 1 - i);
    EXPECT_NEAR(result.solution[i - 1], expected, 1e-8 * expected);
  }
}

TEST(ConjugateGradients, NeedsOneIterationWithTheInverseAsPreconditioner) {
  ThreadTeam team(1);
  const auto scale = [](double factor) {
    return [factor](const Vector& x, Vector& y) {
      for (std::size_t i = 0; i < x.size(); ++i) y[i] = factor * x[i];
    };
  };
  const auto result = conjugate_gradients({scale(4), scale(0.25)}, {1, 2, 3}, 1e-10, 10, team);
  EXPECT_EQ(result.iterations, 1);
  EXPECT_DOUBLE_EQ(result.solution[2], 0.75);
}

TEST(ConjugateGradients, StopsAtOnceForARightSideOfZero) {
  ThreadTeam team(1);
  const auto result = conjugate_gradients({multiply_chain, copy}, Vector(5), 1e-7, 10, team);
  EXPECT_EQ(result.iterations, 0);
  EXPECT_EQ(result.solution, Vector(5));
}

TEST(ConjugateGradients, ReportsWhatIsLeftWhenItRunsOutOfIterations) {
  ThreadTeam team(1);
  const auto result = conjugate_gradients({multiply_chain, copy}, Vector(100, 1.0), 1e-12, 3, team);
  EXPECT_EQ(result.iterations, 3);
  EXPECT_GT(result.residual, 0.1);
}

TEST(ConjugateGradients, GivesTheSameBitsForEveryNumberOfThreads) {
  ThreadTeam one(1);
  ThreadTeam four(4);
  const Vector right_side(100000, 1.0);
  const LinearSystem system{multiply_chain, copy};
  EXPECT_EQ(conjugate_gradients(system, right_side, 1e-12, 50, one).solution,
            conjugate_gradients(system, right_side, 1e-12, 50, four).solution);
}

}  // namespace
}  // namespace mbench
