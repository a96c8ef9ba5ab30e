#include "synth/foreground_multigrid.h"

#include <algorithm>
#include <utility>

namespace mbench {
namespace {

/// So few pixels are solved by going over them again and again.
constexpr std::size_t kFewPixels = 16;
constexpr int kFewPixelsTurns = 10;

constexpr std::size_t kValues = LayerGraph::kValues;

}  // namespace

LayerMultigrid::LayerMultigrid(const LayerGraph& finest) : finest_(finest), rest_(finest.zeros()) {
  const LayerGraph* graph = &finest;
  std::vector<int>* parents = &parents_;
  while (graph->pixels() > kFewPixels) {
    auto level = std::make_unique<Level>(graph->coarser(*parents));
    graph = &level->graph;
    parents = &level->parents;
    levels_.push_back(std::move(level));
  }
}

void LayerMultigrid::precondition(const Vector& residual, Vector& solution, ThreadTeam& team) {
  cycle(finest_, parents_, residual, solution, rest_, 0, team);
}

/// Two cycles, so that errors of the coarse levels do not add up (a W-cycle).
void LayerMultigrid::solve(std::size_t index, ThreadTeam& team) {
  Level& level = *levels_[index];
  cycle(level.graph, level.parents, level.right_side, level.solution, level.rest, index + 1, team);
  level.graph.subtract(level.right_side, level.solution, level.right_side, team);
  cycle(level.graph, level.parents, level.right_side, level.correction, level.rest, index + 1,
        team);
  for (std::size_t i = 0; i < level.solution.size(); ++i) level.solution[i] += level.correction[i];
}

void LayerMultigrid::cycle(const LayerGraph& graph, const std::vector<int>& parents,
                           const Vector& right_side, Vector& solution, Vector& rest,
                           std::size_t coarser, ThreadTeam& team) {
  std::fill(solution.begin(), solution.end(), 0.0);
  if (coarser == levels_.size()) {
    for (int turn = 0; turn < kFewPixelsTurns; ++turn) {
      graph.relax(right_side, solution, false, team);
      graph.relax(right_side, solution, true, team);
    }
    return;
  }
  graph.relax(right_side, solution, false, team);
  graph.subtract(right_side, solution, rest, team);
  Level& next = *levels_[coarser];
  std::fill(next.right_side.begin(), next.right_side.end(), 0.0);
  for (std::size_t i = 0; i < parents.size(); ++i) {
    double* const to = next.right_side.data() + kValues * static_cast<std::size_t>(parents[i]);
    for (std::size_t v = 0; v < kValues; ++v) to[v] += rest[kValues * i + v];
  }
  solve(coarser, team);
  for (std::size_t i = 0; i < parents.size(); ++i) {
    const double* const from =
        next.solution.data() + kValues * static_cast<std::size_t>(parents[i]);
    for (std::size_t v = 0; v < kValues; ++v) solution[kValues * i + v] += from[v];
  }
  graph.relax(right_side, solution, true, team);
}

}  // namespace mbench
