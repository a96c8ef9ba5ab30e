#pragma once

#include "synth/foreground_graph.h"

#include <memory>
#include <vector>

namespace mbench {

/// Approximately the inverse of a LayerGraph's matrix, symmetric and positive definite: what
/// conjugate gradients need to be done after some dozens of iterations however far colours
/// have to travel.
///
/// A multigrid cycle: the pixels' own equations solved in turns, what is left solved for
/// squares of 2x2 pixels in the same way, twice, and the pixels once more in reverse order.
class LayerMultigrid {
 public:
  explicit LayerMultigrid(const LayerGraph& finest);

  void precondition(const Vector& residual, Vector& solution, ThreadTeam& team);

 private:
  /// A graph and what is worked out on it.
  struct Level {
    explicit Level(LayerGraph of)
        : graph(std::move(of)),
          right_side(graph.zeros()),
          solution(graph.zeros()),
          rest(graph.zeros()),
          correction(graph.zeros()) {}
    LayerGraph graph;
    std::vector<int> parents;  ///< in the next level
    Vector right_side;
    Vector solution;
    Vector rest;
    Vector correction;
  };

  void solve(std::size_t index, ThreadTeam& team);
  void cycle(const LayerGraph& graph, const std::vector<int>& parents, const Vector& right_side,
             Vector& solution, Vector& rest, std::size_t coarser, ThreadTeam& team);

  const LayerGraph& finest_;
  std::vector<int> parents_;
  Vector rest_;
  std::vector<std::unique_ptr<Level>> levels_;
};

}  // namespace mbench
