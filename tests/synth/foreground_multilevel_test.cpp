#include "synth/foreground_multilevel.h"

#include <gtest/gtest.h>

#include <fstream>
#include <opencv2/core.hpp>
#include <sstream>
#include <string>

#include "core/error.h"
#include "core/sha256.h"
#include "tests/support/builders.h"
#include "tests/synth/foreground_scenes.h"
#include "tests/synth/instruction_sets.h"

namespace mbench {
namespace {

FloatLayers estimate(const Image& image, const Alpha& alpha, const MultilevelOptions& options = {},
                     int threads = 1) {
  ThreadTeam team(threads);
  FloatLayers layers(image.size());
  multilevel_layers(image, alpha, options, team, layers.sink());
  return layers;
}

/// -0 counts as 0.
std::string digest(const cv::Mat& layer) {
  cv::Mat plain = layer.clone();
  for (int y = 0; y < plain.rows; ++y) {
    for (int x = 0; x < 3 * plain.cols; ++x) plain.ptr<float>(y)[x] += 0.0F;
  }
  return sha256_of_pixels(plain);
}

TEST(ForegroundMultilevel, EqualsPymattingToTheLastBitOnStoredDigests) {
  std::ifstream file(MBENCH_TEST_DATA_DIR "/synth/foreground_multilevel.txt");
  std::string line;
  int cases = 0;
  while (std::getline(file, line)) {
    if (line.front() == '#') continue;
    std::istringstream fields(line);
    std::string kind, foreground, background;
    int w = 0, h = 0;
    unsigned seed = 0;
    MultilevelOptions options;
    ASSERT_TRUE(fields >> kind >> w >> h >> seed >> options.regularization >>
                options.gradient_weight >> options.small_iterations >> options.large_iterations >>
                options.small_size_px >> foreground >> background)
        << line;
    const FloatLayers layers =
        estimate(noise_image(w, h, seed), scene_alpha(kind, w, h, seed + 1000), options);
    EXPECT_EQ(digest(layers.foreground), foreground) << line;
    EXPECT_EQ(digest(layers.background), background) << line;
    ++cases;
  }
  EXPECT_EQ(cases, 88);
}

// Wide enough for threads, and for pieces of a row that begin and end everywhere.
TEST(ForegroundMultilevel, GivesTheSameBitsOnAnyNumberOfThreads) {
  for (const int iterations : {1, 2, 5}) {
    MultilevelOptions options;
    options.large_iterations = iterations;
    const Image image = noise_image(1111, 37, 3);
    const Alpha alpha = scene_alpha("noise", 1111, 37, 4);
    const FloatLayers alone = estimate(image, alpha, options, 1);
    for (const int threads : {2, 3, 8, 50}) {
      const FloatLayers layers = estimate(image, alpha, options, threads);
      EXPECT_EQ(digest(layers.foreground), digest(alone.foreground)) << threads;
      EXPECT_EQ(digest(layers.background), digest(alone.background)) << threads;
      EXPECT_EQ(cv::countNonZero(layers.times != 1), 0);
    }
  }
}

TEST(ForegroundMultilevel, GivesTheSameBitsOnEveryKindOfProcessor) {
  const Image image = noise_image(300, 41, 5);
  const Alpha alpha = scene_alpha("noise", 300, 41, 6);
  const FloatLayers best = estimate(image, alpha);
  on_every_instruction_set([&] {
    const FloatLayers layers = estimate(image, alpha);
    EXPECT_EQ(digest(layers.foreground), digest(best.foreground));
    EXPECT_EQ(digest(layers.background), digest(best.background));
  });
}

TEST(ForegroundMultilevel, LevelsHaveTheReferencesSizes) {
  // 13 levels above the first; worked out with Python's round().
  EXPECT_EQ(foreground_level_size({4872, 6017}, 0, 13), cv::Size(1, 1));
  EXPECT_EQ(foreground_level_size({4872, 6017}, 1, 13), cv::Size(2, 2));
  EXPECT_EQ(foreground_level_size({4872, 6017}, 12, 13), cv::Size(2535, 3081));
  EXPECT_EQ(foreground_level_size({4872, 6017}, 13, 13), cv::Size(4872, 6017));
  // 6^(1/2) = 2.449, 12^(1/2) = 3.464.
  EXPECT_EQ(foreground_level_size({6, 12}, 1, 2), cv::Size(2, 3));
  EXPECT_EQ(foreground_level_size({1, 1}, 0, 0), cv::Size(1, 1));
}

TEST(ForegroundMultilevel, OnePixelIsSolvedAlone) {
  cv::Mat red(1, 1, CV_8UC3, cv::Scalar(255, 0, 51));
  const FloatLayers layers = estimate(Image(red), flat_bytes(1, 1, 255));
  EXPECT_NEAR(layers.foreground.at<cv::Vec3f>(0, 0)[0], 1, 1e-4);
  EXPECT_NEAR(layers.foreground.at<cv::Vec3f>(0, 0)[1], 0, 1e-4);
  EXPECT_NEAR(layers.foreground.at<cv::Vec3f>(0, 0)[2], 0.2, 1e-4);
}

// F = (I + Σ pull·F') / (1 + Σ pull) with four pulls of 1e-5 and |I - F'| of at most 1.
TEST(ForegroundMultilevel, IsTheImageWithinWhatIsOpaqueOrClear) {
  const Image image = noise_image(60, 50, 8);
  const FloatLayers opaque = estimate(image, flat_bytes(60, 50, 255));
  const FloatLayers clear = estimate(image, flat_bytes(60, 50, 0));
  cv::Mat expected;
  image.pixels().convertTo(expected, CV_32FC3, 1.0 / 255.0);
  EXPECT_LE(cv::norm(opaque.foreground, expected, cv::NORM_INF), 4.1e-5);
  EXPECT_LE(cv::norm(clear.background, expected, cv::NORM_INF), 4.1e-5);
}

// A red disc on blue, mixed by its alpha: both colours are the same everywhere, so that the
// smoothest layers are also the true ones.
TEST(ForegroundMultilevel, FindsTheColoursOfASoftEdge) {
  const Alpha alpha = disc_alpha(90, 70);
  cv::Mat pixels(70, 90, CV_8UC3);
  for (int y = 0; y < 70; ++y) {
    for (int x = 0; x < 90; ++x) {
      const int a = alpha.pixels().at<std::uint8_t>(y, x);
      pixels.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>(a), 20,
                                    static_cast<std::uint8_t>(255 - a)};
    }
  }
  const FloatLayers layers = estimate(Image(pixels), alpha);
  const cv::Scalar red(1, 20 / 255.0, 0);
  const cv::Scalar blue(0, 20 / 255.0, 1);
  EXPECT_LE(cv::norm(layers.foreground, cv::Mat(70, 90, CV_32FC3, red), cv::NORM_INF), 0.02);
  EXPECT_LE(cv::norm(layers.background, cv::Mat(70, 90, CV_32FC3, blue), cv::NORM_INF), 0.02);
  EXPECT_LE(reproduction(Image(pixels), alpha, layers).worst, 1 / 255.0);
}

// The last update of a pixel leaves |a·F + (1-a)·B - I| at s / (a² + (1-a)² + s) of what it
// was, s the sum of the pulls, unless it is clipped: at most 2s = 8e-5 where the opacity
// does not change.
TEST(ForegroundMultilevel, ReproducesTheImageWhereTheOpacityDoesNotChange) {
  const Image image = smooth_image(50, 40, 9);
  const Alpha alpha = flat_bytes(50, 40, 128);
  EXPECT_LE(reproduction(image, alpha, estimate(image, alpha)).worst, 8e-5);
}

TEST(ForegroundMultilevel, WorksOnPartsOfLargerPictures) {
  const cv::Rect part(5, 6, 31, 17);
  const Image image(noise_image(50, 40, 3).pixels()(part));
  const Alpha alpha(noise_bytes(50, 40, 5).pixels()(part));
  const FloatLayers parts = estimate(image, alpha);
  const FloatLayers wholes = estimate(Image(image.pixels().clone()), Alpha(alpha.pixels().clone()));
  EXPECT_EQ(digest(parts.foreground), digest(wholes.foreground));
}

TEST(ForegroundMultilevel, WhatTheReceiverThrowsComesThrough) {
  const Image image = noise_image(2000, 60, 1);
  const Alpha alpha = noise_bytes(2000, 60, 2);
  ThreadTeam team(4);
  const LayerSink sink = [](const LayerPiece& piece) {
    if (piece.row == 30) throw DataError("full");
  };
  EXPECT_THROW(multilevel_layers(image, alpha, {}, team, sink), DataError);
}

TEST(ForegroundMultilevel, RefusesAnAlphaOfAnotherSizeAndOptionsWithoutSolution) {
  EXPECT_THROW(estimate(noise_image(4, 2, 1), flat_bytes(2, 4, 0)), DataError);
  for (const double wrong : {0.0, -1.0, 1e-60, std::numeric_limits<double>::infinity()}) {
    EXPECT_THROW(MultilevelOptions({wrong}).check(), UsageError) << wrong;
  }
  EXPECT_THROW(MultilevelOptions({1e-5, -0.1}).check(), UsageError);
  EXPECT_THROW(MultilevelOptions({1e-5, 1, 0}).check(), UsageError);
  EXPECT_THROW(MultilevelOptions({1e-5, 1, 1, 0}).check(), UsageError);
  EXPECT_THROW(MultilevelOptions({1e-5, 1, 1, 1, -1}).check(), UsageError);
  EXPECT_NO_THROW(MultilevelOptions{}.check());
}

}  // namespace
}  // namespace mbench
