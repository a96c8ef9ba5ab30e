#include "reports/metric_display.h"

#include <gtest/gtest.h>

#include <limits>

namespace mbench {
namespace {

TEST(DisplayNumber, HasFourSignificantDigitsAndNoExponent) {
  EXPECT_EQ(display_number(1.0), "1.000");
  EXPECT_EQ(display_number(12.3456), "12.35");
  EXPECT_EQ(display_number(123.456), "123.5");
  EXPECT_EQ(display_number(1234.56), "1235");
  EXPECT_EQ(display_number(123456.7), "123457");
  EXPECT_EQ(display_number(0.0123456), "0.01235");
  EXPECT_EQ(display_number(1e-7), "0.0000001000");
  EXPECT_EQ(display_number(-2.5), "-2.500");
}

TEST(DisplayNumber, CountsDigitsAfterRounding) {
  EXPECT_EQ(display_number(9.9996), "10.00");
  EXPECT_EQ(display_number(999.96), "1000");
}

TEST(DisplayNumber, TellsNothingFromZero) {
  EXPECT_EQ(display_number(std::nullopt), "–");
  EXPECT_EQ(display_number(std::numeric_limits<double>::quiet_NaN()), "–");
  EXPECT_EQ(display_number(0.0), "0");
}

TEST(MetricDisplay, ShowsMseInThousandthsAsPapersDo) {
  const MetricDisplay mse = metric_display("matlab", "mse");
  EXPECT_EQ(mse.label, "MSE");
  EXPECT_EQ(mse.unit, "10⁻³");
  EXPECT_EQ(mse.factor, 1000);
  EXPECT_EQ(metric_display("matlab", "sad").unit, "10³");
  EXPECT_EQ(metric_display("matlab", "grad").label, "Grad");
  EXPECT_EQ(metric_display("matlab", "conn").factor, 1);
}

TEST(MetricDisplay, ClaimsNoUnitThatItDoesNotKnow) {
  const MetricDisplay other = metric_display("somebody's", "mse");
  EXPECT_EQ(other.label, "MSE");
  EXPECT_EQ(other.unit, "");
  EXPECT_EQ(other.factor, 1);
  EXPECT_EQ(metric_display("matlab", "sad_trimap").label, "sad_trimap");
}

}  // namespace
}  // namespace mbench
