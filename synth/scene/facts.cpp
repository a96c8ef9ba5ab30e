#include "synth/scene/facts.h"

#include <cmath>
#include <cstdint>

#include <opencv2/core.hpp>

namespace mbench {
namespace {

constexpr double kClearDistance = 0.10;
constexpr double kClearSlope = 0.5;
constexpr double kClearCover = 0.05;
constexpr double kPossibleCover = 0.005;
constexpr double kClearOffset = 0.08;
constexpr double kPossibleOffset = 0.16;

double opaque_pixels(const cv::Mat& alpha) { return cv::sum(alpha)[0] / 255.0; }

/// The pixels' middles count, so that a full alpha has its centre at one half.
cv::Point2d centre_of(const cv::Mat& alpha) {
  std::int64_t sum = 0;
  std::int64_t across = 0;
  std::int64_t down = 0;
  for (int y = 0; y < alpha.rows; ++y) {
    const std::uint8_t* const values = alpha.ptr(y);
    std::int64_t row = 0;
    for (int x = 0; x < alpha.cols; ++x) {
      row += values[x];
      across += std::int64_t{values[x]} * x;
    }
    sum += row;
    down += row * y;
  }
  if (sum == 0) return {0.5, 0.5};
  const auto mean = [&](std::int64_t moment, int side) {
    return (static_cast<double>(moment) / static_cast<double>(sum) + 0.5) / side;
  };
  return {mean(across, alpha.cols), mean(down, alpha.rows)};
}

/// Whether a way of `along` pixels, `across` pixels to the side, leads that way.
bool leads(double along, double across, double side, Reading reading) {
  if (reading == Reading::possible) return along > 0;
  return along >= kClearDistance * side && along >= kClearSlope * std::abs(across);
}

bool covers(const SceneFacts& facts, std::size_t upper, std::size_t lower, Reading reading) {
  return facts.covered[lower][upper] >= (reading == Reading::clear ? kClearCover : kPossibleCover);
}

}  // namespace

SceneFacts measure(const std::vector<SceneLayer>& layers, const std::vector<cv::Mat>& visible) {
  SceneFacts facts;
  if (!visible.empty()) facts.canvas = visible.front().size();
  for (std::size_t lower = 0; lower < layers.size(); ++lower) {
    facts.entities.push_back({opaque_pixels(layers[lower].alpha), opaque_pixels(visible[lower]),
                              centre_of(visible[lower])});
    std::vector<double> covered(layers.size(), 0.0);
    for (std::size_t upper = lower + 1; upper < layers.size(); ++upper) {
      covered[upper] = covered_share(layers[lower], visible[upper]);
    }
    facts.covered.push_back(std::move(covered));
  }
  return facts;
}

const char* name_of(Relation relation) {
  static constexpr std::array kNames{"left of", "right of",    "above",
                                     "below",   "in front of", "behind"};
  return kNames[static_cast<std::size_t>(relation)];
}

Relation inverse(Relation relation) {
  static constexpr std::array kInverses{Relation::right_of, Relation::left_of,
                                        Relation::below,    Relation::above,
                                        Relation::behind,   Relation::in_front_of};
  return kInverses[static_cast<std::size_t>(relation)];
}

const char* name_of(Position position) {
  static constexpr std::array kNames{"left", "right", "top", "bottom", "middle"};
  return kNames[static_cast<std::size_t>(position)];
}

bool holds(Relation relation, const SceneFacts& facts, std::size_t one, std::size_t other,
           Reading reading) {
  const cv::Point2d from = facts.entities[one].centre;
  const cv::Point2d to = facts.entities[other].centre;
  const double right = (to.x - from.x) * facts.canvas.width;
  const double down = (to.y - from.y) * facts.canvas.height;
  switch (relation) {
    case Relation::left_of:
      return leads(right, down, facts.canvas.width, reading);
    case Relation::right_of:
      return leads(-right, down, facts.canvas.width, reading);
    case Relation::above:
      return leads(down, right, facts.canvas.height, reading);
    case Relation::below:
      return leads(-down, right, facts.canvas.height, reading);
    case Relation::in_front_of:
      return covers(facts, one, other, reading);
    case Relation::behind:
      return covers(facts, other, one, reading);
  }
  return false;
}

bool holds(Position position, const SceneFacts& facts, std::size_t entity, Reading reading) {
  const cv::Point2d offset = facts.entities[entity].centre - cv::Point2d(0.5, 0.5);
  const double middle = reading == Reading::clear ? kClearOffset : kPossibleOffset;
  const auto is_beyond = [&](double distance) {
    return reading == Reading::clear ? distance >= kClearOffset : distance > 0;
  };
  switch (position) {
    case Position::left:
      return is_beyond(-offset.x);
    case Position::right:
      return is_beyond(offset.x);
    case Position::top:
      return is_beyond(-offset.y);
    case Position::bottom:
      return is_beyond(offset.y);
    case Position::middle:
      return std::abs(offset.x) <= middle && std::abs(offset.y) <= middle;
  }
  return false;
}

}  // namespace mbench
