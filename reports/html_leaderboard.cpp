#include "reports/html_leaderboard.h"

#include "reports/html_number.h"
#include "reports/html_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <ostream>

namespace mbench {
namespace {

/// A column of figures of which less is better.
struct Column {
  std::string label;
  std::string unit;
  std::string meaning;
  std::function<std::optional<double>(const LeaderboardRow&)> value;
  std::optional<double> best;
  std::string metric;  ///< empty for a cost
  bool ranks = false;  ///< rows stand in the order of this column
  int decimals = 0;
  double largest = 0;
  std::int64_t most_images = 0;  ///< that a complete row's figure rests on
};

/// Images that the row's figure rests on.
std::int64_t images_behind(const LeaderboardRow& row, const std::string& metric) {
  if (metric.empty()) return row.measured_images;
  const MeanScore* score = row.find_score(metric);
  return score == nullptr ? 0 : score->images;
}

/// A sentence for each figure that people ask about.
std::string meaning_of(const std::string& metric) {
  if (metric == "sad") return "Sum of absolute differences of the alphas";
  if (metric == "mse") return "Mean squared error of the alphas";
  if (metric == "grad") return "Gradient error";
  if (metric == "conn") return "Connectivity error";
  if (metric == "mad") return "Mean absolute difference of the alphas";
  return {};
}

std::vector<Column> columns_of(const ScoreTable& table) {
  std::vector<Column> columns;
  for (const std::string& metric : table.metrics) {
    const MetricDisplay shown = metric_display(table.convention, metric);
    const auto scaled = [factor = shown.factor](std::optional<double> figure) {
      return figure ? std::optional(*figure * factor) : std::nullopt;
    };
    columns.push_back({shown.label, shown.unit, meaning_of(metric),
                       [=](const LeaderboardRow& row) { return scaled(row.mean(metric)); },
                       scaled(table.best_score(metric)), metric});
  }
  columns.push_back({"Latency",
                     "ms",
                     "Median over the images of each image's time of inference",
                     [](const LeaderboardRow& row) { return row.latency_ms; },
                     table.best_latency_ms(),
                     {}});
  columns.push_back({"p90",
                     "ms",
                     "Nine images of ten take at most this time",
                     [](const LeaderboardRow& row) { return row.latency.p90.value; },
                     {},
                     {}});
  columns.push_back({"Memory",
                     "MiB",
                     "Largest amount that inference added to the process",
                     [](const LeaderboardRow& row) { return row.peak_memory_mib; },
                     table.best_peak_memory_mib(),
                     {}});
  columns.push_back({"GPU memory",
                     "MiB",
                     "Largest amount of device memory",
                     [](const LeaderboardRow& row) { return row.device_peak_mib; },
                     {},
                     {}});
  columns.front().ranks = true;
  for (Column& column : columns) {
    std::vector<double> values;
    for (const LeaderboardRow& row : table.rows) {
      if (const auto value = column.value(row)) values.push_back(*value);
      if (!row.complete()) continue;
      column.most_images = std::max(column.most_images, images_behind(row, column.metric));
    }
    column.decimals = column_decimals(values);
    if (column.metric.empty()) {
      column.decimals = 0;
      for (const double value : values) {
        column.decimals = std::max(column.decimals, own_decimals(value));
      }
    }
    if (!values.empty()) column.largest = *std::max_element(values.begin(), values.end());
  }
  // A column without any figure says nothing; only the cost of a graphics card may lack so.
  if (columns.back().largest == 0) columns.pop_back();
  return columns;
}

void write_head(std::ostream& out, const std::vector<Column>& columns) {
  out << "<thead><tr><th scope=\"col\">Model</th>";
  for (const Column& column : columns) {
    out << fmt::format(
        "<th scope=\"col\" class=\"n\"{}{}>{}<span class=\"unit\">{}</span></th>",
        column.ranks ? " aria-sort=\"ascending\"" : "",
        column.meaning.empty() ? std::string()
                               : fmt::format(" title=\"{}\"", html_escaped(column.meaning)),
        html_escaped(column.label), column.unit.empty() ? "&#160;" : html_escaped(column.unit));
  }
  out << "<th scope=\"col\" class=\"n\" title=\"Images with an answer, of those in the suite\">"
         "Images<span class=\"unit\">ok / all</span></th></tr></thead>\n";
}

void write_figure(std::ostream& out, const Column& column, const LeaderboardRow& row) {
  const std::optional<double> value = column.value(row);
  if (!value) {
    out << "<td class=\"n\">" << kHtmlAbsent << "</td>";
    return;
  }
  const bool whole =
      column.metric.empty() || images_behind(row, column.metric) == column.most_images;
  const bool best = row.complete() && whole && column.best && *value == *column.best;
  const AlignedNumber shown = column.metric.empty()
                                  ? aligned_number(*value, column.decimals)
                                  : AlignedNumber{grouped(*value, column.decimals), {}};
  out << fmt::format("<td class=\"n{}\" data-v=\"{}\"><span class=\"value\">{}</span>{}",
                     best ? " best" : "", exact_number(*value), shown.text, shown.padding);
  if (best) out << "<span class=\"hidden-text\"> best</span>";
  if (column.largest > 0) {
    // From the left edge, so that the bars of a column can be compared.
    out << fmt::format(
        "<svg class=\"meter\" aria-hidden=\"true\"><rect width=\"{:.1f}%\" height=\"2\"/></svg>",
        100.0 * std::max(0.0, *value) / column.largest);
  }
  out << "</td>";
}

void write_images(std::ostream& out, const LeaderboardRow& row) {
  out << fmt::format("<td class=\"n images\" data-v=\"{}\">{}<span class=\"of\"> / {}</span>",
                     row.ok(), row.ok(), row.total);
  for (const RowState state : {RowState::oom, RowState::timeout, RowState::error,
                               RowState::unsupported, RowState::skipped}) {
    if (row.count(state) == 0) continue;
    out << fmt::format("<br/><span class=\"state {0}\">{1} {0}</span>", to_text(state),
                       row.count(state));
  }
  if (const std::int64_t missing = row.total - row.stored(); missing > 0) {
    out << fmt::format("<br/><span class=\"state skipped\">{} not run</span>", missing);
  }
  out << "</td>";
}

void write_row(std::ostream& out, const LeaderboardRow& row, const std::vector<Column>& columns,
               const HtmlSeries& series, std::vector<std::string>& notes) {
  const std::size_t index = series.index(row.cell);
  out << fmt::format("<tr data-s=\"{}\"{}><th scope=\"row\" class=\"model\" data-v=\"{}\">{}{}",
                     index, row.complete() ? "" : " class=\"partial\"",
                     html_escaped(series.name(index)), HtmlSeries::sign(index),
                     breakable(row.cell.model));
  for (const std::string& note : row.notes) {
    const std::size_t known =
        static_cast<std::size_t>(std::find(notes.begin(), notes.end(), note) - notes.begin());
    if (known == notes.size()) notes.push_back(note);
    out << fmt::format("<sup><span class=\"hidden-text\">note </span>{}</sup>", known + 1);
  }
  if (const std::string setting = series.setting(index); !setting.empty()) {
    out << "<span class=\"setting\">" << html_escaped(setting) << "</span>";
  }
  out << "</th>";
  for (const Column& column : columns) write_figure(out, column, row);
  write_images(out, row);
  out << "</tr>\n";
}

}  // namespace

void write_leaderboard(std::ostream& out, const ScoreTable& table, const HtmlSeries& series) {
  const std::vector<Column> columns = columns_of(table);
  const bool scored = !table.metrics.empty();
  std::vector<std::string> notes;
  // More than these need not fit a wide window beside each other.
  constexpr std::size_t kColumnsThatFit = 10;
  out << fmt::format("<div class=\"table{}\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n",
                     columns.size() > kColumnsThatFit ? " broad" : "",
                     html_escaped("Leaderboard of " + table.suite));
  out << "<table class=\"sortable leaderboard\"><caption><span>Lower is better in every column; "
         "\xE2\x98\x85 marks the best of the complete rows"
      << (scored ? "" : ". Without ground truth there is no quality to measure")
      << ".</span></caption>\n";
  write_head(out, columns);
  const auto part = [&](bool complete) {
    const auto belongs = [&](const LeaderboardRow& row) { return row.complete() == complete; };
    if (std::none_of(table.rows.begin(), table.rows.end(), belongs)) return;
    out << "<tbody>\n";
    if (!complete) {
      out << fmt::format(
          "<tr class=\"part\"><td colspan=\"{}\"><span>Incomplete: means over fewer images than "
          "the suite has do not compare with those above.</span></td></tr>\n",
          columns.size() + 2);
    }
    for (const LeaderboardRow& row : table.rows) {
      if (belongs(row)) write_row(out, row, columns, series, notes);
    }
    out << "</tbody>\n";
  };
  part(true);
  part(false);
  out << "</table></div>\n";
  if (notes.empty()) return;
  out << "<ol class=\"small soft notes\">\n";
  for (const std::string& note : notes) out << "<li>" << html_escaped(note) << "</li>\n";
  out << "</ol>\n";
}

}  // namespace mbench
