#include "runners/models/augmented_input.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

namespace mbench {
namespace {

/// 4 wide, 3 high; one pixel at (3, 1) is foreground, red and the object of every prompt.
MattingInput marked_sample() {
  cv::Mat image(3, 4, CV_8UC3, cv::Scalar::all(0));
  image.at<cv::Vec3b>(1, 3) = {200, 0, 0};
  cv::Mat trimap(3, 4, CV_8UC1, cv::Scalar(128));
  trimap.at<unsigned char>(1, 3) = 255;
  cv::Mat mask(3, 4, CV_32FC1, cv::Scalar(0));
  mask.at<float>(1, 3) = 1;
  MattingInput input{Image(image), Trimap(trimap), {}};
  input.prompt.box = BoxPrompt{3, 1, 3, 1};
  input.prompt.points = {{3, 1, true}, {0, 2, false}};
  input.prompt.mask = Alpha(mask);
  return input;
}

/// That the marked pixel is at (x, y) in everything.
void expect_mark_at(const MattingInput& view, int x, int y) {
  EXPECT_EQ(view.image.pixels().at<cv::Vec3b>(y, x)[0], 200);
  EXPECT_EQ(view.trimap->pixels().at<unsigned char>(y, x), 255);
  EXPECT_EQ(view.prompt.mask->pixels().at<float>(y, x), 1.0F);
  EXPECT_EQ(view.prompt.box->left, x);
  EXPECT_EQ(view.prompt.box->right, x);
  EXPECT_EQ(view.prompt.box->top, y);
  EXPECT_EQ(view.prompt.box->bottom, y);
  EXPECT_EQ(view.prompt.points[0].x, x);
  EXPECT_EQ(view.prompt.points[0].y, y);
  EXPECT_TRUE(view.prompt.points[0].inside);
  EXPECT_FALSE(view.prompt.points[1].inside);
}

TEST(AugmentedInput, LeavesTheSampleAloneIfAsked) {
  expect_mark_at(augmented_input(marked_sample(), {1, 0, false}), 3, 1);
}

TEST(AugmentedInput, MirrorsEverything) {
  expect_mark_at(augmented_input(marked_sample(), {1, 0, true}), 0, 1);
}

TEST(AugmentedInput, TurnsEverythingCounterClockwise) {
  const MattingInput turned = augmented_input(marked_sample(), {1, 1, false});
  EXPECT_EQ(turned.image.size(), cv::Size(3, 4));
  expect_mark_at(turned, 1, 0);
  expect_mark_at(augmented_input(marked_sample(), {1, 2, false}), 0, 1);
  expect_mark_at(augmented_input(marked_sample(), {1, 3, false}), 1, 3);
}

TEST(AugmentedInput, MirrorsAfterTurning) {
  expect_mark_at(augmented_input(marked_sample(), {1, 1, true}), 1, 0);
  expect_mark_at(augmented_input(marked_sample(), {1, 2, true}), 3, 1);
  EXPECT_EQ(augmented_input(marked_sample(), {1, 1, true}).prompt.points[1].x, 0);
  EXPECT_EQ(augmented_input(marked_sample(), {1, 1, true}).prompt.points[1].y, 3);
}

TEST(AugmentedInput, KeepsTheOrderOfABoxsCorners) {
  MattingInput input = marked_sample();
  input.prompt.box = BoxPrompt{0, 1, 2, 2};
  const BoxPrompt box = *augmented_input(input, {1, 1, false}).prompt.box;
  EXPECT_EQ(box.left, 1);
  EXPECT_EQ(box.top, 1);
  EXPECT_EQ(box.right, 2);
  EXPECT_EQ(box.bottom, 3);
}

TEST(AugmentedInput, ResizesByPixelCentresAndKeepsTrimapValues) {
  const MattingInput twice = augmented_input(marked_sample(), {2, 0, false});
  EXPECT_EQ(twice.image.size(), cv::Size(8, 6));
  EXPECT_EQ(twice.trimap->off_values(), 0);
  EXPECT_EQ(cv::countNonZero(twice.trimap->pixels() == 255), 4);
  EXPECT_EQ(twice.trimap->pixels().at<unsigned char>(2, 6), 255);
  EXPECT_EQ(twice.prompt.points[0].x, 6.5);
  EXPECT_EQ(twice.prompt.points[0].y, 2.5);
  EXPECT_EQ(twice.prompt.box->right, 6.5);
}

TEST(AugmentedInput, ShrinksByArea) {
  const MattingInput half = augmented_input(marked_sample(), {0.5, 0, false});
  EXPECT_EQ(half.image.size(), cv::Size(2, 2));  // 1.5 rows are 2
  EXPECT_EQ(half.prompt.points[0].x, 1);         // (3 + 0.5) / 2 - 0.5 is 1.25, beyond the last
  cv::Mat image(2, 2, CV_8UC3, cv::Scalar::all(0));
  image.at<cv::Vec3b>(0, 0) = {200, 0, 0};
  const MattingInput mean = augmented_input({Image(image), std::nullopt, {}}, {0.5, 0, false});
  EXPECT_EQ(mean.image.pixels().at<cv::Vec3b>(0, 0)[0], 50);
  EXPECT_FALSE(mean.trimap);
}

TEST(AugmentedInput, IsNeverEmpty) {
  const cv::Mat image(1, 3, CV_8UC3, cv::Scalar::all(7));
  EXPECT_EQ(augmented_input({Image(image), std::nullopt, {}}, {0.1, 0, false}).image.size(),
            cv::Size(1, 1));
}

}  // namespace
}  // namespace mbench
