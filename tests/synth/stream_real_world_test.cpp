#include "synth/stream/real_world.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <opencv2/core.hpp>
#include <set>

#include "synth/degrade_jpeg.h"
#include "synth/stream/alpha_box.h"
#include "synth/stream/background_fit.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

TEST(RealWorld, HalfOfTheImagesGetOneToFourChangesInAnyOrder) {
  const RealWorldStep step;
  Random random(1);
  std::array<int, 5> counts = {};
  std::array<int, 4> first = {};
  for (int i = 0; i < 4000; ++i) {
    const std::vector<DrawnRealWorldChange> drawn = draw_real_world(step, random);
    ASSERT_LE(drawn.size(), 4U);
    ++counts[drawn.size()];
    if (!drawn.empty()) ++first[static_cast<std::size_t>(drawn[0].change)];
    std::set<RealWorldChange> different;
    for (const DrawnRealWorldChange& change : drawn) {
      different.insert(change.change);
      const std::array<std::pair<double, double>, 4> ranges{
          {{0.6, 1.4}, {0, 60}, {0, 3}, {0, 25.5}}};
      const auto [low, high] = ranges[static_cast<std::size_t>(change.change)];
      ASSERT_GE(change.amount, low);
      ASSERT_LT(change.amount, high);
    }
    ASSERT_EQ(different.size(), drawn.size());
  }
  EXPECT_NEAR(counts[0], 2000, 5 * 31.6);
  for (std::size_t i = 1; i < 5; ++i) EXPECT_NEAR(counts[i], 500, 5 * 20.9) << i;
  for (const int count : first) EXPECT_NEAR(count, 500, 5 * 20.9);
}

TEST(RealWorld, CompressionIsTheOppositeOfQuality) {
  EXPECT_EQ(jpeg_quality(0), 100);
  EXPECT_EQ(jpeg_quality(30), 71);    // 1 + 99·71/101 = 70.59
  EXPECT_EQ(jpeg_quality(30.9), 71);  // its whole part
  EXPECT_EQ(jpeg_quality(60), 41);    // 1 + 99·41/101 = 41.19
  EXPECT_EQ(jpeg_quality(100), 2);
}

TEST(RealWorld, ChangesFollowOneAnother) {
  const Image image = noise_image(64, 48, 1);
  Random random(2);
  const cv::Mat both = with_real_world(
      image.pixels(), {{RealWorldChange::contrast, 0.5}, {RealWorldChange::jpeg, 40}}, random);
  cv::Mat dull(image.size(), CV_8UC3);
  for (int y = 0; y < 48; ++y) {
    for (int x = 0; x < 64 * 3; ++x) {
      dull.ptr(y)[x] = static_cast<std::uint8_t>(127 + 0.5 * (image.pixels().ptr(y)[x] - 127));
    }
  }
  EXPECT_EQ(cv::norm(both, through_jpeg(Image(dull), 61).pixels(), cv::NORM_INF), 0);
}

TEST(RealWorld, NoiseIsGreyAndOfItsDeviation) {
  const cv::Mat grey(200, 200, CV_8UC3, cv::Scalar::all(128));
  Random random(3);
  const cv::Mat noisy = with_real_world(grey, {{RealWorldChange::noise, 12.0}}, random);
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(noisy, mean, deviation);
  EXPECT_NEAR(mean[0], 128, 5 * 12.0 / 200);
  EXPECT_NEAR(deviation[0], 12.0, 5 * 12.0 / std::sqrt(2.0 * 40000));
  std::array<cv::Mat, 3> channels;
  cv::split(noisy, channels.data());
  EXPECT_EQ(cv::norm(channels[0], channels[2], cv::NORM_INF), 0);
}

TEST(RealWorld, ABlurOfNothingChangesNothingAndOneOfThreePixelsSmooths) {
  const Image image = noise_image(50, 50, 2);
  Random random(4);
  EXPECT_EQ(cv::norm(with_real_world(image.pixels(), {{RealWorldChange::blur, 0.0}}, random),
                     image.pixels(), cv::NORM_INF),
            0);
  const cv::Mat blurred = with_real_world(image.pixels(), {{RealWorldChange::blur, 2.99}}, random);
  cv::Scalar mean;
  cv::Scalar before;
  cv::Scalar after;
  cv::meanStdDev(image.pixels(), mean, before);
  cv::meanStdDev(blurred, mean, after);
  EXPECT_LT(after[0], 0.2 * before[0]);
}

