#include "runners/models/knn_graph.h"

#include "runners/models/nearest_points.h"

#include <algorithm>
#include <numeric>

#include <opencv2/imgproc.hpp>

namespace mbench {
namespace {

constexpr std::uint32_t kKnown = 0xFFFFFFFFU;

/// The pixels that take part.
struct Members {
  std::vector<int> pixels;             ///< row·width + column
  std::vector<std::uint32_t> unknown;  ///< which of the unknown ones, or kKnown
  std::vector<double> opacity;         ///< of the known ones
};

/// A pair found by a search, seen from one of its two.
struct Pair {
  std::uint32_t unknown = 0;
  std::uint32_t other = 0;
};

Members members_of(const Trimap& trimap, double band_px) {
  cv::Mat far_from_unknown;
  cv::distanceTransform(trimap.pixels() != Trimap::kUnknown, far_from_unknown, cv::DIST_L2,
                        cv::DIST_MASK_5);
  Members members;
  std::uint32_t unknown = 0;
  for (int y = 0; y < trimap.size().height; ++y) {
    for (int x = 0; x < trimap.size().width; ++x) {
      if (static_cast<double>(far_from_unknown.at<float>(y, x)) > band_px) continue;
      const std::uint8_t value = trimap.pixels().at<std::uint8_t>(y, x);
      members.pixels.push_back(y * trimap.size().width + x);
      members.unknown.push_back(value == Trimap::kUnknown ? unknown++ : kKnown);
      members.opacity.push_back(value == Trimap::kForeground ? 1 : 0);
    }
  }
  return members;
}

std::vector<Feature> features_of(const Image& image, const Members& members, float place_weight) {
  const int width = image.size().width;
  const float right = place_weight / static_cast<float>(std::max(1, width - 1));
  const float down = place_weight / static_cast<float>(std::max(1, image.size().height - 1));
  std::vector<Feature> features;
  features.reserve(members.pixels.size());
  for (const int pixel : members.pixels) {
    const int y = pixel / width;
    const int x = pixel % width;
    const auto& colour = image.pixels().at<cv::Vec3b>(y, x);
    features.push_back({static_cast<float>(colour[0]) / 255.0F,
                        static_cast<float>(colour[1]) / 255.0F,
                        static_cast<float>(colour[2]) / 255.0F, right * static_cast<float>(x),
                        down * static_cast<float>(y)});
  }
  return features;
}

/// Adds the pairs that have an unknown pixel, once from each of its unknown sides.
void add_pairs(const Image& image, const Members& members, const NeighbourSearch& search,
               ThreadTeam& team, std::vector<Pair>& pairs) {
  const std::vector<Feature> features = features_of(image, members, search.place_weight);
  std::vector<std::uint32_t> all(members.pixels.size());
  std::iota(all.begin(), all.end(), 0U);
  const std::size_t count = std::min(search.neighbours, all.size());
  const auto found = NearestPoints(features).nearest(all, count, team);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto first = static_cast<std::uint32_t>(i / count);
    const std::uint32_t second = found[i];
    if (first == second) continue;
    if (members.unknown[first] != kKnown) pairs.push_back({members.unknown[first], second});
    if (members.unknown[second] != kKnown) pairs.push_back({members.unknown[second], first});
  }
}

/// The pairs in the order of their unknown pixel, each one's in the order in which they
/// were found.
std::vector<std::uint32_t> others_by_unknown(const std::vector<Pair>& pairs,
                                             std::vector<std::size_t>& begins) {
  for (const Pair& pair : pairs) ++begins[pair.unknown + 1];
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  std::vector<std::size_t> next(begins.begin(), begins.end() - 1);
  std::vector<std::uint32_t> others(pairs.size());
  for (const Pair& pair : pairs) others[next[pair.unknown]++] = pair.other;
  return others;
}

}  // namespace

KnnSystem knn_system(const Image& image, const Trimap& trimap,
                     const std::vector<NeighbourSearch>& searches, double band_px,
                     ThreadTeam& team) {
  const Members members = members_of(trimap, band_px);
  std::vector<Pair> pairs;
  for (const NeighbourSearch& search : searches) add_pairs(image, members, search, team, pairs);

  KnnSystem system;
  for (std::size_t i = 0; i < members.pixels.size(); ++i) {
    if (members.unknown[i] != kKnown) system.pixels.push_back(members.pixels[i]);
  }
  std::vector<std::size_t> begins(system.pixels.size() + 1);
  std::vector<std::uint32_t> others = others_by_unknown(pairs, begins);
  pairs = {};
  system.diagonal.resize(system.pixels.size());
  system.right_side.resize(system.pixels.size());
  for (std::size_t i = 0; i < system.pixels.size(); ++i) {
    system.row_begins.push_back(system.columns.size());
    const auto begin = others.begin() + static_cast<std::ptrdiff_t>(begins[i]);
    const auto end = others.begin() + static_cast<std::ptrdiff_t>(begins[i + 1]);
    std::sort(begin, end);
    for (auto other = begin; other != end;) {
      const auto next = std::upper_bound(other, end, *other);
      const auto weight = static_cast<float>(next - other);
      system.diagonal[i] += static_cast<double>(weight);
      if (const std::uint32_t column = members.unknown[*other]; column != kKnown) {
        system.columns.push_back(column);
        system.weights.push_back(weight);
      } else {
        system.right_side[i] += static_cast<double>(weight) * members.opacity[*other];
      }
      other = next;
    }
  }
  system.row_begins.push_back(system.columns.size());
  return system;
}

}  // namespace mbench
