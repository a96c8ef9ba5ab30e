#include "synth/foreground_graph.h"

#include <algorithm>
#include <utility>

#include "core/error.h"

namespace mbench {
namespace {

/// Pixels that are worked on as one piece.
constexpr std::size_t kPiece = 2048;

/// Of the product of a block's diagonal its determinant counts as at least this, far below what
/// any join adds: an opacity that is the same everywhere leaves it zero.
constexpr double kLeastShare = 1e-12;

template <typename Work>
void each_piece(std::size_t count, ThreadTeam& team, const Work& work) {
  team.each((count + kPiece - 1) / kPiece, [&](std::size_t piece) {
    const std::size_t end = std::min((piece + 1) * kPiece, count);
    for (std::size_t i = piece * kPiece; i < end; ++i) work(i);
  });
}

/// The number of each pixel of a picture among those of a list, or -1.
class Numbers {
 public:
  explicit Numbers(cv::Size size)
      : size_(size), numbers_(static_cast<std::size_t>(size.width) * size.height, -1) {}
  int& at(cv::Point place) {
    return numbers_[static_cast<std::size_t>(place.y) * size_.width + place.x];
  }
  int find(cv::Point place) const {
    const bool inside = cv::Rect({}, size_).contains(place);
    return inside ? numbers_[static_cast<std::size_t>(place.y) * size_.width + place.x] : -1;
  }

