#include "metrics/score_card.h"

#include "core/error.h"
#include "tests/support/builders.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

double figure(const ScoreCard& card, const std::string& name) {
  for (const MetricValue& metric : card) {
    if (metric.name == name && metric.value) return *metric.value;
  }
  ADD_FAILURE() << "no figure named " << name;
  return -1;
}

TEST(ScoreCard, CountsEachFullyWrongUnknownPixelAsOneThousandth) {
  const Trimap trimap = flat_trimap(4, 2, Trimap::kUnknown);
  const ScoreCard card = score("matlab", flat_bytes(4, 2, 255), flat_bytes(4, 2, 0), &trimap);
  EXPECT_DOUBLE_EQ(figure(card, "sad"), 0.008);
  EXPECT_DOUBLE_EQ(figure(card, "mse"), 1.0);
  EXPECT_DOUBLE_EQ(figure(card, "grad"), 0.0);
}

TEST(ScoreCard, HasNoMeanWhereNothingIsUnknown) {
  const Trimap trimap = flat_trimap(4, 2, Trimap::kForeground);
  const ScoreCard card = score("matlab", flat_bytes(4, 2, 255), flat_bytes(4, 2, 0), &trimap);
  EXPECT_DOUBLE_EQ(figure(card, "sad"), 0.0);
  EXPECT_EQ(card[1].name, "mse");
  EXPECT_FALSE(card[1].value.has_value());
}

TEST(ScoreCard, RejectsDifferentSizes) {
  const Trimap trimap = flat_trimap(4, 2, Trimap::kUnknown);
  EXPECT_THROW(score("matlab", flat_bytes(4, 2, 0), flat_bytes(2, 4, 0), &trimap), DataError);
}

TEST(ScoreCard, RejectsAMissingTrimapAsWrongUse) {
  EXPECT_THROW(score("matlab", flat_bytes(4, 2, 0), flat_bytes(4, 2, 0), nullptr), UsageError);
}

TEST(ScoreCard, SuggestsTheNearestConvention) {
  try {
    find_convention("matlb");
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_NE(error.hint().find("matlab"), std::string::npos);
  }
}

}  // namespace
}  // namespace mbench
