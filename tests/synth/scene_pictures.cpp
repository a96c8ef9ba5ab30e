#include "tests/synth/scene_pictures.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <string>

#include "core/image_io.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

/// A soft ellipse in a picture that leaves some of it clear.
Alpha soft_ellipse(int width, int height) {
  cv::Mat alpha(height, width, CV_8UC1);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double across = (x + 0.5 - 0.5 * width) / (0.42 * width);
      const double down = (y + 0.5 - 0.5 * height) / (0.42 * height);
      const double opacity = std::clamp((1 - std::hypot(across, down)) * 4, 0.0, 1.0);
      alpha.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(std::lround(255 * opacity));
    }
  }
  return Alpha(alpha);
}

Entity write_entity(const fs::path& folder, int category, int number, unsigned seed) {
  static const std::vector<std::string> kColours{"brown", "black", "white", "red", "green"};
  Entity entity;
  entity.category = "kind" + std::to_string(category);
  entity.name = entity.category + "-" + std::to_string(number);
  entity.attributes = {kColours[static_cast<std::size_t>(category + number) % kColours.size()],
                       number % 2 == 0 ? "small" : "with a soft rim"};
  if (category == 0) entity.synonyms = {"thing"};
  const int width = 40 + 10 * (number % 3);
  const int height = category % 2 == 0 ? width : 70 - width / 2;
  entity.foreground = folder / "fg" / (entity.name + ".png");
  entity.alpha = folder / "alpha" / (entity.name + ".png");
  write_image(entity.foreground, noise_image(width, height, seed));
  write_alpha(entity.alpha, soft_ellipse(width, height));
  return entity;
}

}  // namespace

Stock write_stock(const fs::path& folder, int categories, int each) {
  std::vector<Entity> entities;
  for (int category = 0; category < categories; ++category) {
    for (int number = 0; number < each; ++number) {
      const auto seed = static_cast<unsigned>(100 * category + number);
      entities.push_back(write_entity(folder, category, number, seed));
    }
  }
  std::vector<fs::path> backgrounds;
  for (unsigned i = 0; i < 3; ++i) {
    backgrounds.push_back(folder / "bg" / ("wall" + std::to_string(i) + ".png"));
    write_image(backgrounds.back(), noise_image(180, 140, 1000 + i));
  }
  return {entities, backgrounds};
}

SceneFacts facts_at(const std::vector<cv::Point2d>& centres) {
  SceneFacts facts;
  facts.canvas = {200, 100};
  for (const cv::Point2d& centre : centres) {
    facts.entities.push_back({500, 500, centre});
    facts.covered.emplace_back(centres.size(), 0.0);
  }
  return facts;
}

}  // namespace mbench
