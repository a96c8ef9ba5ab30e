#include "synth/trimap_from_alpha.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/sha256.h"
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

TEST(TrimapFromAlpha, AFloatAlphaIsOpaqueAndClearOnlyAtTheVeryEnds) {
  const cv::Mat row = (cv::Mat_<float>(1, 6) << 0.0F, 1e-9F, 0.00001F, 0.9999999F, 0.99999F, 1.0F);
  const Trimap strict = trimap_from_alpha(Alpha(row), TrimapRecipe{1});
  const cv::Mat expected = (cv::Mat_<std::uint8_t>(1, 6) << 0, 128, 128, 128, 128, 255);
  EXPECT_EQ(cv::norm(strict.pixels(), expected, cv::NORM_INF), 0.0);
}

TEST(TrimapFromAlpha, GcaToleratesOneInAHundredThousand) {
  const cv::Mat row =
      (cv::Mat_<float>(1, 6) << 0.0F, 0.000009F, 0.000012F, 0.999988F, 0.999991F, 1.0F);
  TrimapSteps steps;
  steps.tolerance = 1e-5F;
  ThreadTeam team(1);
  const Trimap tolerant = trimap_by_steps(Alpha(row), steps, team);
  const cv::Mat expected = (cv::Mat_<std::uint8_t>(1, 6) << 0, 0, 128, 128, 255, 255);
  EXPECT_EQ(cv::norm(tolerant.pixels(), expected, cv::NORM_INF), 0.0);
}

TEST(TrimapFromAlpha, OfSixteenBitsKnowsOnlyTheOutermostValues) {
  // 16-bit files are read as value / 65535; the tolerance is below one step of that.
  const cv::Mat row = (cv::Mat_<float>(1, 4) << 0.0F, 1.0F / 65535.0F, 65534.0F / 65535.0F, 1.0F);
  const cv::Mat expected = (cv::Mat_<std::uint8_t>(1, 4) << 0, 128, 128, 255);
  TrimapSteps steps;
  ThreadTeam team(1);
  for (const float tolerance : {0.0F, 1e-5F}) {
    steps.tolerance = tolerance;
    const Trimap trimap = trimap_by_steps(Alpha(row), steps, team);
    EXPECT_EQ(cv::norm(trimap.pixels(), expected, cv::NORM_INF), 0.0) << tolerance;
  }
}

TEST(TrimapFromAlpha, WithoutASampleNothingIsDrawn) {
  EXPECT_THROW(trimap_from_alpha(flat_bytes(3, 3, 0), parse_trimap_recipe("gca:1")), UsageError);
}

TEST(TrimapFromAlpha, DrawsForEachSampleAndSeedTheSameOnAnyNumberOfThreads) {
  const Alpha alpha = disc_alpha(700, 500);
  const auto digest = [&](const char* recipe, const char* sample, int threads) {
    ThreadTeam team(threads);
    const Trimap trimap = trimap_from_alpha(alpha, parse_trimap_recipe(recipe), sample, team);
    return sha256_of_pixels(trimap.pixels());
  };
  EXPECT_EQ(digest("gca:1", "test/owl", 1), digest("gca:1", "test/owl", 4));
  EXPECT_NE(digest("gca:1", "test/owl", 1), digest("gca:1", "test/cat", 1));
  EXPECT_NE(digest("gca:1", "test/owl", 1), digest("gca:2", "test/owl", 1));
}

TEST(TrimapFromAlpha, BackgroundMattingV2ClosesTheGapsOfItsBandAndTrustsWhatIsNearlySure) {
  // 15 / 255 is below 0.06 and 245 / 255 above 0.96.
  cv::Mat alpha(41, 60, CV_8UC1, cv::Scalar(15));
  alpha.colRange(30, 60).setTo(245);
  alpha.col(10).setTo(16);
  alpha.col(20).setTo(244);
  alpha.col(50).setTo(244);
  const cv::Mat trimap =
      trimap_from_alpha(Alpha(alpha), parse_trimap_recipe("background-matting-v2")).pixels();
  for (int x = 0; x < 60; ++x) {
    // The nine columns between 10 and 20 are closed, and by OpenCV's rule for edges the ten
    // before and the nine behind; the 29 between 20 and 50 are not.
    const int expected = x <= 20 || x >= 50 ? 128 : (x < 30 ? 0 : 255);
    EXPECT_EQ(int{trimap.at<std::uint8_t>(20, x)}, expected) << x;
  }
}

class EveryTrimapRecipe : public testing::TestWithParam<const char*> {};

TEST_P(EveryTrimapRecipe, TakesPicturesOfAnySizeAndGivesThreeValues) {
  const TrimapRecipe recipe = parse_trimap_recipe(GetParam());
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(1, 300), cv::Size(300, 1), cv::Size(64, 64),
                              cv::Size(65, 3), cv::Size(1000, 700)}) {
    for (const Alpha& alpha :
         {flat_bytes(size.width, size.height, 0), flat_bytes(size.width, size.height, 255),
          flat_bytes(size.width, size.height, 127), noise_bytes(size.width, size.height, 1),
          to_float(noise_bytes(size.width, size.height, 2))}) {
      const Trimap trimap = trimap_from_alpha(alpha, recipe, "sample");
      EXPECT_EQ(trimap.size(), size);
      EXPECT_EQ(trimap.off_values(), 0);
    }
  }
}

TEST_P(EveryTrimapRecipe, LeavesNothingUnknownWhereAllIsOpaqueOrClear) {
  const TrimapRecipe recipe = parse_trimap_recipe(GetParam());
  for (const int value : {0, 255}) {
    const Alpha alpha = flat_bytes(120, 90, static_cast<std::uint8_t>(value));
    const cv::Mat trimap = trimap_from_alpha(alpha, recipe, "sample").pixels();
    EXPECT_EQ(cv::countNonZero(trimap == value), 120 * 90);
  }
}

TEST_P(EveryTrimapRecipe, CoversEveryFractionalPixelIfItPromisesTo) {
  const TrimapRecipe recipe = parse_trimap_recipe(GetParam());
  int missed = 0;
  for (unsigned seed = 0; seed < 5; ++seed) {
    cv::Mat pixels = noisy_halves(seed).pixels().clone();
    const cv::Mat noise = noise_bytes(80, 60, seed + 10).pixels();
    pixels.setTo(1, noise == 4);
    pixels.setTo(254, noise == 5);
    for (const Alpha& alpha : {Alpha(pixels), to_float(Alpha(pixels))}) {
      const cv::Mat trimap = trimap_from_alpha(alpha, recipe, std::to_string(seed)).pixels();
      const cv::Mat lost = (pixels > 0) & (pixels < 255) & (trimap != Trimap::kUnknown);
      missed += cv::countNonZero(lost);
    }
  }
  if (recipe.covers_fractions()) {
    EXPECT_EQ(missed, 0);
  } else if (recipe.family == TrimapFamily::background_matting_v2) {
    EXPECT_GT(missed, 0) << "it is said not to cover them";
  }
}

INSTANTIATE_TEST_SUITE_P(TrimapFromAlpha, EveryTrimapRecipe,
                         testing::Values("ellipse:1", "ellipse:511", "ellipse:3:5", "ellipse:30:4",
                                         "gca:1", "matteformer:1", "mam:1", "aematter:1",
                                         "huochaitiantang:1", "background-matting-v2"));

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
