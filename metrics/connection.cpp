#include "metrics/connection.h"

#include "metrics/lower_levels.h"
#include "metrics/run_labels.h"
#include "metrics/seam_groups.h"

#include <algorithm>

namespace mbench {
namespace {

constexpr unsigned kThresholds = 10;
constexpr std::size_t kRunsForACell = 3;  // more than a matte with hair has at one threshold

/// One threshold's components over all bands.
struct Contest {
  std::int64_t passing = 0;  ///< pixels that reach the threshold
  std::uint32_t largest = 0;
  BandComponent winner;  ///< the first of that area, row by row
  bool tied = false;
};

Contest hold_contest(const std::vector<RunLabels>& labels) {
  Contest contest;
  for (std::size_t band = 0; band < labels.size(); ++band) {
    contest.passing += labels[band].pixels();
    for (const std::uint32_t run : labels[band].components()) {
      const std::uint32_t area = labels[band].area(run);
      if (area < contest.largest) continue;
      contest.tied = area == contest.largest;
      if (!contest.tied) contest.winner = {band, run};
      contest.largest = area;
    }
  }
  return contest;
}

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

/// Whether the component's pixels were inside all winners so far.
bool goes_on(const LevelCells& cells, const RunLabels& labels, std::uint32_t run,
             unsigned threshold) {
  int y = 0;
  while (labels.first_run(y + 1) <= run) ++y;
  return cells.both(y, labels.begin(run)) >> 4 >= static_cast<int>(threshold);
}

}  // namespace

FinalLevel connect(std::vector<LevelCells>& bands, const ConnectionRule& rule, ThreadTeam& team) {
  std::vector<RunLabels> labels(bands.size());
  std::vector<int> heights;
  std::int64_t pixels = 0;
  for (const LevelCells& band : bands) {
    heights.push_back(band.height());
    pixels += static_cast<std::int64_t>(band.width()) * band.height();
  }
  // Memory that the calling thread asked for is kept by the allocator from call to call.
  for (std::size_t band = 0; band < bands.size(); ++band) {
    labels[band].expect_runs(kRunsForACell * bands[band].cells());
  }
  FinalLevel final_level;
  team.each(bands.size(), [&](std::size_t band) { labels[band].label(bands[band], 1); });
  for (unsigned i = 1; i <= kThresholds; ++i) {
    const auto before = static_cast<std::uint8_t>(i - 1);
    const SeamGroups groups(labels, heights);
    const Contest contest = hold_contest(labels);
    if (rule.background_competes && pixels - contest.passing >= contest.largest) {
      // From here on the background wins every threshold, and more pixels belong to it.
      final_level.most = before;
      final_level.survivor = before;
      return final_level;
    }
    if (contest.passing == 0) {
      final_level.most = before;
      if (rule.skip_empty) final_level.survivor = before;
      return final_level;
    }
    BandComponent winner = contest.winner;
    if (contest.tied && rule.ties_by_column) {
      winner = first_by_column(labels, heights, groups, contest.largest);
    }
    if (!goes_on(bands[winner.band], labels[winner.band], winner.run, i)) {
      final_level.most = before;
      return final_level;
    }
    std::vector<std::uint32_t> usual(bands.size(), kKeeps);
    std::vector<BandComponent> keeps = groups.others(winner);
    keeps.push_back(winner);
    for (const BandComponent& component : keeps) {
      labels[component.band].area(component.run) = kKeeps;
      usual[component.band] = component.run;
    }
    // Both in one go: threads wait for each other once a threshold.
    team.each(bands.size(), [&](std::size_t band) {
      lower_others(bands[band], labels[band], usual[band], i);
      if (i < kThresholds) labels[band].label(bands[band], i + 1);
    });
  }
  return final_level;
}

}  // namespace mbench
