#pragma once

#include "reports/score_table.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mbench {

/// Gathers the images of one cell under one convention into a row of the leaderboard.
class RowBuilder {
 public:
  RowBuilder(const CellRecord& cell, const std::string& convention);
  void add(const ResultRecord& image);
  /// The row, once; at least one image must have been added.
  LeaderboardRow finish();

 private:
  void add_score(const ScoreRecord& score);
  void add_cost(const ResultRecord& image, const MeasurementRecord& measurement);
  void finish_cost();
  void write_notes();
  std::string approximation() const;

  LeaderboardRow row_;
  std::vector<double> sums_;  // beside row_.scores
  std::vector<double> latencies_;
  std::vector<double> mean_differences_;
  double megapixels_ = 0;
  FurtherCostSum further_costs_;
  std::set<int> threads_, images_at_once_, revisions_, versions_;
  std::set<std::string> machines_, weights_;
};

}  // namespace mbench
