// The half of score_table.h that sorts rows for people and finds the best of a column.
#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include "reports/score_table.h"

namespace mbench {
namespace {

/// For sorting: what is not there comes after everything that is.
double or_last(const std::optional<double>& value) {
  return value.value_or(std::numeric_limits<double>::infinity());
}

bool better(const LeaderboardRow& a, const LeaderboardRow& b,
            const std::vector<std::string>& metrics) {
  if (a.complete() != b.complete()) return a.complete();
  for (const std::string& metric : metrics) {
    const double left = or_last(a.mean(metric));
    const double right = or_last(b.mean(metric));
    if (left != right) return left < right;
  }
  const double left = or_last(a.latency_ms);
  const double right = or_last(b.latency_ms);
  if (left != right) return left < right;
  return std::tie(a.cell.model, a.cell.mode, a.cell.precision, a.cell.device) <
         std::tie(b.cell.model, b.cell.mode, b.cell.precision, b.cell.device);
}

void lower(std::optional<double>& smallest, const std::optional<double>& value) {
  if (value && (!smallest || *value < *smallest)) smallest = value;
}

template <typename Figure>
std::optional<double> lowest(const std::vector<LeaderboardRow>& rows, const Figure& figure) {
  std::optional<double> smallest;
  for (const LeaderboardRow& row : rows) {
    if (row.complete()) lower(smallest, figure(row));
  }
  return smallest;
}

}  // namespace

std::vector<std::string> in_column_order(const std::vector<std::string>& metrics) {
  const auto place = [](const std::string& metric) {
    static constexpr const char* kFirst[] = {"sad", "mse", "grad", "conn"};
    return std::find(std::begin(kFirst), std::end(kFirst), metric) - std::begin(kFirst);
  };
  std::vector<std::string> ordered = metrics;
  std::sort(ordered.begin(), ordered.end(), [&](const std::string& a, const std::string& b) {
    const auto left = place(a);
    const auto right = place(b);
    return std::tie(left, a) < std::tie(right, b);
  });
  ordered.erase(std::unique(ordered.begin(), ordered.end()), ordered.end());
  return ordered;
}

std::optional<double> ScoreTable::best_score(std::string_view metric) const {
  std::int64_t most = 0;
  for (const LeaderboardRow& row : rows) {
    const MeanScore* score = row.find_score(metric);
    if (row.complete() && score != nullptr) most = std::max(most, score->images);
  }
  return lowest(rows, [&](const LeaderboardRow& row) {
    const MeanScore* score = row.find_score(metric);
    return score == nullptr || score->images < most ? std::nullopt : score->mean;
  });
}

std::optional<double> ScoreTable::best_latency_ms() const {
  return lowest(rows, [](const LeaderboardRow& row) { return row.latency_ms; });
}

std::optional<double> ScoreTable::best_peak_memory_mib() const {
  return lowest(rows, [](const LeaderboardRow& row) { return row.peak_memory_mib; });
}

std::vector<ScoreTable> score_tables(const std::vector<LeaderboardRow>& rows) {
  std::map<std::pair<std::string, std::string>, ScoreTable> tables;
  for (const LeaderboardRow& row : rows) {
    ScoreTable& table = tables[{row.cell.suite, row.convention}];
    table.suite = row.cell.suite;
    table.convention = row.convention;
    for (const MeanScore& score : row.scores) table.metrics.push_back(score.metric);
    table.rows.push_back(row);
  }
  std::vector<ScoreTable> ordered;
  for (auto& entry : tables) {
    ScoreTable& table = entry.second;  // clang 14 captures no structured binding
    table.metrics = in_column_order(table.metrics);
    std::sort(table.rows.begin(), table.rows.end(),
              [&](const LeaderboardRow& a, const LeaderboardRow& b) {
                return better(a, b, table.metrics);
              });
    ordered.push_back(std::move(table));
  }
  return ordered;
}

}  // namespace mbench
