#include "synth/foreground_estimate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/sha256.h"
#include "synth/composite.h"
#include "tests/support/builders.h"
#include "tests/synth/foreground_scenes.h"

namespace mbench {
namespace {

ForegroundEstimate estimate(const Image& image, const Alpha& alpha, const ForegroundRecipe& recipe,
                            int threads = 1) {
  ThreadTeam team(threads);
  return estimate_foreground(image, alpha, recipe, team, true);
}

/// The laws that every method obeys.
class ForegroundEstimateLaw : public testing::TestWithParam<ForegroundMethod> {
 protected:
  ForegroundRecipe recipe() const {
    ForegroundRecipe recipe;
    recipe.method = GetParam();
    return recipe;
  }
};

TEST_P(ForegroundEstimateLaw, IsTheImageItselfWhereOpaqueOrClear) {
  const Image image = noise_image(90, 60, 1);
  for (const char* kind : {"ramp", "halves", "noise", "plateau"}) {
    const Alpha alpha = scene_alpha(kind, 90, 60, 2);
    const ForegroundEstimate got = estimate(image, alpha, recipe());
    const cv::Mat opaque = alpha.pixels() == 255;
    const cv::Mat clear = alpha.pixels() == 0;
    ASSERT_GT(cv::countNonZero(opaque) + cv::countNonZero(clear), 10);
    EXPECT_EQ(cv::norm(got.foreground.pixels(), image.pixels(), cv::NORM_INF, opaque), 0) << kind;
    EXPECT_EQ(cv::norm(got.background->pixels(), image.pixels(), cv::NORM_INF, clear), 0) << kind;
  }
}

TEST_P(ForegroundEstimateLaw, IsTheImageItselfForAFloatAlphaToo) {
  cv::Mat opacity(20, 30, CV_32FC1, cv::Scalar(1));
  opacity.colRange(0, 10).setTo(0.25);
  opacity.at<float>(3, 20) = 0.999999F;
  const Image image = noise_image(30, 20, 1);
  const ForegroundEstimate got = estimate(image, Alpha(opacity), recipe());
  EXPECT_EQ(cv::norm(got.foreground.pixels(), image.pixels(), cv::NORM_INF, opacity == 1), 0);
}

TEST_P(ForegroundEstimateLaw, PutTogetherAgainIsTheImageNearly) {
  const Image image = smooth_image(120, 90, 3);
  const Alpha alpha = disc_alpha(120, 90);
  ForegroundRecipe rounded = recipe();
  rounded.quantisation = Rounding::nearest;
  const ForegroundEstimate got = estimate(image, alpha, rounded);
  const Image again = composite_dim(got.foreground, alpha, *got.background);
  cv::Mat off;
  cv::absdiff(again.pixels(), image.pixels(), off);
  // Smoothness costs some bytes where the opacity changes by 1/8 a pixel; half a byte is rounded
  // away of each layer and up to one by the blend.
  EXPECT_LE(cv::norm(off, cv::NORM_INF), 8);
  const cv::Scalar mean = cv::mean(off);
  EXPECT_LE(std::max({mean[0], mean[1], mean[2]}), 1);
}

TEST_P(ForegroundEstimateLaw, GivesTheSameBytesOnAnyNumberOfThreads) {
  const Image image = noise_image(700, 40, 5);
  const Alpha alpha = noise_bytes(700, 40, 6);
  const ForegroundEstimate alone = estimate(image, alpha, recipe());
  const ForegroundEstimate together = estimate(image, alpha, recipe(), 7);
  EXPECT_EQ(sha256_of_pixels(alone.foreground.pixels()),
            sha256_of_pixels(together.foreground.pixels()));
  EXPECT_EQ(sha256_of_pixels(alone.background->pixels()),
            sha256_of_pixels(together.background->pixels()));
}

TEST_P(ForegroundEstimateLaw, EstimatesEachColourForItself) {
  const Image image = noise_image(64, 48, 7);
  const Alpha alpha = disc_alpha(64, 48);
  const auto turned = [](const cv::Mat& pixels) {
    cv::Mat to(pixels.size(), CV_8UC3);
    cv::mixChannels(pixels, to, {0, 1, 1, 2, 2, 0});
    return to;
  };
  const ForegroundEstimate got = estimate(image, alpha, recipe());
  const ForegroundEstimate of_turned = estimate(Image(turned(image.pixels())), alpha, recipe());
  EXPECT_EQ(cv::norm(turned(got.foreground.pixels()), of_turned.foreground.pixels(), cv::NORM_INF),
            0);
}

TEST_P(ForegroundEstimateLaw, EveryPictureFromOnePixelOnHasAForeground) {
  for (const cv::Size size : {cv::Size(1, 1), {1, 9}, {9, 1}, {2, 2}, {3, 1}, {17, 5}}) {
    for (const int opacity : {0, 1, 128, 254, 255}) {
      const ForegroundEstimate got = estimate(
          noise_image(size.width, size.height, 1),
          flat_bytes(size.width, size.height, static_cast<std::uint8_t>(opacity)), recipe());
      EXPECT_EQ(got.foreground.size(), size);
      EXPECT_EQ(got.background->size(), size);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Methods, ForegroundEstimateLaw,
                         testing::Values(ForegroundMethod::multilevel,
                                         ForegroundMethod::closed_form),
                         [](const auto& law) {
                           return law.param == ForegroundMethod::multilevel ? "multilevel"
                                                                            : "closed_form";
                         });

/// Bytes of the reference's floats.
cv::Mat bytes_of(const cv::Mat& floats, bool rounded) {
  cv::Mat bytes(floats.size(), CV_8UC3);
  for (int y = 0; y < floats.rows; ++y) {
    for (int x = 0; x < 3 * floats.cols; ++x) {
      const float scaled = 255.0F * floats.ptr<float>(y)[x];
      bytes.ptr(y)[x] = static_cast<std::uint8_t>(rounded ? std::round(scaled) : scaled);
    }
  }
  return bytes;
}

TEST(ForegroundEstimate, IsQuantisedAsAsked) {
  const Image image = noise_image(50, 40, 1);
  const Alpha alpha = noise_bytes(50, 40, 2);
  ThreadTeam team(1);
  FloatLayers layers(image.size());
  multilevel_layers(image, alpha, {}, team, layers.sink());
  ForegroundRecipe recipe;
  recipe.keep_known = false;
  EXPECT_EQ(cv::norm(estimate(image, alpha, recipe).foreground.pixels(),
                     bytes_of(layers.foreground, false), cv::NORM_INF),
            0);
  recipe.quantisation = Rounding::nearest;
  const ForegroundEstimate rounded = estimate(image, alpha, recipe);
  EXPECT_EQ(cv::norm(rounded.foreground.pixels(), bytes_of(layers.foreground, true), cv::NORM_INF),
            0);
  EXPECT_EQ(cv::norm(rounded.background->pixels(), bytes_of(layers.background, true), cv::NORM_INF),
            0);
}

// The smoothness pulls 4e-5 of a colour towards its neighbours, and truncation makes of just
// below 100 a 99.
TEST(ForegroundEstimate, WithoutKeepingTheKnownTruncationLosesOne) {
  const Image image = noise_image(50, 40, 1);
  ForegroundRecipe recipe;
  recipe.keep_known = false;
  const ForegroundEstimate got = estimate(image, flat_bytes(50, 40, 255), recipe);
  EXPECT_EQ(cv::norm(got.foreground.pixels(), image.pixels(), cv::NORM_INF), 1);
}

TEST(ForegroundEstimate, LeavesOutTheBackgroundThatNobodyAskedFor) {
  ThreadTeam team(1);
  EXPECT_FALSE(
      estimate_foreground(noise_image(5, 4, 1), noise_bytes(5, 4, 2), {}, team, false).background);
}

TEST(ForegroundEstimate, NamesItsMethods) {
  for (const ForegroundMethod method :
       {ForegroundMethod::multilevel, ForegroundMethod::closed_form}) {
    EXPECT_EQ(parse_foreground_method(foreground_method_name(method)), method);
  }
  EXPECT_THROW(parse_foreground_method("multi-level"), UsageError);
}

}  // namespace
}  // namespace mbench
