#include "reports/score_table.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "core/error.h"
#include "core/nearest_names.h"
#include "reports/row_builder.h"

namespace mbench {

std::int64_t LeaderboardRow::stored() const {
  return std::accumulate(states.begin(), states.end(), std::int64_t{0});
}

const MeanScore* LeaderboardRow::find_score(std::string_view metric) const {
  for (const MeanScore& score : scores) {
    if (score.metric == metric) return &score;
  }
  return nullptr;
}

std::optional<double> LeaderboardRow::mean(std::string_view metric) const {
  const MeanScore* score = find_score(metric);
  return score == nullptr ? std::nullopt : score->mean;
}

std::vector<CellRecord> chosen_cells(const ResultStore& results, const ReportOptions& options) {
  std::vector<CellRecord> cells = results.cells();
  std::set<std::string> stored;
  for (const CellRecord& cell : cells) stored.insert(cell.suite);
  for (const std::string& suite : options.suites) {
    if (stored.count(suite) > 0) continue;
    throw UsageError("the store holds no results of suite '" + suite + "'",
                     did_you_mean(suite, {stored.begin(), stored.end()}));
  }
  const auto unwanted = [&](const CellRecord& cell) {
    const auto& wanted = options.suites;
    return !wanted.empty() && std::find(wanted.begin(), wanted.end(), cell.suite) == wanted.end();
  };
  cells.erase(std::remove_if(cells.begin(), cells.end(), unwanted), cells.end());
  std::sort(cells.begin(), cells.end(), [](const CellRecord& a, const CellRecord& b) {
    return std::tie(a.suite, a.model, a.mode, a.precision, a.device) <
           std::tie(b.suite, b.model, b.mode, b.precision, b.device);
  });
  return cells;
}

std::vector<LeaderboardRow> leaderboard(const ResultStore& results, const ReportOptions& options) {
  std::vector<LeaderboardRow> rows;
  for (const CellRecord& cell : chosen_cells(results, options)) {
    std::map<std::string, RowBuilder> builders;
    results.for_each_result(cell, false, [&](const ResultRecord& image) {
      const std::string& convention = image.identity.convention;
      auto builder = builders.find(convention);
      if (builder == builders.end()) {
        builder = builders.emplace(convention, RowBuilder(cell, convention)).first;
      }
      builder->second.add(image);
    });
    for (auto& [convention, builder] : builders) rows.push_back(builder.finish());
  }
  return rows;
}

void for_each_image(const ResultStore& results, const ReportOptions& options,
                    const std::function<void(const CellRecord&, const ResultRecord&)>& use,
                    bool with_timings) {
  for (const CellRecord& cell : chosen_cells(results, options)) {
    results.for_each_result(cell, with_timings,
                            [&](const ResultRecord& image) { use(cell, image); });
  }
}

}  // namespace mbench
