#include "cli/run_tables.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kFigureDigits = 4;  // decimals of a figure in a table for people

template <typename T>
Json value_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

}  // namespace

Table leaderboard_table(const std::vector<ScoreTable>& suites) {
  std::vector<std::string> metrics;
  for (const ScoreTable& suite : suites) {
    for (const std::string& metric : suite.metrics) {
      if (std::find(metrics.begin(), metrics.end(), metric) == metrics.end())
        metrics.push_back(metric);
    }
  }
  metrics = in_column_order(metrics);
  std::vector<Column> columns{{"suite"}, {"model"}, {"ok"}, {"images"}};
  for (const std::string& metric : metrics) columns.push_back({metric, kFigureDigits});
  columns.push_back({"latency_ms", 1});
  columns.push_back({"peak_memory_mib", 0});
  columns.push_back({"mode"});
  columns.push_back({"approximate", -1, true});
  Table table(columns);
  for (const ScoreTable& suite : suites) {
    for (const LeaderboardRow& row : suite.rows) {
      Table::Row cells{suite.suite, row.cell.model, row.ok(), row.total};
      for (const std::string& metric : metrics) cells.push_back(value_or_null(row.mean(metric)));
      cells.push_back(value_or_null(row.latency_ms));
      cells.push_back(value_or_null(row.peak_memory_mib));
      cells.push_back(row.cell.mode);
      cells.push_back(row.cell.approximate);
      table.add(std::move(cells));
    }
  }
  return table;
}

Table forecast_table(const std::vector<CellForecast>& cells) {
  Table table({{"suite"},
               {"model"},
               {"mode"},
               {"images"},
               {"stored"},
               {"to_run"},
               {"bytes"},
               {"expected_s", 1}});
  for (const CellForecast& one : cells) {
    table.add({one.cell.suite, one.cell.model, one.cell.mode, one.images, one.stored,
               value_or_null(one.to_run), value_or_null(one.bytes), value_or_null(one.expected_s)});
  }
  return table;
}

}  // namespace mbench
