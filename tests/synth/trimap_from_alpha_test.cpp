#include "synth/trimap_from_alpha.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "core/error.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

Alpha noisy_halves(unsigned seed) {
  // Left clear, right opaque, with fractional specks in both and at the seam.
  cv::Mat pixels(60, 80, CV_8UC1, cv::Scalar(0));
  pixels.colRange(40, 80).setTo(255);
  const cv::Mat noise = noise_bytes(80, 60, seed).pixels();
  pixels.setTo(77, noise == 3);
  return Alpha(pixels);
}

TEST(TrimapRecipe, IsReadAndWrittenAlike) {
  EXPECT_EQ(parse_trimap_recipe("ellipse:25").ellipse_px, 25);
  EXPECT_EQ(parse_trimap_recipe("ellipse:25").text(), "ellipse:25");
  EXPECT_EQ(parse_trimap_recipe("ellipse:1").ellipse_px, 1);
  EXPECT_EQ(parse_trimap_recipe("ellipse:511").ellipse_px, 511);
}

TEST(TrimapRecipe, RefusesEverythingElse) {
  for (const char* text :
       {"", "ellipse", "ellipse:", "ellipse:0", "ellipse:512", "ellipse:-3", "ellipse:25x",
        "ellipse: 25", "ellipse:+25", "ellipse:99999999999999", "disc:25", "ELLIPSE:25"}) {
    EXPECT_THROW(parse_trimap_recipe(text), UsageError) << text;
  }
}

TEST(TrimapFromAlpha, RefusesASizeOutsideTheRange) {
  EXPECT_THROW(trimap_from_alpha(flat_bytes(3, 3, 0), TrimapRecipe{0}), UsageError);
  EXPECT_THROW(trimap_from_alpha(flat_bytes(3, 3, 0), TrimapRecipe{512}), UsageError);
}

TEST(TrimapFromAlpha, WithTheSmallestEllipseOnlyFractionsAreUnknown) {
  const cv::Mat row = (cv::Mat_<std::uint8_t>(1, 5) << 0, 1, 254, 255, 128);
  const Trimap trimap = trimap_from_alpha(Alpha(row), TrimapRecipe{1});
  const cv::Mat expected = (cv::Mat_<std::uint8_t>(1, 5) << 0, 128, 128, 255, 128);
  EXPECT_EQ(cv::norm(trimap.pixels(), expected, cv::NORM_INF), 0.0);
}

TEST(TrimapFromAlpha, EllipseOfThreeIsAPlusSign) {
  cv::Mat alpha(5, 5, CV_8UC1, cv::Scalar(255));
  alpha.at<std::uint8_t>(2, 2) = 100;
  const Trimap trimap = trimap_from_alpha(Alpha(alpha), TrimapRecipe{3});
  const cv::Mat expected =
      (cv::Mat_<std::uint8_t>(5, 5) << 255, 255, 255, 255, 255, 255, 255, 128, 255, 255, 255, 128,
       128, 128, 255, 255, 255, 128, 255, 255, 255, 255, 255, 255, 255);
  EXPECT_EQ(cv::norm(trimap.pixels(), expected, cv::NORM_INF), 0.0);
}

TEST(TrimapFromAlpha, TheEdgeOfThePictureDoesNotErode) {
  EXPECT_EQ(trimap_from_alpha(flat_bytes(9, 7, 255), TrimapRecipe{25}).unknown_pixels(), 0);
  EXPECT_EQ(trimap_from_alpha(flat_bytes(9, 7, 0), TrimapRecipe{25}).unknown_pixels(), 0);
}

TEST(TrimapFromAlpha, AFloatAlphaGivesTheTrimapOfItsBytes) {
  const Alpha bytes = noisy_halves(1);
  const Trimap from_bytes = trimap_from_alpha(bytes, TrimapRecipe{7});
  const Trimap from_floats = trimap_from_alpha(to_float(bytes), TrimapRecipe{7});
  EXPECT_EQ(cv::norm(from_bytes.pixels(), from_floats.pixels(), cv::NORM_INF), 0.0);
}

class EveryEllipse : public testing::TestWithParam<int> {};

TEST_P(EveryEllipse, EveryFractionalPixelIsUnknownAndKnownOnesAreTrue) {
  for (unsigned seed = 0; seed < 5; ++seed) {
    const Alpha alpha = noisy_halves(seed);
    const Trimap trimap = trimap_from_alpha(alpha, TrimapRecipe{GetParam()});
    EXPECT_EQ(trimap.off_values(), 0);
    for (int y = 0; y < alpha.size().height; ++y) {
      for (int x = 0; x < alpha.size().width; ++x) {
        const std::uint8_t known = trimap.pixels().at<std::uint8_t>(y, x);
        const std::uint8_t value = alpha.pixels().at<std::uint8_t>(y, x);
        ASSERT_TRUE(known == Trimap::kUnknown || known == value) << x << ' ' << y;
      }
    }
  }
}

TEST_P(EveryEllipse, ALargerEllipseNeverKnowsMore) {
  const Alpha alpha = noisy_halves(9);
  const Trimap smaller = trimap_from_alpha(alpha, TrimapRecipe{GetParam()});
  const Trimap larger = trimap_from_alpha(alpha, TrimapRecipe{GetParam() + 2});
  const cv::Mat lost =
      (smaller.pixels() == Trimap::kUnknown) & (larger.pixels() != Trimap::kUnknown);
  EXPECT_EQ(cv::countNonZero(lost), 0);
}

INSTANTIATE_TEST_SUITE_P(TrimapFromAlpha, EveryEllipse, testing::Values(1, 2, 3, 4, 5, 12, 25, 60));

}  // namespace
}  // namespace mbench
