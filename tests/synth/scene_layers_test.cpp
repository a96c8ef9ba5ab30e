#include "synth/scene/layers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/core.hpp>

#include "core/random.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

/// Noise in which fully clear and fully opaque pixels are frequent, as in mattes.
cv::Mat matte(int width, int height, unsigned seed) {
  cv::Mat pixels = noise_bytes(width, height, seed).pixels().clone();
  cv::Mat widened;
  pixels.convertTo(widened, CV_32F, 1.6, -77);
  widened.convertTo(pixels, CV_8U);
  return pixels;
}

std::vector<SceneLayer> noise_layers(std::size_t count, unsigned seed) {
  Random random(seed);
  std::vector<SceneLayer> layers;
  for (std::size_t i = 0; i < count; ++i) {
    const int width = random.integer(1, 60);
    const int height = random.integer(1, 50);
    const unsigned own = seed * 16 + static_cast<unsigned>(i);
    layers.push_back({noise_image(width, height, own).pixels(),
                      matte(width, height, own + 7),
                      {random.integer(-20, 50), random.integer(-20, 40)}});
  }
  return layers;
}

double alpha_at(const SceneLayer& layer, int x, int y) {
  const cv::Point inside = cv::Point(x, y) - layer.place;
  if (!cv::Rect({}, layer.alpha.size()).contains(inside)) return 0;
  return layer.alpha.at<std::uint8_t>(inside) / 255.0;
}

constexpr int kWidth = 70;
constexpr int kHeight = 45;

TEST(SceneLayers, AreLaidBackToFrontOneOverTheOther) {
  for (unsigned seed = 0; seed < 30; ++seed) {
    const std::vector<SceneLayer> layers = noise_layers(seed % (kMostLayers + 1), seed);
    const cv::Mat background = noise_image(kWidth, kHeight, seed + 500).pixels();
    const cv::Mat flat = flatten(background, layers);
    for (int y = 0; y < kHeight; ++y) {
      for (int x = 0; x < kWidth; ++x) {
        cv::Vec3d colour = background.at<cv::Vec3b>(y, x);
        for (const SceneLayer& layer : layers) {
          const double alpha = alpha_at(layer, x, y);
          if (alpha == 0) continue;
          const cv::Vec3d over = layer.foreground.at<cv::Vec3b>(cv::Point(x, y) - layer.place);
          colour = alpha * over + (1 - alpha) * colour;
        }
        for (int i = 0; i < 3; ++i) {
          ASSERT_NEAR(flat.at<cv::Vec3b>(y, x)[i], colour[i], 0.5 + 1e-9)
              << seed << ": " << x << "," << y;
        }
      }
    }
  }
}

TEST(SceneLayers, ShowOfThemselvesWhatThoseInFrontLetThrough) {
  for (unsigned seed = 0; seed < 30; ++seed) {
    const std::vector<SceneLayer> layers = noise_layers(1 + seed % kMostLayers, seed);
    const std::vector<cv::Mat> visible = visible_alphas({kWidth, kHeight}, layers);
    ASSERT_EQ(visible.size(), layers.size());
    for (int y = 0; y < kHeight; ++y) {
      for (int x = 0; x < kWidth; ++x) {
        double passed = 1;
        double sum = 0;
        for (std::size_t k = layers.size(); k-- > 0;) {
          const double wanted = alpha_at(layers[k], x, y) * passed;
          ASSERT_NEAR(visible[k].at<std::uint8_t>(y, x), 255 * wanted, 0.5 + 1e-9);
          sum += visible[k].at<std::uint8_t>(y, x) / 255.0;
          passed *= 1 - alpha_at(layers[k], x, y);
        }
        // The background's share makes it one, but for half a level of each layer.
        ASSERT_NEAR(sum + passed, 1.0, 0.5 * static_cast<double>(layers.size()) / 255 + 1e-9);
      }
    }
  }
}

TEST(SceneLayers, AreExactWhereDoublesWouldHaveToRound) {
  // Two alphas of 128/255 over black: (128·200·255 + 127·128·100)/255² = 125.39...
  const cv::Mat alpha(1, 1, CV_8UC1, cv::Scalar(128));
  const cv::Mat back(1, 1, CV_8UC3, cv::Scalar::all(100));
  const cv::Mat front(1, 1, CV_8UC3, cv::Scalar::all(200));
  const cv::Mat black(1, 1, CV_8UC3, cv::Scalar::all(0));
  const cv::Mat flat = flatten(black, {{back, alpha, {}}, {front, alpha, {}}});
  EXPECT_EQ(flat.at<cv::Vec3b>(0, 0), cv::Vec3b(125, 125, 125));
  // 128/255 of 127/255 is 63.75 levels.
  EXPECT_EQ(visible_alphas({1, 1}, {{back, alpha, {}}, {front, alpha, {}}})[0].at<std::uint8_t>(0),
            64);
}

TEST(SceneLayers, SixOfThemDoNotOverflow) {
  const cv::Mat white(2, 2, CV_8UC3, cv::Scalar::all(255));
  const cv::Mat alpha(2, 2, CV_8UC1, cv::Scalar(1));
  const std::vector<SceneLayer> layers(kMostLayers, {white, alpha, {}});
  EXPECT_EQ(cv::norm(flatten(white, layers), white, cv::NORM_INF), 0.0);
  const cv::Mat nearly(2, 2, CV_8UC1, cv::Scalar(254));
  const std::vector<SceneLayer> opaque(kMostLayers, {white, nearly, {}});
  EXPECT_EQ(cv::norm(flatten(white, opaque), white, cv::NORM_INF), 0.0);
}

TEST(SceneLayers, HideAllThatIsBehindAnOpaqueOne) {
  const SceneLayer back{noise_image(30, 30, 1).pixels(), matte(30, 30, 2), {5, 5}};
  const SceneLayer front{noise_image(60, 50, 3).pixels(), flat_bytes(60, 50, 255).pixels(), {}};
  const std::vector<cv::Mat> visible = visible_alphas({60, 50}, {back, front});
  EXPECT_EQ(cv::countNonZero(visible[0]), 0);
  const cv::Mat flat = flatten(noise_image(60, 50, 4).pixels(), {back, front});
  EXPECT_EQ(cv::norm(flat, front.foreground, cv::NORM_INF), 0.0);
}

TEST(SceneLayers, CoverTheShareOverWhichTheyAreSeen) {
  // The lower one is 4 pixels wide, the upper one lies over its right half with 102/255.
  const SceneLayer lower{{}, flat_bytes(4, 2, 255).pixels(), {1, 1}};
  const SceneLayer upper{{}, flat_bytes(6, 4, 102).pixels(), {3, 0}};
  const std::vector<cv::Mat> visible = visible_alphas({8, 4}, {lower, upper});
  EXPECT_DOUBLE_EQ(covered_share(lower, visible[1]), 0.2);
  const SceneLayer clear{{}, flat_bytes(4, 2, 0).pixels(), {1, 1}};
  EXPECT_EQ(covered_share(clear, visible[1]), 0.0);
}

}  // namespace
}  // namespace mbench