 private:
  cv::Size size_;
  std::vector<int> numbers_;
};

/// The direction of a step to one of the eight neighbours.
int direction_of(cv::Point step) {
  for (int direction = 0; direction < LayerGraph::kDirections; ++direction) {
    if (LayerGraph::step(direction) == step) return direction;
  }
  throw InternalError("a step to no neighbour");
}

}  // namespace

cv::Point LayerGraph::step(int direction) {
  static constexpr int kX[] = {1, -1, 0, 1, -1, 1, 0, -1};
  static constexpr int kY[] = {0, 1, 1, 1, 0, -1, -1, -1};
  return {kX[direction], kY[direction]};
}

LayerGraph::LayerGraph(cv::Size size, std::vector<cv::Point> places)
    : size_(size), places_(std::move(places)), nodes_(places_.size()) {
  Numbers numbers(size);
  for (std::size_t i = 0; i < pixels(); ++i) numbers.at(places_[i]) = static_cast<int>(i);
  for (std::size_t i = 0; i < pixels(); ++i) {
    for (int direction = 0; direction < kDirections; ++direction) {
      const int found = numbers.find(places_[i] + step(direction));
      nodes_[i].neighbours[static_cast<std::size_t>(direction)] =
          found >= 0 ? found : static_cast<int>(pixels());
    }
    quarters_[static_cast<std::size_t>(places_[i].x % 2 + 2 * (places_[i].y % 2))].push_back(
        static_cast<int>(i));
  }
}

void LayerGraph::add_own(std::size_t pixel, const LayerBlock& block) {
  LayerBlock& own = nodes_[pixel].own;
  own.ff += block.ff;
  own.fb += block.fb;
  own.bb += block.bb;
}

void LayerGraph::add_join(std::size_t pixel, int direction, double foreground, double background) {
  MBENCH_ASSERT(direction < kForwards && neighbour(pixel, direction) < pixels());
  const auto place = static_cast<std::size_t>(direction);
  nodes_[pixel].foreground_joins[place] += static_cast<float>(foreground);
  nodes_[pixel].background_joins[place] += static_cast<float>(background);
}

void LayerGraph::finish() {
  for (std::size_t i = 0; i < pixels(); ++i) {
    for (std::size_t direction = 0; direction < kForwards; ++direction) {
      const std::size_t other = neighbour(i, static_cast<int>(direction));
      if (other == pixels()) continue;
      // Not added up on either side, where rounding could make the matrix unsymmetric.
      nodes_[other].foreground_joins[direction + kForwards] = nodes_[i].foreground_joins[direction];
      nodes_[other].background_joins[direction + kForwards] = nodes_[i].background_joins[direction];
    }
  }
  for (Node& node : nodes_) {
    node.whole = node.own;
    for (const float join : node.foreground_joins) node.whole.ff += static_cast<double>(join);
    for (const float join : node.background_joins) node.whole.bb += static_cast<double>(join);
  }
}

LayerGraph LayerGraph::coarser(std::vector<int>& parents) const {
  const cv::Size half((size_.width + 1) / 2, (size_.height + 1) / 2);
  Numbers numbers(half);
  for (const cv::Point& place : places_) numbers.at(place / 2) = 0;
  std::vector<cv::Point> squares;
  for (int y = 0; y < half.height; ++y) {
    for (int x = 0; x < half.width; ++x) {
      if (numbers.at({x, y}) < 0) continue;
      numbers.at({x, y}) = static_cast<int>(squares.size());
      squares.emplace_back(x, y);
    }
  }
  LayerGraph coarse(half, std::move(squares));
  parents.resize(pixels());
  for (std::size_t i = 0; i < pixels(); ++i) parents[i] = numbers.at(places_[i] / 2);
  for (std::size_t i = 0; i < pixels(); ++i) {
    coarse.add_own(static_cast<std::size_t>(parents[i]), nodes_[i].own);
    for (int direction = 0; direction < kDirections; ++direction) {
      const std::size_t other = neighbour(i, direction);
      if (other == pixels() || parents[other] == parents[i]) continue;
      const int across = direction_of(places_[other] / 2 - places_[i] / 2);
      if (across >= kForwards) continue;
      const auto place = static_cast<std::size_t>(direction);
      coarse.add_join(static_cast<std::size_t>(parents[i]), across,
                      static_cast<double>(nodes_[i].foreground_joins[place]),
                      static_cast<double>(nodes_[i].background_joins[place]));
    }
  }
  coarse.finish();
  return coarse;
}

std::array<double, LayerGraph::kValues> LayerGraph::pull(const Node& node, const Vector& x) {
  std::array<double, kValues> sum{};
  for (std::size_t direction = 0; direction < kDirections; ++direction) {
    const double* const other =
        x.data() + static_cast<std::ptrdiff_t>(kValues) * node.neighbours[direction];
    const auto foreground = static_cast<double>(node.foreground_joins[direction]);
    const auto background = static_cast<double>(node.background_joins[direction]);
    for (std::size_t c = 0; c < kColours; ++c) {
      sum[c] += foreground * other[c];
      sum[kColours + c] += background * other[kColours + c];
    }
  }
  return sum;
}

void LayerGraph::multiply(const Vector& x, Vector& product, ThreadTeam& team) const {
  each_piece(pixels(), team, [&](std::size_t i) {
    const LayerBlock& block = nodes_[i].whole;
    const auto sum = pull(nodes_[i], x);
    const double* const f = x.data() + kValues * i;
    const double* const b = f + kColours;
    double* const to = product.data() + kValues * i;
    for (std::size_t c = 0; c < kColours; ++c) {
      to[c] = block.ff * f[c] + block.fb * b[c] - sum[c];
      to[kColours + c] = block.fb * f[c] + block.bb * b[c] - sum[kColours + c];
    }
  });
}

void LayerGraph::subtract(const Vector& right_side, const Vector& x, Vector& rest,
                          ThreadTeam& team) const {
  each_piece(pixels(), team, [&](std::size_t i) {
    const LayerBlock& block = nodes_[i].whole;
    const auto sum = pull(nodes_[i], x);
    const double* const f = x.data() + kValues * i;
    const double* const b = f + kColours;
    const double* const from = right_side.data() + kValues * i;
    double* const to = rest.data() + kValues * i;
    for (std::size_t c = 0; c < kColours; ++c) {
      to[c] = from[c] - block.ff * f[c] - block.fb * b[c] + sum[c];
      to[kColours + c] = from[kColours + c] - block.fb * f[c] - block.bb * b[c] + sum[kColours + c];
    }
  });
}

void LayerGraph::relax(const Vector& right_side, Vector& x, bool reverse, ThreadTeam& team) const {
  for (std::size_t turn = 0; turn < quarters_.size(); ++turn) {
    const std::vector<int>& quarter = quarters_[reverse ? quarters_.size() - 1 - turn : turn];
    each_piece(quarter.size(), team, [&](std::size_t place) {
      const auto i = static_cast<std::size_t>(quarter[place]);
      const LayerBlock& block = nodes_[i].whole;
      auto known = pull(nodes_[i], x);
      for (std::size_t v = 0; v < kValues; ++v) known[v] += right_side[kValues * i + v];
      const double product = block.ff * block.bb;
      const double scale = 1.0 / (product - block.fb * block.fb + kLeastShare * product);
      double* const to = x.data() + kValues * i;
      for (std::size_t c = 0; c < kColours; ++c) {
        to[c] = scale * (block.bb * known[c] - block.fb * known[kColours + c]);
        to[kColours + c] = scale * (block.ff * known[kColours + c] - block.fb * known[c]);
      }
    });
  }
}

}  // namespace mbench
