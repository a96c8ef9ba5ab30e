#include "runners/models/closed_form.h"

#include "tests/models/dense_matting.h"
#include "tests/models/scenes.h"
#include "tests/support/builders.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>
#include <opencv2/core.hpp>

namespace mbench {
namespace {

Alpha matte(const Image& image, const Trimap& trimap,
            std::map<std::string, std::string> values = {}, int threads = 2) {
  return closed_form().make({std::move(values), threads})->matte(image, trimap);
}

double greatest_difference(const Alpha& alpha, const cv::Mat& expected) {
  double greatest = 0;
  for (int y = 0; y < expected.rows; ++y) {
    for (int x = 0; x < expected.cols; ++x) {
      const double want = std::clamp(expected.at<double>(y, x), 0.0, 1.0);
      const double got = static_cast<double>(alpha.pixels().at<float>(y, x));
      greatest = std::max(greatest, std::abs(got - want));
    }
  }
  return greatest;
}

TEST(ClosedForm, SolvesTheEquationsOfThePaper) {
  const Scene scene = disc_scene(24, 21);
  const cv::Mat expected = dense_closed_form(scene.image, scene.trimap, 1, 1e-7);
  EXPECT_LT(greatest_difference(matte(scene.image, scene.trimap), expected), 1e-5);
}

TEST(ClosedForm, SolvesThemForScatteredKnownPixels) {
  const Image image = noise_image(23, 17, 3);
  const Trimap trimap = noise_trimap(23, 17, 4);
  const cv::Mat expected = dense_closed_form(image, trimap, 1, 1e-7);
  EXPECT_LT(greatest_difference(matte(image, trimap), expected), 1e-5);
}

TEST(ClosedForm, SolvesThemWithTheChosenRadiusAndEpsilon) {
  const Scene scene = disc_scene(22, 24);
  const cv::Mat expected = dense_closed_form(scene.image, scene.trimap, 2, 1e-4);
  const Alpha alpha = matte(scene.image, scene.trimap, {{"radius", "2"}, {"epsilon", "1e-4"}});
  EXPECT_LT(greatest_difference(alpha, expected), 1e-5);
  EXPECT_GT(greatest_difference(matte(scene.image, scene.trimap), expected), 1e-3);
}

// Colours on a line between two flat ones: alpha is affine in colour everywhere, so the
// blend's own opacity is the minimum of the energy. Epsilon bends it by less than 1e-3.
TEST(ClosedForm, FindsTheExactOpacityOfABlendOfTwoColours) {
  const Scene scene = ramp_scene(60, 12);
  cv::Mat expected;
  scene.alpha.pixels().convertTo(expected, CV_64F);
  EXPECT_LT(greatest_difference(matte(scene.image, scene.trimap), expected), 1e-3);
}

TEST(ClosedForm, SpreadsOverAFlatImageFromTheOneKnownSide) {
  const Image image(cv::Mat(9, 9, CV_8UC3, cv::Scalar(90, 90, 90)));
  cv::Mat trimap(9, 9, CV_8UC1, cv::Scalar(Trimap::kUnknown));
  trimap.col(0).setTo(Trimap::kForeground);
  const cv::Mat expected(9, 9, CV_64FC1, cv::Scalar(1));
  EXPECT_LT(greatest_difference(matte(image, Trimap(trimap)), expected), 1e-6);
}

TEST(ClosedForm, GivesTheSameBitsForEveryNumberOfThreads) {
  const Scene scene = disc_scene(150, 210);
  const Alpha one = matte(scene.image, scene.trimap, {}, 1);
  const Alpha three = matte(scene.image, scene.trimap, {}, 3);
  EXPECT_EQ(cv::norm(one.pixels(), three.pixels(), cv::NORM_INF), 0);
}

TEST(ClosedForm, BeatsTheHalfOpaqueTrimapByFar) {
  const Scene scene = disc_scene(120, 100);
  cv::Mat unknown = scene.trimap.pixels() == Trimap::kUnknown;
  const cv::Mat half(scene.alpha.size(), CV_32FC1, cv::Scalar(0.5));
  const Alpha alpha = matte(scene.image, scene.trimap);
  EXPECT_LT(cv::norm(alpha.pixels(), scene.alpha.pixels(), cv::NORM_L1, unknown),
            0.2 * cv::norm(half, scene.alpha.pixels(), cv::NORM_L1, unknown));
}

}  // namespace
}  // namespace mbench
