#include "synth/stream/unknown_crop.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "tests/support/builders.h"

namespace mbench {
namespace {

const InterpolationChoice kAny{
    {Interpolation::nearest, Interpolation::linear, Interpolation::cubic, Interpolation::lanczos4},
    false};

CropStep centred() { return {CropRule::centred, kAny}; }

CropStep reflecting() {
  CropStep step{CropRule::centred_reflecting, kAny};
  step.enlarge_probability = 0.1;
  step.border_probability = 0.4;
  step.border_px = 32;
  return step;
}

CropStep cornered() {
  CropStep step{CropRule::cornered, {{Interpolation::linear}, true}};
  step.factors = {2, 3, 4};
  step.unknown_probability = 0.5;
  step.flip_probability = 0.5;
  return step;
}

/// Background with a patch of unknown pixels.
cv::Mat trimap_with(cv::Size size, cv::Rect unknown) {
  cv::Mat trimap(size, CV_8UC1, cv::Scalar(0));
  trimap(unknown).setTo(128);
  return trimap;
}

TEST(UnknownCrop, ShowsAnUnknownPixelOfTheMiddle) {
  Random random(1);
  for (const int crop_px : {32, 33, 47, 64, 101}) {
    for (const cv::Size size : {cv::Size(203, 187), cv::Size(320, 150), cv::Size(150, 411)}) {
      const cv::Mat trimap = trimap_with(size, {size.width / 2 - 10, size.height / 2 - 10, 20, 20});
      for (int i = 0; i < 40; ++i) {
        const CropPlan plan = draw_crop(centred(), trimap, crop_px, random);
        ASSERT_TRUE(plan.around_unknown);
        const cv::Mat part = cut(trimap, plan, Interpolation::nearest);
        ASSERT_EQ(part.size(), cv::Size(crop_px, crop_px));
        ASSERT_GT(cv::countNonZero(part == 128), 0);
        // It is the middle one, but for the map's quarter size.
        const int middle = crop_px / 2 / 4 * 4;
        ASSERT_EQ(part.at<std::uint8_t>(middle, middle), 128) << crop_px;
      }
    }
  }
}

TEST(UnknownCrop, EnlargesWhatIsTooSmallByOneTenthMore) {
  EXPECT_EQ(size_before_crop(centred(), {100, 50}, 64), cv::Size(140, 70));  // 70.4 / 50 = 1.408
  EXPECT_EQ(size_before_crop(centred(), {65, 65}, 64), cv::Size(65, 65));
  EXPECT_EQ(size_before_crop(centred(), {64, 65}, 64), cv::Size(70, 71));
  Random random(2);
  const CropPlan plan = draw_crop(centred(), trimap_with({1, 1}, {0, 0, 1, 1}), 64, random);
  EXPECT_EQ(plan.enlarged, cv::Size(70, 70));
  EXPECT_EQ(cut(cv::Mat(1, 1, CV_8UC1, cv::Scalar(9)), plan, Interpolation::cubic).size(),
            cv::Size(64, 64));
}

TEST(UnknownCrop, ShowsAPictureWithoutUnknownPixelsWhole) {
  Random random(3);
  const cv::Mat known(120, 200, CV_8UC1, cv::Scalar(255));
  const CropPlan plan = draw_crop(centred(), known, 64, random);
  EXPECT_FALSE(plan.around_unknown);
  EXPECT_EQ(plan.rectangle, cv::Rect(0, 0, 200, 120));
  EXPECT_EQ(cut(known, plan, Interpolation::linear).size(), cv::Size(64, 64));
}

TEST(UnknownCrop, LiesAnywhereWhereTheMiddleHasTooFewUnknownPixels) {
  Random random(4);
  const cv::Mat trimap = trimap_with({200, 200}, {0, 0, 20, 20});
  double across = 0;
  for (int i = 0; i < 1000; ++i) {
    const CropPlan plan = draw_crop(centred(), trimap, 64, random);
    ASSERT_FALSE(plan.around_unknown);
    ASSERT_EQ(plan.rectangle & cv::Rect(0, 0, 200, 200), plan.rectangle);
    across += plan.rectangle.x;
  }
  EXPECT_NEAR(across / 1000, 68, 5 * 39.5 / 31.6);  // 0 to 136, each as often
}

TEST(UnknownCrop, ReflectsMostPicturesThatAreTooSmall) {
  Random random(5);
  const cv::Mat trimap = trimap_with({50, 40}, {10, 10, 30, 20});
  int reflected = 0;
  int bordered = 0;
  for (int i = 0; i < 1000; ++i) {
    const CropPlan plan = draw_crop(reflecting(), trimap, 64, random);
    const cv::Mat part = cut(trimap, plan, Interpolation::nearest);
    ASSERT_EQ(part.size(), cv::Size(64, 64));
    const bool stays = plan.enlarged == trimap.size();
    reflected += stays ? 1 : 0;
    bordered += std::min(plan.top_px, plan.bottom_px) >= 32 ? 1 : 0;
    // 64/40 = 1.6 of both sides, whether resized or reflected.
    const int border = std::min(plan.top_px, plan.bottom_px);
    ASSERT_EQ(plan.enlarged.width + plan.left_px + plan.right_px, 80 + 2 * border);
    ASSERT_EQ(plan.enlarged.height + plan.top_px + plan.bottom_px, 64 + 2 * border);
  }
  EXPECT_NEAR(reflected, 900, 5 * 9.5);
  EXPECT_NEAR(bordered, 400, 5 * 15.5);
}

TEST(UnknownCrop, ACornerLiesOnAnUnknownPixelWhenItIsLookedFor) {
  Random random(6);
  const cv::Mat trimap = trimap_with({400, 300}, {20, 30, 40, 40});
  int found = 0;
  int flipped = 0;
  std::array<int, 5> sides = {};
  for (int i = 0; i < 2000; ++i) {
    const CropPlan plan = draw_crop(cornered(), trimap, 64, random);
    ASSERT_EQ(plan.output, cv::Size(64, 64));
    ASSERT_EQ(plan.rectangle & cv::Rect(0, 0, 400, 300), plan.rectangle);
    ++sides[static_cast<std::size_t>(plan.rectangle.width / 64)];
    flipped += plan.flipped ? 1 : 0;
    if (!plan.around_unknown) continue;
    ++found;
    ASSERT_EQ(trimap.at<std::uint8_t>(plan.rectangle.tl()), 128);
  }
  EXPECT_NEAR(found, 1000, 5 * 22.4);
  EXPECT_NEAR(flipped, 1000, 5 * 22.4);
  EXPECT_EQ(sides[1], 0);
  for (std::size_t factor = 2; factor <= 4; ++factor) {
    EXPECT_NEAR(sides[factor], 667, 5 * 21.1) << factor;  // 256 is below 300
  }
}

TEST(UnknownCrop, TakesTheSmallestCropWhereALargerOneDoesNotFit) {
  Random random(7);
  const cv::Mat trimap = trimap_with({100, 400}, {20, 30, 40, 40});
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(draw_crop(cornered(), trimap, 64, random).rectangle.width, 64);
  }
  const CropPlan plan = draw_crop(cornered(), trimap_with({5, 9}, {0, 0, 5, 9}), 64, random);
  EXPECT_EQ(plan.enlarged, cv::Size(65, 117));
}

TEST(UnknownCrop, FlipsLeftToRight) {
  CropPlan plan;
  plan.enlarged = {3, 1};
  plan.rectangle = {1, 0, 2, 1};
  plan.output = {2, 1};
  plan.flipped = true;
  const cv::Mat row = (cv::Mat_<std::uint8_t>(1, 3) << 1, 2, 3);
  const cv::Mat expected = (cv::Mat_<std::uint8_t>(1, 2) << 3, 2);
  EXPECT_EQ(cv::countNonZero(cut(row, plan, Interpolation::linear) != expected), 0);
}

}  // namespace
}  // namespace mbench
