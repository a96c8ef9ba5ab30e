#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "synth/stream/colour_steps.h"
#include "synth/stream/hsv_jitter.h"
#include "synth/stream/stream_recipe.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

cv::Vec3f jittered_pixel(cv::Vec3f colour, const HsvJitter& jitter) {
  return jittered(cv::Mat(1, 1, CV_32FC3, cv::Scalar(cv::Vec3d(colour))), jitter)
      .at<cv::Vec3f>(0, 0);
}

void expect_near(cv::Vec3f actual, cv::Vec3f expected) {
  for (int channel = 0; channel < 3; ++channel) {
    EXPECT_NEAR(actual[channel], expected[channel], 1e-5) << channel;
  }
}

TEST(HsvJitter, TurnsTheHueAround) {
  expect_near(jittered_pixel({1, 0, 0}, {120, 0, 0}), {0, 1, 0});
  expect_near(jittered_pixel({1, 0, 0}, {-120, 0, 0}), {0, 0, 1});
  expect_near(jittered_pixel({0.3F, 0.2F, 0.6F}, {0, 0, 0}), {0.3F, 0.2F, 0.6F});
}

TEST(HsvJitter, ReflectsSaturationAndValueAtTheirBounds) {
  // Red of saturation 0.9 and value 1; +0.2 is 1.1, reflected to 0.9.
  expect_near(jittered_pixel({1, 0.1F, 0.1F}, {0, 0.2, 0}), {1, 0.1F, 0.1F});
  // Grey of value 0.05; -0.1 is -0.05, reflected to 0.05.
  expect_near(jittered_pixel({0.05F, 0.05F, 0.05F}, {0, 0, -0.1}), {0.05F, 0.05F, 0.05F});
  expect_near(jittered_pixel({0.5F, 0.5F, 0.5F}, {0, 0, 0.1}), {0.6F, 0.6F, 0.6F});
}

TEST(HsvJitter, MovesByUpToATenthOfWhatTheSeenPixelsLackOf110Percent) {
  cv::Mat colour(2, 2, CV_32FC3, cv::Scalar(0.5, 0.25, 0.25));  // saturation 0.5, value 0.5
  colour.at<cv::Vec3f>(0, 0) = {1, 0, 0};                       // clear, so it does not count
  cv::Mat alpha(2, 2, CV_32FC1, cv::Scalar(0.2));
  alpha.at<float>(0, 0) = -0.01F;
  Random random(1);
  double most_saturation = 0;
  double most_value = 0;
  std::array<int, 80> hues = {};
  for (int i = 0; i < 8000; ++i) {
    const auto jitter = draw_hsv_jitter(colour, alpha, random);
    ASSERT_TRUE(jitter);
    ASSERT_GE(jitter->hue_degrees, -40);
    ASSERT_LE(jitter->hue_degrees, 39);
    ++hues[static_cast<std::size_t>(jitter->hue_degrees + 40)];
    most_saturation = std::max(most_saturation, std::abs(jitter->saturation));
    most_value = std::max(most_value, std::abs(jitter->value));
  }
  EXPECT_LE(most_saturation, 0.06 + 1e-6);
  EXPECT_GT(most_saturation, 0.0595);
  EXPECT_LE(most_value, 0.06 + 1e-6);
  EXPECT_GT(most_value, 0.0595);
  for (const int count : hues) EXPECT_NEAR(count, 100, 5 * 9.9);
}

TEST(HsvJitter, LeavesWhatIsAllClear) {
  Random random(2);
  EXPECT_FALSE(draw_hsv_jitter(cv::Mat(3, 3, CV_32FC3, cv::Scalar::all(0.5)),
                               cv::Mat(3, 3, CV_32FC1, cv::Scalar(0)), random));
}

cv::Vec3b changed(cv::Vec3b colour, ColourChange change, std::array<double, 3> amounts) {
  return with_colour_changes(cv::Mat(1, 1, CV_8UC3, cv::Scalar(colour[0], colour[1], colour[2])),
                             {{change, amounts}})
      .at<cv::Vec3b>(0, 0);
}

TEST(ColourSteps, ChangeEachChannelByItsAmountAndTruncate) {
  // 255·(100/255)² = 39.2.
  EXPECT_EQ(changed({100, 100, 100}, ColourChange::gamma, {1, 2, 0.5}), cv::Vec3b(100, 39, 159));
  EXPECT_EQ(changed({5, 100, 250}, ColourChange::brightness, {-10, 7, 10}), cv::Vec3b(0, 107, 255));
  EXPECT_EQ(changed({101, 101, 200}, ColourChange::gain, {1.5, 0.5, 1.5}), cv::Vec3b(151, 50, 255));
  // 127 + 1.5·100 = 277, 127 - 0.5·100 = 77, 127 + 0.5·1 = 127.5.
  EXPECT_EQ(changed({227, 27, 128}, ColourChange::contrast, {1.5, 0.5, 0.5}),
            cv::Vec3b(255, 77, 127));
}

TEST(ColourSteps, HueIsAddedInHalfDegreesAndSaturationInLevels) {
  // 85 / 255 of a turn is a third: red becomes green, and keeps its full saturation.
  EXPECT_EQ(changed({200, 0, 0}, ColourChange::hue_and_saturation, {85, 85, 85}),
            cv::Vec3b(0, 200, 0));
  // Grey has no saturation; 30 of 255 levels of it at value 255 leave 255 - 30 in the others.
  const cv::Vec3b grey = changed({255, 255, 255}, ColourChange::hue_and_saturation, {30, 30, 30});
  EXPECT_EQ(std::min({grey[0], grey[1], grey[2]}), 225);
}

TEST(ColourSteps, DrawNoneToAllFiveInAnyOrder) {
  const ColourSteps steps = find_stream_recipe("aematter").foreground_colours;
  Random random(3);
  std::array<int, 6> counts = {};
  std::array<int, 5> first = {};
  int gains = 0;
  int gains_of_each_channel = 0;
  for (int i = 0; i < 6000; ++i) {
    const std::vector<DrawnColourChange> drawn = draw_colour_changes(steps, random);
    ASSERT_LE(drawn.size(), 5U);
    ++counts[drawn.size()];
    if (!drawn.empty()) ++first[static_cast<std::size_t>(drawn[0].change)];
    for (const DrawnColourChange& change : drawn) {
      if (change.change != ColourChange::gain) continue;
      ++gains;
      gains_of_each_channel += change.amounts[0] != change.amounts[1] ? 1 : 0;
      for (const double amount : change.amounts) {
        ASSERT_GE(amount, 0.8);
        ASSERT_LT(amount, 1.25);
      }
    }
  }
  for (const int count : counts) EXPECT_NEAR(count, 1000, 5 * 28.9);
  for (const int count : first) EXPECT_NEAR(count, 1000, 5 * 28.9);
  EXPECT_NEAR(gains, 3000, 5 * 50.0);
  EXPECT_NEAR(gains_of_each_channel, gains / 2, 5 * std::sqrt(gains) / 2);
}

TEST(ColourSteps, AreNotDrawnForOtherRecipes) {
  Random random(4);
  EXPECT_TRUE(draw_colour_changes(find_stream_recipe("gca").foreground_colours, random).empty());
}

}  // namespace
}  // namespace mbench
