#include "cli/progress_bar.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

namespace mbench {
namespace {

/// A bar that writes to a text, on a clock and a width that the test turns.
struct Stage {
  std::ostringstream out;
  double now_s = 100;
  int columns = 80;
  ProgressStyle style(bool terminal) {
    ProgressStyle style;
    style.terminal = terminal;
    style.columns = [this] { return columns; };
    style.now_s = [this] { return now_s; };
    return style;
  }
  /// What the last redraw left on the line.
  std::string line() const {
    const std::string text = out.str();
    return text.substr(text.rfind("\033[J") == std::string::npos ? 0 : text.rfind("\033[J") + 3);
  }
};

TEST(ProgressBar, ShowsShareRateAndTimeLeft) {
  Stage stage;
  ProgressBar bar(stage.out, stage.style(true));
  bar.begin("score", 20);
  stage.now_s += 10;
  bar.step(5, "cat");
  EXPECT_EQ(stage.line(), "score [#######.......................]  25% 5/20 0.5/s ETA 0:30  cat");
}

TEST(ProgressBar, RedrawsAtMostTenTimesASecond) {
  Stage stage;
  ProgressBar bar(stage.out, stage.style(true));
  bar.begin("score", 1000);
  for (std::size_t i = 1; i <= 500; ++i) {
    stage.now_s += 0.001;
    bar.step(i, "x");
  }
  const std::string text = stage.out.str();
  EXPECT_LE(std::count(text.begin(), text.end(), '\r'), 6);
}

TEST(ProgressBar, FitsEveryWidth) {
  for (int columns = 1; columns <= 120; ++columns) {
    Stage stage;
    stage.columns = columns;
    ProgressBar bar(stage.out, stage.style(true));
    bar.begin("a job with a name", 200);
    stage.now_s += 3;
    bar.step(150, "and what it is working on");
    EXPECT_LT(stage.line().size(), static_cast<std::size_t>(std::max(columns, 2))) << columns;
  }
}

TEST(ProgressBar, ClearsTheLinesThatANarrowedTerminalWrapped) {
  Stage stage;
  ProgressBar bar(stage.out, stage.style(true));
  bar.begin("score", 10);
  stage.now_s += 1;
  bar.step(1, "a name that makes the line rather long");
  const std::size_t drawn = stage.line().size();
  ASSERT_GT(drawn, 60U);
  stage.columns = 30;
  stage.now_s += 1;
  bar.step(2, "b");
  const std::string up = "\033[" + std::to_string((drawn - 1) / 30) + "A\r\033[J";
  EXPECT_NE(stage.out.str().find(up), std::string::npos);
}

TEST(ProgressBar, LeavesNothingOfItselfBehind) {
  Stage stage;
  ProgressBar bar(stage.out, stage.style(true));
  bar.begin("score", 2);
  stage.now_s += 1;
  bar.step(2, "");
  bar.end();
  EXPECT_EQ(stage.line(), "");
}

TEST(ProgressBar, PrintsNotesAboveItself) {
  Stage stage;
  ProgressBar bar(stage.out, stage.style(true));
  bar.begin("score", 2);
  bar.note("look out");
  EXPECT_NE(stage.out.str().find("\r\033[Jlook out\nscore ["), std::string::npos);
}

TEST(ProgressBar, IsALineEveryFewSecondsOnAPipe) {
  Stage stage;
  ProgressBar bar(stage.out, stage.style(false));
  bar.begin("score", 100);
  for (std::size_t i = 1; i <= 100; ++i) {
    stage.now_s += 0.2;
    bar.step(i, "cat");
  }
  bar.end();
  const std::string text = stage.out.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 5);  // 20 s, and the end
  EXPECT_EQ(text.find('\r'), std::string::npos);
  EXPECT_EQ(text.find('\033'), std::string::npos);
  EXPECT_NE(text.find("score: 100/100"), std::string::npos);
}

TEST(ProgressBar, SaysNothingOfAShortJobOnAPipe) {
  Stage stage;
  ProgressBar bar(stage.out, stage.style(false));
  bar.begin("score", 2);
  stage.now_s += 1;
  bar.step(2, "cat");
  bar.end();
  EXPECT_EQ(stage.out.str(), "");
}

TEST(ProgressBar, FollowsAChangeOfPace) {
  Stage stage;
  ProgressBar bar(stage.out, stage.style(true));
  bar.begin("run", 1000);
  bar.step(500, "stored already");  // at once
  for (std::size_t i = 501; i <= 600; ++i) {
    stage.now_s += 10;
    bar.step(i, "x");
  }
  // 400 are left at 10 s each.
  EXPECT_NE(stage.line().find("ETA 1:06:40"), std::string::npos) << stage.line();
}

TEST(ProgressBar, WritesTimesAsAClock) {
  EXPECT_EQ(clock_text(0.4), "0:00");
  EXPECT_EQ(clock_text(59.6), "1:00");
  EXPECT_EQ(clock_text(3600 * 25 + 61), "25:01:01");
}

}  // namespace
}  // namespace mbench
