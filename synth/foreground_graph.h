#pragma once

#include "core/conjugate_gradients.h"
#include "core/thread_team.h"

#include <array>
#include <cstddef>
#include <opencv2/core/types.hpp>
#include <vector>

namespace mbench {

/// A symmetric 2x2 matrix over a pixel's foreground and background.
struct LayerBlock {
  double ff = 0;
  double fb = 0;
  double bb = 0;
};

/// A symmetric positive definite matrix over the foreground and background of some pixels:
///
///     xᵀ·A·x = Σ own equations of a pixel + Σ join · (difference of two neighbours)²,
///
/// the joins of foregrounds and of backgrounds each for themselves.
///
/// A vector over it holds F of three colours and B of three colours of pixel 0, then of pixel 1,
/// and so on, and as many zeros at its end, where neighbours that do not exist are looked up. The
/// matrix is the same for each colour: to go over it once for all three is what makes it fast.
class LayerGraph {
 public:
  static constexpr std::size_t kColours = 3;
  /// Numbers of a pixel in a vector.
  static constexpr std::size_t kValues = 2 * kColours;
  /// Right, below left, below and below right are 0 to 3, their opposites 4 to 7.
  static constexpr int kDirections = 8;
  static constexpr int kForwards = 4;
  static cv::Point step(int direction);

  /// `places` are the pixels in reading order, within `size`. Nothing is joined yet.
  LayerGraph(cv::Size size, std::vector<cv::Point> places);

  std::size_t pixels() const { return places_.size(); }
  const std::vector<cv::Point>& places() const { return places_; }
  Vector zeros() const { return Vector(kValues * (pixels() + 1)); }
  /// pixels() where there is none.
  std::size_t neighbour(std::size_t pixel, int direction) const {
    return static_cast<std::size_t>(nodes_[pixel].neighbours[static_cast<std::size_t>(direction)]);
  }

  void add_own(std::size_t pixel, const LayerBlock& block);
  /// `direction` is below kForwards, and the neighbour is there.
  void add_join(std::size_t pixel, int direction, double foreground, double background);
  /// To be called when all is added.
  void finish();

  /// The graph of the squares of 2x2 pixels, each with one foreground and one background: the
  /// same quadratic form. `parents` receives each pixel's square.
  LayerGraph coarser(std::vector<int>& parents) const;

  /// product = A·x.
  void multiply(const Vector& x, Vector& product, ThreadTeam& team) const;
  /// rest = right_side - A·x.
  void subtract(const Vector& right_side, const Vector& x, Vector& rest, ThreadTeam& team) const;
  /// Solves every pixel's two equations with its neighbours as they are, one quarter of the
  /// pixels after the other, in the order of the quarters or in the reverse one.
  void relax(const Vector& right_side, Vector& x, bool reverse, ThreadTeam& team) const;

 private:
  struct Node {
    std::array<int, kDirections> neighbours;
    std::array<float, kDirections> foreground_joins{};
    std::array<float, kDirections> background_joins{};
    LayerBlock own;
    LayerBlock whole;  ///< with the joins
  };

  /// Σ join · neighbour.
  static std::array<double, kValues> pull(const Node& node, const Vector& x);

  cv::Size size_;
  std::vector<cv::Point> places_;
  std::vector<Node> nodes_;
  /// Pixels of even and odd rows and columns: none is another's neighbour.
  std::array<std::vector<int>, 4> quarters_;
};

}  // namespace mbench