TEST(RealWorld, TakesOnePixel) {
  Random random(5);
  const cv::Mat pixel = noise_image(1, 1, 1).pixels();
  EXPECT_EQ(with_real_world(pixel,
                            {{RealWorldChange::jpeg, 60},
                             {RealWorldChange::blur, 2},
                             {RealWorldChange::noise, 5},
                             {RealWorldChange::contrast, 1.2}},
                            random)
                .size(),
            cv::Size(1, 1));
}

/// Red grows to the right and green downwards, by 2 levels a pixel.
cv::Mat ramp(cv::Size size) {
  cv::Mat pixels(size, CV_8UC3);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      pixels.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>(2 * x),
                                    static_cast<std::uint8_t>(2 * y), 0};
    }
  }
  return pixels;
}

TEST(BackgroundFit, StretchesAllOfItOrCutsTheMiddle) {
  BackgroundPlan plan;
  const cv::Mat stretched = fitted_background(ramp({100, 50}), {50, 50}, plan);
  EXPECT_NEAR(stretched.at<cv::Vec3b>(25, 0)[0], 1, 1);
  EXPECT_NEAR(stretched.at<cv::Vec3b>(25, 49)[0], 197, 1);
  plan.keeps_shape = true;
  const cv::Mat covered = fitted_background(ramp({100, 50}), {50, 50}, plan);
  EXPECT_EQ(covered.at<cv::Vec3b>(25, 0)[0], 50) << "column 25 of 100";
  EXPECT_EQ(covered.at<cv::Vec3b>(25, 49)[0], 148);
  EXPECT_EQ(covered.at<cv::Vec3b>(7, 3)[1], 14);
  plan.margin = 1.25;  // the middle 40 of the 50
  const cv::Mat closer = fitted_background(ramp({100, 50}), {40, 40}, plan);
  EXPECT_EQ(closer.at<cv::Vec3b>(0, 0), cv::Vec3b(60, 10, 0));
}

TEST(BackgroundFit, SmoothingKeepsAFineGridFromMoire) {
  cv::Mat grid(200, 200, CV_8UC3, cv::Scalar::all(0));
  for (int x = 0; x < 200; x += 2) grid.col(x).setTo(cv::Scalar::all(200));
  BackgroundPlan plan;
  plan.smooth_when_shrinking = true;
  const cv::Mat smooth = fitted_background(grid, {61, 61}, plan)(cv::Rect(5, 5, 50, 50));
  EXPECT_LE(cv::norm(smooth, cv::Mat(50, 50, CV_8UC3, cv::Scalar::all(100)), cv::NORM_INF), 12);
}

TEST(BackgroundFit, DrawsTheFitsByTheirWeights) {
  BackgroundStep step;
  step.fits = {{false, 1, 0.05}, {true, 1, 0.05}, {false, 1.1, 0.45}, {true, 1.1, 0.45}};
  step.box_blur_probability = 0.5;
  step.box_sides_px = {20, 30};
  Random random(6);
  int covering = 0;
  int exact = 0;
  int blurred = 0;
  for (int i = 0; i < 4000; ++i) {
    const BackgroundPlan plan = draw_background(step, random);
    covering += plan.keeps_shape ? 1 : 0;
    exact += plan.margin == 1 ? 1 : 0;
    blurred += plan.box_px > 0 ? 1 : 0;
  }
  EXPECT_NEAR(covering, 2000, 5 * 31.6);
  EXPECT_NEAR(exact, 400, 5 * 19);
  EXPECT_NEAR(blurred, 2000, 5 * 31.6);
}

TEST(BackgroundFit, KeepsOneColourInEveryWay) {
  const cv::Mat flat(37, 3, CV_8UC3, cv::Scalar(9, 99, 199));
  for (const bool keeps_shape : {false, true}) {
    for (const int box_px : {0, 20, 60}) {
      BackgroundPlan plan{keeps_shape, 1.1, Interpolation::lanczos4, true, box_px};
      const cv::Mat fitted = fitted_background(flat, {64, 50}, plan);
      EXPECT_EQ(cv::norm(fitted, cv::Mat(50, 64, CV_8UC3, cv::Scalar(9, 99, 199)), cv::NORM_INF),
                0);
    }
  }
}

TEST(AlphaBox, HoldsThePixelsAboveOneHalf) {
  cv::Mat alpha(10, 20, CV_32FC1, cv::Scalar(0.5));
  EXPECT_FALSE(alpha_box(alpha));
  alpha.at<float>(3, 4) = 0.51F;
  alpha.at<float>(8, 17) = 1;
  EXPECT_EQ(*alpha_box(alpha), cv::Rect(4, 3, 14, 6));
}

}  // namespace
}  // namespace mbench
