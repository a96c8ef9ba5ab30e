#include "metrics/majority_chain.h"

#include "metrics/chain_end.h"
#include "metrics/contest.h"
#include "metrics/reached_pixels.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace mbench {
namespace {

/// The component in all bands.
class Spread {
 public:
  Spread(std::vector<LevelCells>& bands, ThreadTeam& team) : team_(team) {
    for (LevelCells& band : bands) heights_.push_back(band.height());
    reached_.reserve(bands.size());
    for (LevelCells& band : bands) reached_.emplace_back(band);
  }

  /// Begins with the largest component at `top`, which no pixel exceeds.
  void begin(std::vector<LevelCells>& bands, unsigned top, bool ties_by_column) {
    std::vector<RunLabels> labels(bands.size());
    team_.each(bands.size(), [&](std::size_t band) { labels[band].label(bands[band], top); });
    for (const BandComponent& part : hold_contest(labels, heights_, ties_by_column).parts) {
      take(labels[part.band], part);
    }
    team_.each(reached_.size(), [&](std::size_t band) { reached_[band].open(top); });
  }

  /// Takes in what reaches the next threshold down.
  void grow(unsigned threshold) {
    share();
    std::vector<char> waiting(reached_.size(), 1);
    for (bool any = true; any;) {
      team_.each(reached_.size(), [&](std::size_t band) {
        if (waiting[band] != 0) reached_[band].grow(threshold);
      });
      waiting = share();
      any = std::find(waiting.begin(), waiting.end(), 1) != waiting.end();
    }
  }

  std::int64_t pixels() const {
    std::int64_t pixels = 0;
    for (const ReachedPixels& band : reached_) pixels += band.pixels();
    return pixels;
  }

  void leave_others() {
    team_.each(reached_.size(), [&](std::size_t band) { reached_[band].leave_others(); });
  }

 private:
  void take(const RunLabels& labels, const BandComponent& part) {
    for (int y = 0; y < heights_[part.band]; ++y) {
      for (std::uint32_t run = labels.first_run(y); run < labels.first_run(y + 1); ++run) {
        if (labels.component(run) != part.run) continue;
        reached_[part.band].take(y, labels.begin(run), labels.end(run));
      }
    }
  }

  /// Shows each band its neighbours' rows. Which of them saw something new.
  std::vector<char> share() {
    std::vector<char> news(reached_.size(), 0);
    for (std::size_t band = 0; band + 1 < reached_.size(); ++band) {
      const bool below = reached_[band].see_beyond(heights_[band], reached_[band + 1].row(0));
      const bool above = reached_[band + 1].see_beyond(-1, reached_[band].row(heights_[band] - 1));
      if (below) news[band] = 1;
      if (above) news[band + 1] = 1;
    }
    return news;
  }

  ThreadTeam& team_;
  std::vector<int> heights_;
  std::vector<ReachedPixels> reached_;
};

}  // namespace

std::optional<FinalLevel> follow_majorities(std::vector<LevelCells>& bands,
                                            const ConnectionRule& rule, ThreadTeam& team) {
  const ChainEnd chain_end(bands, rule);
  unsigned top = kConnectionThresholds;
  while (top > 0 && chain_end.passing(top) == 0) --top;
  std::array<std::int64_t, kConnectionThresholds + 1> areas{};  // by threshold
  if (top > 0) {
    Spread spread(bands, team);
    spread.begin(bands, top, rule.ties_by_column);
    areas[top] = spread.pixels();
    for (unsigned i = top - 1; i >= 1; --i) {
      spread.grow(i);
      areas[i] = spread.pixels();
      if (2 * areas[i] <= chain_end.passing(i)) {
        team.each(bands.size(), [&](std::size_t band) { bands[band].undo_lowering(); });
        return std::nullopt;
      }
    }
    spread.leave_others();
  }
  for (unsigned i = 1; i <= kConnectionThresholds; ++i) {
    if (const auto final_level = chain_end.at(i, areas[i])) return final_level;
  }
  return FinalLevel();
}

}  // namespace mbench
