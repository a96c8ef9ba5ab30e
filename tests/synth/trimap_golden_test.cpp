// Trimaps against those that OpenCV's Python package made, see tests/data/synth/make_trimaps.py.

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <opencv2/imgproc.hpp>
#include <sstream>
#include <string>

#include "core/sha256.h"
#include "synth/trimap_from_alpha.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

const std::map<std::string, int> kInterpolations{{"nearest", cv::INTER_NEAREST},
                                                 {"linear", cv::INTER_LINEAR},
                                                 {"cubic", cv::INTER_CUBIC},
                                                 {"lanczos4", cv::INTER_LANCZOS4}};

cv::Mat specks(cv::Size size, unsigned seed) {
  cv::Mat alpha(size, CV_8UC1, cv::Scalar(0));
  alpha.colRange(size.width / 2, size.width).setTo(255);
  alpha.setTo(77, noise_bytes(size.width, size.height, seed).pixels() == 3);
  return alpha;
}

cv::Mat disc(cv::Size size, unsigned seed) {
  const int side = std::min(size.width, size.height);
  const int reach = side * side / 9 + 1;
  const int soft = reach / 2 + 1;
  cv::Mat alpha(size, CV_8UC1);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const int across = x - size.width / 2 - static_cast<int>(seed % 3);
      const int down = y - size.height / 2;
      const int inside = reach - across * across - down * down;
      alpha.at<std::uint8_t>(y, x) =
          static_cast<std::uint8_t>(std::clamp(inside + soft, 0, 2 * soft) * 255 / (2 * soft));
    }
  }
  return alpha;
}

cv::Mat islands(cv::Size size, unsigned seed) {
  const cv::Mat pixels = noise_bytes(size.width, size.height, seed).pixels();
  cv::Mat alpha = pixels >= 128;
  alpha.setTo(90, (pixels > 120) & (pixels < 136));
  cv::Mat enlarged;
  cv::resize(alpha, enlarged, {}, 5, 5, cv::INTER_NEAREST);
  return enlarged;
}

Alpha alpha_of(const std::string& kind, cv::Size size, unsigned seed) {
  if (kind == "specks") return Alpha(specks(size, seed));
  if (kind == "disc") return Alpha(disc(size, seed));
  return Alpha(islands(size, seed));
}

/// What the rest of a line asks for.
Trimap made(const Alpha& alpha, std::istringstream& line) {
  ThreadTeam team(1);
  TrimapSteps steps;
  std::string way;
  line >> way;
  if (way == "band") return trimap_from_alpha(alpha, parse_trimap_recipe("background-matting-v2"));
  if (way == "bytes") {
    TrimapRecipe recipe;
    line >> recipe.ellipse_px >> recipe.iterations;
    return trimap_from_alpha(alpha, recipe);
  }
  if (way == "squashed") {
    std::string interpolation;
    line >> interpolation;
    steps.squash_interpolation = kInterpolations.at(interpolation);
  }
  line >> steps.foreground.ellipse_px >> steps.background.ellipse_px;
  steps.tolerance = 1e-5F;
  return trimap_by_steps(alpha, steps, team);
}

TEST(TrimapFromAlpha, EqualsWhatTheAuthorsOperationsGaveInOpenCV) {
  std::ifstream file(MBENCH_TEST_DATA_DIR "/synth/trimaps.txt");
  std::string text;
  int trimaps = 0;
  while (std::getline(file, text)) {
    if (text.front() == '#') continue;
    std::istringstream line(text);
    std::string kind;
    cv::Size size;
    unsigned seed = 0;
    line >> kind >> size.width >> size.height >> seed;
    const Trimap trimap = made(alpha_of(kind, size, seed), line);
    std::string digest;
    line >> digest;
    ASSERT_TRUE(line) << text;
    EXPECT_EQ(sha256_of_pixels(trimap.pixels()), digest) << text;
    ++trimaps;
  }
  EXPECT_EQ(trimaps, 810);
}

}  // namespace
}  // namespace mbench
