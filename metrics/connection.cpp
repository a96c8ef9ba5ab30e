#include "metrics/connection.h"

#include "metrics/chain_end.h"
#include "metrics/contest.h"
#include "metrics/lower_levels.h"
#include "metrics/majority_chain.h"
#include "metrics/run_labels.h"

namespace mbench {
namespace {

constexpr std::size_t kRunsForACell = 3;  // more than a matte with hair has at one threshold

/// Whether the component's pixels were inside all winners so far.
bool goes_on(const LevelCells& cells, const RunLabels& labels, std::uint32_t run,
             unsigned threshold) {
  int y = 0;
  while (labels.first_run(y + 1) <= run) ++y;
  return cells.both(y, labels.begin(run)) >> 4 >= static_cast<int>(threshold);
}

/// Labels all components at each threshold, from the lowest up.
FinalLevel hold_contests(std::vector<LevelCells>& bands, const ConnectionRule& rule,
                         ThreadTeam& team) {
  std::vector<RunLabels> labels(bands.size());
  std::vector<int> heights;
  for (const LevelCells& band : bands) heights.push_back(band.height());
  const ChainEnd chain_end(bands, rule);
  // Memory that the calling thread asked for is kept by the allocator from call to call.
  for (std::size_t band = 0; band < bands.size(); ++band) {
    labels[band].expect_runs(kRunsForACell * bands[band].cells());
  }
  team.each(bands.size(), [&](std::size_t band) { labels[band].label(bands[band], 1); });
  for (unsigned i = 1; i <= kConnectionThresholds; ++i) {
    const Winner winner = hold_contest(labels, heights, rule.ties_by_column);
    if (const auto ended = chain_end.at(i, winner.area)) return *ended;
    const BandComponent& first = winner.parts.front();
    if (!goes_on(bands[first.band], labels[first.band], first.run, i)) {
      FinalLevel final_level;
      final_level.most = static_cast<std::uint8_t>(i - 1);
      return final_level;
    }
    std::vector<std::uint32_t> usual(bands.size(), kKeeps);
    for (const BandComponent& component : winner.parts) {
      labels[component.band].area(component.run) = kKeeps;
      usual[component.band] = component.run;
    }
    // Both in one go: threads wait for each other once a threshold.
    team.each(bands.size(), [&](std::size_t band) {
      lower_others(bands[band], labels[band], usual[band], i);
      if (i < kConnectionThresholds) labels[band].label(bands[band], i + 1);
    });
  }
  return FinalLevel();
}

}  // namespace

FinalLevel connect(std::vector<LevelCells>& bands, const ConnectionRule& rule, ThreadTeam& team) {
  const std::optional<FinalLevel> followed = follow_majorities(bands, rule, team);
  return followed ? *followed : hold_contests(bands, rule, team);
}

}  // namespace mbench
