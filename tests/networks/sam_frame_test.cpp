// How an image and what points out its object are fitted to SAM's square of 1024.

#include "runners/networks/sam_frame.h"

#include "core/error.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

MattingInput wide_image() {
  return {Image(cv::Mat(50, 200, CV_8UC3, cv::Scalar::all(128))), std::nullopt, {}};
}

TEST(SamFrame, MakesTheLongerSide1024) {
  EXPECT_EQ(size_for_sam({340, 448}), cv::Size(777, 1024));
  EXPECT_EQ(size_for_sam({451, 300}), cv::Size(1024, 681));
  EXPECT_EQ(size_for_sam({210, 1150}), cv::Size(187, 1024));
  EXPECT_EQ(size_for_sam({1, 1}), cv::Size(1024, 1024));
}

TEST(SamFrame, RefusesAnImageOfWhichASideWouldVanish) {
  EXPECT_EQ(size_for_sam({2048, 1}), cv::Size(1024, 1));
  EXPECT_THROW(size_for_sam({2049, 1}), ModelError);
}

TEST(SamFrame, ScalesBoxAndPointsWithTheImage) {
  MattingInput input = wide_image();
  input.prompt.box = BoxPrompt{10, 20, 30, 40};
  input.prompt.points = {{100, 25, false}};
  const Prompt prompt = prompt_for_sam(input);
  EXPECT_DOUBLE_EQ(prompt.box->left, 51.2);
  EXPECT_DOUBLE_EQ(prompt.box->top, 102.4);
  EXPECT_DOUBLE_EQ(prompt.box->right, 153.6);
  EXPECT_DOUBLE_EQ(prompt.box->bottom, 204.8);
  ASSERT_EQ(prompt.points.size(), 1U);
  EXPECT_DOUBLE_EQ(prompt.points[0].x, 512);
  EXPECT_DOUBLE_EQ(prompt.points[0].y, 128);
  EXPECT_FALSE(prompt.points[0].inside);
}

TEST(SamFrame, BoxesWhatOfTheMaskIsAboveOneHalf) {
  MattingInput input = wide_image();
  cv::Mat mask(50, 200, CV_8U, cv::Scalar(127));
  mask(cv::Rect(25, 10, 50, 5)).setTo(128);
  input.prompt.mask = Alpha(mask);
  const Prompt prompt = prompt_for_sam(input);
  EXPECT_DOUBLE_EQ(prompt.box->left, 25 * 5.12);
  EXPECT_DOUBLE_EQ(prompt.box->top, 10 * 5.12);
  EXPECT_DOUBLE_EQ(prompt.box->right, 74 * 5.12);
  EXPECT_DOUBLE_EQ(prompt.box->bottom, 14 * 5.12);
}

TEST(SamFrame, BoxesTheTrimapOnlyWhereThereIsNoPrompt) {
  MattingInput input = wide_image();
  cv::Mat trimap(50, 200, CV_8U, cv::Scalar(0));
  trimap.at<unsigned char>(30, 100) = 128;
  trimap.at<unsigned char>(40, 110) = 255;
  input.trimap = Trimap(trimap);
  EXPECT_DOUBLE_EQ(prompt_for_sam(input).box->left, 100 * 5.12);
  EXPECT_DOUBLE_EQ(prompt_for_sam(input).box->bottom, 40 * 5.12);
  input.prompt.points = {{100, 25, true}};
  EXPECT_FALSE(prompt_for_sam(input).box.has_value());
}

TEST(SamFrame, SaysWhatItNeedsWhenNothingPointsOutTheObject) {
  try {
    prompt_for_sam(wide_image());
    FAIL() << "no exception";
  } catch (const ModelError& error) {
    EXPECT_STREQ(error.what(), "Matting Anything needs a box, points or a mask");
    EXPECT_NE(error.hint().find("--box x0,y0,x1,y1"), std::string::npos);
  }
}

TEST(SamFrame, RefusesPromptsThatCannotBe) {
  MattingInput swapped = wide_image();
  swapped.prompt.box = BoxPrompt{30, 20, 10, 40};
  EXPECT_THROW(prompt_for_sam(swapped), ModelError);
  MattingInput empty = wide_image();
  empty.prompt.mask = Alpha(cv::Mat(50, 200, CV_8U, cv::Scalar(0)));
  EXPECT_THROW(prompt_for_sam(empty), ModelError);
  MattingInput other_size = wide_image();
  other_size.prompt.mask = Alpha(cv::Mat(50, 100, CV_8U, cv::Scalar(255)));
  EXPECT_THROW(prompt_for_sam(other_size), ModelError);
}

}  // namespace
}  // namespace mbench
