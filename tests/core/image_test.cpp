#include "core/image.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <opencv2/core.hpp>

#include "core/error.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

Alpha row(std::initializer_list<float> values) {
  cv::Mat pixels(1, static_cast<int>(values.size()), CV_32FC1);
  std::copy(values.begin(), values.end(), pixels.ptr<float>());
  return Alpha(pixels);
}

std::vector<int> bytes_of(const cv::Mat& pixels) {
  return {pixels.begin<std::uint8_t>(), pixels.end<std::uint8_t>()};
}

TEST(Image, TakesOnlyThreeChannelsOfBytes) {
  EXPECT_THROW(Image(cv::Mat{}), InternalError);
  EXPECT_THROW(Image(cv::Mat(2, 2, CV_8UC1)), InternalError);
  EXPECT_THROW(Image(cv::Mat(2, 2, CV_32FC3)), InternalError);
  EXPECT_EQ(Image(cv::Mat(2, 3, CV_8UC3)).size(), cv::Size(3, 2));
}

TEST(Alpha, TakesBytesOrFloatsOfOneChannel) {
  EXPECT_THROW(Alpha(cv::Mat{}), InternalError);
  EXPECT_THROW(Alpha(cv::Mat(2, 2, CV_8UC3)), InternalError);
  EXPECT_THROW(Alpha(cv::Mat(2, 2, CV_64FC1)), InternalError);
  EXPECT_TRUE(flat_bytes(2, 2, 1).is_bytes());
  EXPECT_FALSE(flat_alpha(2, 2, 1.0F).is_bytes());
}

TEST(Trimap, TakesOnlyBytesOfOneChannel) {
  EXPECT_THROW(Trimap(cv::Mat{}), InternalError);
  EXPECT_THROW(Trimap(cv::Mat(2, 2, CV_32FC1)), InternalError);
}

TEST(ToBytes, TruncatesOrRoundsToEvenAsAsked) {
  // 255·0.5 = 127.5 and 255·0.9 = 229.5 in float; 0.3 gives 76.5, of which 76 is even.
  const Alpha alpha = row({0.0F, 0.5F, 0.9F, 0.3F, 0.999F, 1.0F});
  EXPECT_EQ(bytes_of(to_bytes(alpha, Rounding::truncate).pixels()),
            (std::vector<int>{0, 127, 229, 76, 254, 255}));
  EXPECT_EQ(
      bytes_of(to_bytes(alpha, Rounding::nearest).pixels()),
      (std::vector<int>{0, 128, 230, static_cast<int>(std::nearbyint(255.0F * 0.3F)), 255, 255}));
}

TEST(ToBytes, EqualsThePlainFormulaForEveryFraction) {
  constexpr int kSteps = 65536;
  cv::Mat pixels(1, kSteps, CV_32FC1);
  for (int i = 0; i < kSteps; ++i) {
    pixels.at<float>(0, i) = static_cast<float>(i) / static_cast<float>(kSteps - 1);
  }
  const cv::Mat truncated = to_bytes(Alpha(pixels), Rounding::truncate).pixels();
  const cv::Mat rounded = to_bytes(Alpha(pixels), Rounding::nearest).pixels();
  for (int i = 0; i < kSteps; ++i) {
    const float scaled = 255.0F * pixels.at<float>(0, i);
    ASSERT_EQ(truncated.at<std::uint8_t>(0, i), static_cast<int>(scaled)) << i;
    ASSERT_EQ(rounded.at<std::uint8_t>(0, i), static_cast<int>(std::nearbyint(scaled))) << i;
  }
}

TEST(ToBytes, ClipsAndTurnsNothingIntoZero) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const Alpha alpha = row({-0.5F, 1.5F, kInfinity, -kInfinity, std::nanf(""), 1e30F, -0.0F});
  const std::vector<int> expected{0, 255, 255, 0, 0, 255, 0};
  EXPECT_EQ(bytes_of(to_bytes(alpha, Rounding::truncate).pixels()), expected);
  EXPECT_EQ(bytes_of(to_bytes(alpha, Rounding::nearest).pixels()), expected);
}

TEST(ToBytes, GivesEveryByteBackThatCameThroughFloat) {
  cv::Mat pixels(1, 256, CV_8UC1);
  for (int i = 0; i < 256; ++i) pixels.at<std::uint8_t>(0, i) = static_cast<std::uint8_t>(i);
  const Alpha alpha = to_float(Alpha(pixels));
  for (int i = 0; i < 256; ++i) {
    EXPECT_EQ(alpha.pixels().at<float>(0, i), static_cast<float>(i) / 255.0F);
  }
  EXPECT_EQ(cv::norm(to_bytes(alpha, Rounding::nearest).pixels(), pixels, cv::NORM_INF), 0.0);
}

TEST(ToBytes, LeavesBytesAsTheyAreAndShared) {
  const Alpha alpha = noise_bytes(5, 4, 1);
  EXPECT_EQ(to_bytes(alpha, Rounding::truncate).pixels().data, alpha.pixels().data);
  const Alpha floats = flat_alpha(5, 4, 0.25F);
  EXPECT_EQ(to_float(floats).pixels().data, floats.pixels().data);
}

TEST(ToBytes, ReadsPartsOfLargerPictures) {
  const Alpha whole = to_float(noise_bytes(20, 20, 1));
  const cv::Rect part(3, 4, 7, 5);
  const cv::Mat expected = to_bytes(whole, Rounding::nearest).pixels()(part);
  const cv::Mat got = to_bytes(Alpha(whole.pixels()(part)), Rounding::nearest).pixels();
  EXPECT_EQ(cv::norm(got, expected, cv::NORM_INF), 0.0);
}

TEST(Trimap, CountsUnknownPixelsAndOtherValues) {
  const cv::Mat pixels = (cv::Mat_<std::uint8_t>(2, 4) << 0, 128, 255, 127, 128, 129, 1, 254);
  EXPECT_EQ(Trimap(pixels).unknown_pixels(), 2);
  EXPECT_EQ(Trimap(pixels).off_values(), 4);
  EXPECT_EQ(flat_trimap(300, 200, 128).unknown_pixels(), 60000);
  EXPECT_EQ(noise_trimap(300, 200, 1).off_values(), 0);
}

TEST(SnapToThreeValues, CutsAt85And170) {
  const cv::Mat pixels = (cv::Mat_<std::uint8_t>(1, 6) << 0, 84, 85, 169, 170, 255);
  EXPECT_EQ(bytes_of(snap_to_three_values(Trimap(pixels)).pixels()),
            (std::vector<int>{0, 0, 128, 128, 255, 255}));
}

TEST(KeepKnown, ForcesBackgroundAndForegroundAlone) {
  const Trimap trimap((cv::Mat_<std::uint8_t>(1, 4) << 0, 128, 255, 77));
  const Alpha floats = keep_known(row({0.5F, 0.5F, 0.5F, 0.5F}), trimap);
  const cv::Mat expected = (cv::Mat_<float>(1, 4) << 0.0F, 0.5F, 1.0F, 0.5F);
  EXPECT_EQ(cv::norm(floats.pixels(), expected, cv::NORM_INF), 0.0);
  EXPECT_EQ(bytes_of(keep_known(flat_bytes(4, 1, 9), trimap).pixels()),
            (std::vector<int>{0, 9, 255, 9}));
}

TEST(KeepKnown, RefusesATrimapOfAnotherSize) {
  try {
    keep_known(flat_bytes(4, 3, 0), flat_trimap(3, 4, 0));
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_STREQ(error.what(), "the alpha is 4x3 but its trimap is 3x4");
  }
}

}  // namespace
}  // namespace mbench
