#include "cli/prompt_text.h"

#include "core/error.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

const cv::Size kImage(10, 20);

TEST(PromptText, ReadsBoxesAndPoints) {
  const BoxPrompt box = parse_box("1,2.5,9,19", kImage);
  EXPECT_EQ(box.left, 1);
  EXPECT_EQ(box.top, 2.5);
  EXPECT_EQ(box.right, 9);
  EXPECT_EQ(box.bottom, 19);
  EXPECT_TRUE(parse_point("0,0,1", kImage).inside);
  EXPECT_FALSE(parse_point("9,19,0", kImage).inside);
}

TEST(PromptText, RefusesWhatIsNoBox) {
  for (const char* text : {"", "1,2,3", "1,2,3,4,5", "1,2,3,x", "1,2,3,", "a", "1 2 3 4",
                           "nan,0,1,1", "-1,0,5,5", "0,0,10,5", "0,0,5,20", "5,0,4,5", "0,5,4,4"}) {
    EXPECT_THROW(parse_box(text, kImage), UsageError) << text;
  }
}

TEST(PromptText, RefusesWhatIsNoPoint) {
  for (const char* text : {"", "1,2", "1,2,3", "1,2,-1", "10,2,1", "1,20,0", "1,2,1,", "inf,2,1"}) {
    EXPECT_THROW(parse_point(text, kImage), UsageError) << text;
  }
}

}  // namespace
}  // namespace mbench
