#include "reports/html_number.h"

#include <gtest/gtest.h>

#include <limits>

namespace mbench {
namespace {

const std::string kSpace = "\xE2\x80\xAF";
const std::string kMinus = "\xE2\x88\x92";

TEST(Grouped, PartsThousandsFromFiveDigitsOn) {
  EXPECT_EQ(grouped(1234, 0), "1234");
  EXPECT_EQ(grouped(12345.678, 1), "12" + kSpace + "345.7");
  EXPECT_EQ(grouped(1234567, 0), "1" + kSpace + "234" + kSpace + "567");
}

TEST(Grouped, WritesATrueMinusButNoneBeforeZero) {
  EXPECT_EQ(grouped(-1.5, 1), kMinus + "1.5");
  EXPECT_EQ(grouped(-0.01, 1), "0.0");
}

TEST(Grouped, ShowsWhatIsNotFiniteAsAbsent) {
  EXPECT_EQ(grouped(std::numeric_limits<double>::quiet_NaN(), 2), kHtmlAbsent);
  EXPECT_EQ(grouped(std::numeric_limits<double>::infinity(), 2), kHtmlAbsent);
}

TEST(ColumnDecimals, GiveTheSmallestFigureThreeSignificantDigits) {
  EXPECT_EQ(column_decimals({5.34, 56.01}), 2);
  EXPECT_EQ(column_decimals({0.0534, 0.9}), 4);
  EXPECT_EQ(column_decimals({534.2, 900.0}), 0);
}

TEST(ColumnDecimals, DoNotMakeTheLargestFigureLongerThanSevenDigits) {
  EXPECT_EQ(column_decimals({0.012, 12345.0}), 2);
}

TEST(ColumnDecimals, IgnoreZeroAndWhatIsNotFinite) {
  EXPECT_EQ(column_decimals({0.0, std::numeric_limits<double>::quiet_NaN(), 12.3}), 1);
  EXPECT_EQ(column_decimals({}), 0);
}

TEST(AlignedNumber, PutsThePointsOfAColumnAboveEachOther) {
  const std::string digit = "\xE2\x80\x87";
  const std::string point = "\xE2\x80\x88";
  const AlignedNumber small = aligned_number(0.449, 3);
  EXPECT_EQ(small.text, "0.449");
  EXPECT_EQ(small.padding, "");
  const AlignedNumber middle = aligned_number(26.25, 3);
  EXPECT_EQ(middle.text, "26.2");
  EXPECT_EQ(middle.padding, digit + digit);
  const AlignedNumber large = aligned_number(3226.9, 3);
  EXPECT_EQ(large.text, "3227");
  EXPECT_EQ(large.padding, point + digit + digit + digit);
}

TEST(ExactNumber, ReadsBackAsTheSameFigure) {
  EXPECT_EQ(std::stod(exact_number(0.1 + 0.2)), 0.1 + 0.2);
  EXPECT_EQ(exact_number(4), "4");
}

}  // namespace
}  // namespace mbench
