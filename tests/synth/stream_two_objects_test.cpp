#include "synth/stream/two_objects.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

namespace mbench {
namespace {

Layer flat(cv::Size size, int grey, double opacity) {
  return {cv::Mat(size, CV_8UC3, cv::Scalar::all(grey)),
          cv::Mat(size, CV_32FC1, cv::Scalar(opacity))};
}

Layer flat_bytes_layer(cv::Size size, int grey, int opacity) {
  return {cv::Mat(size, CV_8UC3, cv::Scalar::all(grey)),
          cv::Mat(size, CV_8UC1, cv::Scalar(opacity))};
}

TwoObjectPlan over(cv::Size size) {
  TwoObjectPlan plan;
  plan.second = {{}, size};
  return plan;
}

TEST(TwoObjects, TwoHalfTransparentLayersAreThreeQuartersOpaque) {
  const auto both = two_objects(flat({3, 2}, 10, 0.5), flat({3, 2}, 20, 0.5), over({3, 2}));
  ASSERT_TRUE(both);
  EXPECT_EQ(cv::countNonZero(both->alpha != 0.75), 0);
}

TEST(TwoObjects, BytesAreTruncated) {
  // 1 - (127/255)² = 0.751957, times 255 is 191.749.
  const auto both = two_objects(flat_bytes_layer({1, 1}, 10, 128),
                                flat_bytes_layer({1, 1}, 20, 128), over({1, 1}));
  ASSERT_TRUE(both);
  EXPECT_EQ(both->alpha.type(), CV_8UC1);
  EXPECT_EQ(both->alpha.at<std::uint8_t>(0, 0), 191);
}

TEST(TwoObjects, ColourIsWeighedByTheFirstAlphaAloneAndTruncated) {
  // 200·0.5 + 101·0.5 = 150.5, whatever the second alpha.
  for (const double second : {0.0, 0.3, 1.0}) {
    Layer below = flat({2, 1}, 101, second);
    const auto both = two_objects(flat({2, 1}, 200, 0.5), below, over({2, 1}));
    if (second == 1.0) {
      EXPECT_FALSE(both) << "nothing is transparent";
      continue;
    }
    ASSERT_TRUE(both);
    EXPECT_EQ(both->colour.at<cv::Vec3b>(0, 1), cv::Vec3b(150, 150, 150)) << second;
  }
}

TEST(TwoObjects, OnePixelThatStaysTransparentKeepsTheSecond) {
  Layer second = flat({4, 4}, 0, 1.0);
  EXPECT_FALSE(two_objects(flat({4, 4}, 0, 0.5), second, over({4, 4})));
  second.alpha.at<float>(2, 3) = 0.9F;
  EXPECT_TRUE(two_objects(flat({4, 4}, 0, 0.5), second, over({4, 4})));
}

TEST(TwoObjects, TheSecondIsResizedIntoItsRectangleAndCutAtTheCanvas) {
  TwoObjectPlan plan;
  plan.second = {6, -1, 4, 4};
  const auto both = two_objects(flat({8, 8}, 50, 0.0), flat({2, 2}, 90, 1.0), plan);
  ASSERT_TRUE(both);
  for (int y = 0; y < 8; ++y) {
    for (int x = 0; x < 8; ++x) {
      const bool covered = x >= 6 && y < 3;
      EXPECT_EQ(both->alpha.at<float>(y, x), covered ? 1.0F : 0.0F) << x << ' ' << y;
      EXPECT_EQ(both->colour.at<cv::Vec3b>(y, x)[0], covered ? 90 : 0) << x << ' ' << y;
    }
  }
}

TEST(TwoObjects, TheFirstIsMovedAndLeavesABlackClearMargin) {
  TwoObjectPlan plan = over({4, 1});
  plan.first_shift_px = 1;
  const auto both = two_objects(flat({4, 1}, 80, 1.0), flat({4, 1}, 0, 0.0), plan);
  ASSERT_TRUE(both);
  EXPECT_EQ(both->alpha.at<float>(0, 0), 0.0F);
  EXPECT_EQ(both->alpha.at<float>(0, 1), 1.0F);
  EXPECT_EQ(both->colour.at<cv::Vec3b>(0, 0)[0], 0);
  EXPECT_EQ(both->colour.at<cv::Vec3b>(0, 1)[0], 80);
}

TEST(TwoObjects, PlacesAreDrawnWithinTheirRanges) {
  SecondObjectStep step;
  step.placements = {SecondPlacement::smaller, SecondPlacement::smaller_left,
                     SecondPlacement::stretched_right};
  Random random(3);
  std::array<int, 4> counts = {};
  for (int i = 0; i < 3000; ++i) {
    const TwoObjectPlan plan = draw_two_objects(step, {160, 100}, random);
    ++counts[static_cast<std::size_t>(plan.placement)];
    if (plan.placement == SecondPlacement::stretched_right) {
      EXPECT_EQ(plan.second.size(), cv::Size(160, 100));
      EXPECT_EQ(plan.second.x, -plan.first_shift_px);
      EXPECT_GE(plan.second.x, 2);
      EXPECT_LE(plan.second.x, 10);
      continue;
    }
    EXPECT_GE(plan.second.width, 120);
    EXPECT_LE(plan.second.width, 160);
    EXPECT_GE(plan.second.height, 75);
    EXPECT_LE(plan.second.height, 100);
    const bool moved = plan.placement == SecondPlacement::smaller_left;
    EXPECT_GE(plan.first_shift_px, moved ? 2 : 0);
    EXPECT_LE(plan.first_shift_px, moved ? 12 : 0);
    EXPECT_EQ(plan.second.x + plan.first_shift_px, (160 - plan.second.width) / 2);
  }
  EXPECT_EQ(counts[0], 0);
  // A third of 3000 each, with a deviation of 26.
  for (std::size_t i = 1; i < 4; ++i) EXPECT_NEAR(counts[i], 1000, 5 * 26);
}

TEST(TwoObjects, TheSmallestCanvasHasAPlaceToo) {
  SecondObjectStep step;
  step.placements = {SecondPlacement::smaller, SecondPlacement::smaller_left,
                     SecondPlacement::stretched_right};
  Random random(4);
  for (int i = 0; i < 50; ++i) {
    const TwoObjectPlan plan = draw_two_objects(step, {1, 1}, random);
    EXPECT_GE(plan.second.width, 1);
    EXPECT_TRUE(two_objects(flat({1, 1}, 1, 0.5), flat({1, 1}, 2, 0.5), plan));
  }
}

}  // namespace
}  // namespace mbench
