#include "reports/csv_writer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>
#include <sstream>

namespace mbench {
namespace {

std::string as_text(std::string_view value) {
  std::ostringstream out;
  CsvWriter(out).text(value);
  return out.str();
}

std::string as_number(const std::optional<double>& value) {
  std::ostringstream out;
  CsvWriter(out).number(value);
  return out.str();
}

TEST(CsvWriter, SeparatesFieldsAndEndsLines) {
  std::ostringstream out;
  CsvWriter csv(out);
  csv.text("a").number(0.5).integer(3).text("").integer(std::nullopt).end_line();
  csv.text("").text("b").end_line();
  EXPECT_EQ(out.str(), "a,0.5,3,,\n,b\n");
}

TEST(CsvWriter, QuotesWhatWouldEndAField) {
  EXPECT_EQ(as_text("plain text; it's"), "plain text; it's");
  EXPECT_EQ(as_text("a,b"), "\"a,b\"");
  EXPECT_EQ(as_text("say \"so\""), "\"say \"\"so\"\"\"");
  EXPECT_EQ(as_text("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(as_text("two\r\nlines"), "\"two\r\nlines\"");
}

TEST(CsvWriter, GivesSpreadsheetsNoFormula) {
  EXPECT_EQ(as_text("=HYPERLINK(\"http://x\")"), "\"'=HYPERLINK(\"\"http://x\"\")\"");
  EXPECT_EQ(as_text("+1"), "'+1");
  EXPECT_EQ(as_text("-2"), "'-2");
  EXPECT_EQ(as_text("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(as_text("\tx"), "'\tx");
  EXPECT_EQ(as_text("a=b"), "a=b");
}

TEST(CsvWriter, LeavesNumbersNegativeOnes) { EXPECT_EQ(as_number(-0.25), "-0.25"); }

TEST(CsvWriter, WritesTheShortestNumberThatIsReadBackTheSame) {
  EXPECT_EQ(as_number(0.1), "0.1");
  EXPECT_EQ(as_number(5.0), "5");
  EXPECT_EQ(as_number(1.0 / 3), "0.3333333333333333");
  std::mt19937_64 random(3);
  for (int i = 0; i < 2000; ++i) {
    const double value = std::ldexp(static_cast<double>(random()), static_cast<int>(i % 200) - 150);
    EXPECT_EQ(std::strtod(as_number(value).c_str(), nullptr), value);
  }
}

TEST(CsvWriter, LeavesAbsentNumbersEmpty) {
  EXPECT_EQ(as_number(std::nullopt), "");
  EXPECT_EQ(as_number(std::numeric_limits<double>::quiet_NaN()), "");
  EXPECT_EQ(as_number(std::numeric_limits<double>::infinity()), "");
  EXPECT_EQ(as_number(0.0), "0");
}

}  // namespace
}  // namespace mbench
