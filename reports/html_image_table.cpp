#include "reports/html_image_table.h"

#include "reports/html_number.h"
#include "reports/html_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace mbench {
namespace {

/// The answer of one model under the table's convention, if there is one.
const HtmlAnswer* find_answer(const HtmlSample& sample, const ScoreTable& table,
                              std::size_t series) {
  for (const HtmlAnswer& answer : sample.answers) {
    if (answer.series == series && answer.convention == table.convention) return &answer;
  }
  return nullptr;
}

std::optional<double> figure(const HtmlAnswer* answer, const std::string& metric) {
  if (answer == nullptr || answer->state != RowState::ok) return std::nullopt;
  for (const ScoreRecord& score : answer->scores) {
    if (score.metric == metric) return score.value;
  }
  return std::nullopt;
}

struct Grid {
  std::vector<std::size_t> series;
  std::vector<std::vector<std::optional<double>>> figures;  ///< by sample, then by series
  int decimals = 0;
};

Grid grid_of(const HtmlSuite& suite, const ScoreTable& table, const HtmlSeries& series) {
  Grid grid;
  for (const LeaderboardRow& row : table.rows) {
    if (!row.scores.empty()) grid.series.push_back(series.index(row.cell));
  }
  const double factor = metric_display(table.convention, table.metrics.front()).factor;
  std::vector<double> all;
  for (const HtmlSample& sample : suite.samples) {
    auto& line = grid.figures.emplace_back();
    for (const std::size_t index : grid.series) {
      auto value = figure(find_answer(sample, table, index), table.metrics.front());
      if (value) all.push_back(*value *= factor);
      line.push_back(value);
    }
  }
  grid.decimals = column_decimals(all);
  return grid;
}

void write_line(std::ostream& out, const HtmlSample& sample, const std::string& id,
                const ScoreTable& table, const Grid& grid,
                const std::vector<std::optional<double>>& figures) {
  const std::string name = html_escaped(sample.name);
  out << "<tr><th scope=\"row\" data-v=\"" << name << "\">";
  out << (id.empty() ? name : fmt::format("<a href=\"#{}\">{}</a>", id, name)) << "</th>";
  std::optional<double> best;
  for (const auto& value : figures) {
    if (value && (!best || *value < *best)) best = value;
  }
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const auto& value = figures[i];
    if (value) {
      out << fmt::format("<td class=\"n{}\" data-v=\"{}\"><span class=\"value\">{}</span>{}</td>",
                         *value == *best ? " best" : "", exact_number(*value),
                         grouped(*value, grid.decimals),
                         *value == *best ? "<span class=\"hidden-text\"> best</span>" : "");
      continue;
    }
    const HtmlAnswer* answer = find_answer(sample, table, grid.series[i]);
    const bool failed = answer != nullptr && answer->state != RowState::ok;
    out << "<td class=\"n\">"
        << (failed ? fmt::format("<span class=\"state {0}\">{0}</span>", to_text(answer->state))
                   : std::string(kHtmlAbsent))
        << "</td>";
  }
  out << "</tr>\n";
}

}  // namespace

void write_image_table(std::ostream& out, const HtmlSuite& suite, const ScoreTable& table,
                       const HtmlSeries& series, const std::vector<std::string>& ids) {
  if (table.metrics.empty() || suite.samples.size() < 2) return;  // one is in its panel
  const Grid grid = grid_of(suite, table, series);
  if (grid.series.empty()) return;
  const MetricDisplay shown = metric_display(table.convention, table.metrics.front());
  const std::string unit = shown.unit.empty() ? "" : ", " + shown.unit;
  constexpr std::size_t kColumnsThatFit = 8;
  const std::string count =
      static_cast<std::int64_t>(suite.samples.size()) == suite.images
          ? fmt::format("each of the {} images", suite.images)
          : fmt::format("{} of the {} images", suite.samples.size(), suite.images);
  out << fmt::format(
      "<details class=\"by-image\"><summary>{} of {}</summary>\n<div class=\"table{}\" "
      "tabindex=\"0\" role=\"region\" aria-label=\"Figures by image\">\n<table "
      "class=\"sortable\"><caption><span>{}{}; lower is better, the best of each image is "
      "marked.</span></caption>\n<thead><tr><th scope=\"col\">Image</th>",
      html_escaped(shown.label), count, grid.series.size() > kColumnsThatFit ? " broad" : "",
      html_escaped(shown.label), html_escaped(unit));
  for (const std::size_t index : grid.series) {
    out << fmt::format("<th scope=\"col\" class=\"n\">{}{}</th>", HtmlSeries::sign(index),
                       breakable(series.name(index)));
  }
  out << "</tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < suite.samples.size(); ++i) {
    write_line(out, suite.samples[i], ids.at(i), table, grid, grid.figures[i]);
  }
  out << "</tbody></table></div></details>\n";
}

}  // namespace mbench
