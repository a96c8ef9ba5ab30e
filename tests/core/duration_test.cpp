#include "core/duration.h"

#include "core/error.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

TEST(Duration, IsReadAsPeopleWriteIt) {
  EXPECT_DOUBLE_EQ(parse_duration_s("90s"), 90);
  EXPECT_DOUBLE_EQ(parse_duration_s("30m"), 1800);
  EXPECT_DOUBLE_EQ(parse_duration_s("2h"), 7200);
  EXPECT_DOUBLE_EQ(parse_duration_s("1h30m"), 5400);
  EXPECT_DOUBLE_EQ(parse_duration_s("1h0m5s"), 3605);
  EXPECT_DOUBLE_EQ(parse_duration_s("1.5h"), 5400);
  EXPECT_DOUBLE_EQ(parse_duration_s("0.25s"), 0.25);
}

TEST(Duration, IsRefusedInAnyOtherForm) {
  for (const char* text : {"", "2", "h", "0s", "-1s", "2 h", "2h ", "30m1h", "1h1h", "2d", "1e3s",
                           "nans", "infs", "999999999h", "+2h"}) {
    EXPECT_THROW(parse_duration_s(text), UsageError) << text;
  }
}

TEST(Duration, IsWrittenAsItIsRead) {
  for (const char* text : {"90s", "30m", "2h", "1h30m", "1h30m5s", "0.25s"}) {
    EXPECT_DOUBLE_EQ(parse_duration_s(duration_text(parse_duration_s(text))),
                     parse_duration_s(text));
  }
  EXPECT_EQ(duration_text(90), "1m30s");
  EXPECT_EQ(duration_text(5400), "1h30m");
  EXPECT_EQ(duration_text(0.25), "0.25s");
}

}  // namespace
}  // namespace mbench
