#include "metrics/contest.h"

namespace mbench {
namespace {

/// Of the components of the largest area, the one with the first pixel column by column.
BandComponent first_by_column(const std::vector<RunLabels>& labels, const std::vector<int>& heights,
                              const SeamGroups& groups, std::uint32_t largest) {
  BandComponent winner;
  std::uint32_t first_column = ~std::uint32_t{0};
  for (std::size_t band = 0; band < labels.size(); ++band) {
    const RunLabels& runs = labels[band];
    for (std::uint32_t run = 0; run < runs.first_run(heights[band]); ++run) {
      if (runs.begin(run) >= first_column) continue;
      const BandComponent component = groups.first({band, runs.component(run)});
      if (labels[component.band].area(component.run) != largest) continue;
      winner = component;
      first_column = runs.begin(run);
    }
  }
  return winner;
}

}  // namespace

Winner hold_contest(std::vector<RunLabels>& labels, const std::vector<int>& heights,
                    bool ties_by_column) {
  const SeamGroups groups(labels, heights);
  Winner winner;
  BandComponent first;  // row by row
  bool tied = false;
  for (std::size_t band = 0; band < labels.size(); ++band) {
    for (const std::uint32_t run : labels[band].components()) {
      const std::uint32_t area = labels[band].area(run);
      if (area < winner.area) continue;
      tied = area == winner.area;
      if (!tied) first = {band, run};
      winner.area = area;
    }
  }
  if (winner.area == 0) return winner;
  if (tied && ties_by_column) first = first_by_column(labels, heights, groups, winner.area);
  winner.parts = groups.others(first);
  winner.parts.insert(winner.parts.begin(), first);
  return winner;
}

}  // namespace mbench
