#include "synth/foreground_closed_form.h"

#include <gtest/gtest.h>

#include <cstring>
#include <opencv2/core.hpp>
#include <string>

#include "core/error.h"
#include "core/filesystem.h"
#include "core/sha256.h"
#include "tests/support/builders.h"
#include "tests/synth/foreground_scenes.h"

namespace mbench {
namespace {

struct Solved {
  FloatLayers layers;
  ClosedFormSolution solution;
};

Solved solve(const Image& image, const Alpha& alpha, const ClosedFormOptions& options = {},
             int threads = 1) {
  ThreadTeam team(threads);
  Solved solved{FloatLayers(image.size()), {}};
  solved.solution = closed_form_layers(image, alpha, options, team, solved.layers.sink());
  return solved;
}

void expect_reference(const std::string& kind, int w, int h) {
  const Image image = kind == "noise" ? noise_image(w, h, 7) : smooth_image(w, h, 7);
  const auto bytes = read_file(std::string(MBENCH_TEST_DATA_DIR "/synth/foreground_closed_form_") +
                               kind + "_" + std::to_string(w) + "x" + std::to_string(h) + ".f32");
  cv::Mat foreground(h, w, CV_32FC3);
  cv::Mat background(h, w, CV_32FC3);
  const std::size_t half = foreground.total() * foreground.elemSize();
  ASSERT_EQ(bytes.size(), 2 * half);
  std::memcpy(foreground.data, bytes.data(), half);
  std::memcpy(background.data, bytes.data() + half, half);
  const Solved solved = solve(image, scene_alpha(kind, w, h, 8));
  EXPECT_LE(cv::norm(solved.layers.foreground, foreground, cv::NORM_INF), 1e-5) << kind;
  EXPECT_LE(cv::norm(solved.layers.background, background, cv::NORM_INF), 1e-5) << kind;
}

// The reference solves the equations directly in double; stored and compared are floats, whose
// own rounding is 6e-8. A byte is 4e-3.
TEST(ForegroundClosedForm, EqualsTheDirectSolutionOfTheReference) {
  expect_reference("noise", 13, 9);
  expect_reference("ramp", 24, 19);
  expect_reference("plateau", 33, 32);
}

TEST(ForegroundClosedForm, GivesTheSameBitsOnAnyNumberOfThreads) {
  const Image image = noise_image(150, 90, 1);
  const Alpha alpha = noise_bytes(150, 90, 2);
  const Solved alone = solve(image, alpha);
  const Solved together = solve(image, alpha, {}, 5);
  EXPECT_EQ(sha256_of_pixels(alone.layers.foreground),
            sha256_of_pixels(together.layers.foreground));
  EXPECT_EQ(sha256_of_pixels(alone.layers.background),
            sha256_of_pixels(together.layers.background));
  EXPECT_EQ(cv::countNonZero(together.layers.times != 1), 0);
}

// Colours have to come from the rim, 150 pixels away; without a hierarchy of squares that takes
// thousands of iterations.
TEST(ForegroundClosedForm, TakesFewIterationsHoweverLargeAnEvenOpacityIs) {
  for (const int side : {50, 300}) {
    const Solved solved = solve(smooth_image(side, side, 3), scene_alpha("plateau", side, side, 0));
    EXPECT_LE(solved.solution.iterations, 25) << side;
    EXPECT_GT(solved.solution.joined_pixels, static_cast<std::size_t>((side - 4) * (side - 4)));
  }
}

// Pinned with weight 100 against joins of at most 1.003² in eight directions.
TEST(ForegroundClosedForm, IsTheImageWhereItIsOpaqueOrClear) {
  const Image image = noise_image(60, 50, 8);
  const Alpha alpha = scene_alpha("ramp", 60, 50, 0);
  const Solved solved = solve(image, alpha);
  for (int y = 0; y < 50; ++y) {
    for (int x = 0; x < 60; ++x) {
      const int opacity = alpha.pixels().at<std::uint8_t>(y, x);
      if (opacity != 0 && opacity != 255) continue;
      const cv::Mat& layer = opacity == 0 ? solved.layers.background : solved.layers.foreground;
      for (int c = 0; c < 3; ++c) {
        EXPECT_NEAR(static_cast<double>(layer.at<cv::Vec3f>(y, x)[c]),
                    image.pixels().at<cv::Vec3b>(y, x)[c] / 255.0, 1e-3);
      }
    }
  }
}

// Joins of up to 1/8 at the disc's edge, where the opacity changes by 1/8 a pixel, weigh against
// the composite's 1.
TEST(ForegroundClosedForm, ReproducesASmoothImageButForWhatItsSmoothnessCosts) {
  const Image image = smooth_image(80, 60, 9);
  const Alpha alpha = disc_alpha(80, 60);
  const Reproduction off = reproduction(image, alpha, solve(image, alpha).layers);
  EXPECT_LE(off.worst, 6 / 255.0);
  EXPECT_LE(off.mean, 0.5 / 255.0);
}

TEST(ForegroundClosedForm, IsTheImageWhereAnEvenOpacitySaysNothing) {
  cv::Mat even(30, 40, CV_8UC3, cv::Scalar(200, 100, 50));
  const Solved solved = solve(Image(even), flat_bytes(40, 30, 128));
  cv::Mat expected;
  even.convertTo(expected, CV_32FC3, 1.0 / 255.0);
  EXPECT_LE(cv::norm(solved.layers.foreground, expected, cv::NORM_INF), 1e-5);
  EXPECT_LE(cv::norm(solved.layers.background, expected, cv::NORM_INF), 1e-5);
  const Image image = smooth_image(40, 30, 9);
  const Solved smooth = solve(image, flat_bytes(40, 30, 128));
  EXPECT_LE(reproduction(image, flat_bytes(40, 30, 128), smooth.layers).worst, 1 / 255.0);
}

TEST(ForegroundClosedForm, APictureWithoutSoftEdgesNeedsNoIteration) {
  const Solved solved = solve(noise_image(20, 10, 1), scene_alpha("halves", 20, 10, 2));
  EXPECT_EQ(solved.solution.joined_pixels, 0U);
  EXPECT_EQ(solved.solution.iterations, 0);
}

TEST(ForegroundClosedForm, SolvesOnePixel) {
  const Solved solved =
      solve(Image(cv::Mat(1, 1, CV_8UC3, cv::Scalar(255, 0, 51))), flat_bytes(1, 1, 128));
  EXPECT_EQ(solved.solution.joined_pixels, 1U);
  EXPECT_NEAR(solved.layers.foreground.at<cv::Vec3f>(0, 0)[2], 0.2, 1e-5);
  EXPECT_NEAR(solved.layers.background.at<cv::Vec3f>(0, 0)[0], 1, 1e-5);
}

TEST(ForegroundClosedForm, SaysWhenTheIterationsDoNotSuffice) {
  ClosedFormOptions options;
  options.most_iterations = 1;
  EXPECT_THROW(solve(noise_image(40, 40, 1), noise_bytes(40, 40, 2), options), DataError);
}

TEST(ForegroundClosedForm, RefusesAnAlphaOfAnotherSizeAndOptionsWithoutMeaning) {
  EXPECT_THROW(solve(noise_image(4, 2, 1), flat_bytes(2, 4, 0)), DataError);
  for (const double wrong : {0.0, -1.0, 1.0, std::nan("")}) {
    EXPECT_THROW(ClosedFormOptions({wrong, 10}).check(), UsageError);
  }
  EXPECT_THROW(ClosedFormOptions({1e-8, 0}).check(), UsageError);
}

}  // namespace
}  // namespace mbench
