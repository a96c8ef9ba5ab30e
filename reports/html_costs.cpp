#include "reports/html_costs.h"

#include "reports/html_number.h"
#include "reports/html_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

namespace mbench {
namespace {

struct Column {
  const char* label;
  const char* unit;
  QuantileEstimate (*figure)(const LeaderboardRow&);
};

/// A figure that has no interval.
QuantileEstimate alone(const std::optional<double>& value) { return {value, {}, {}}; }

std::vector<Column> columns_of(const ScoreTable& table) {
  using Row = LeaderboardRow;
  std::vector<Column> columns{
      {"Median", "ms", [](const Row& row) { return row.latency.median; }},
      {"p90", "ms", [](const Row& row) { return row.latency.p90; }},
      {"p95", "ms", [](const Row& row) { return row.latency.p95; }},
      {"p99", "ms", [](const Row& row) { return row.latency.p99; }},
      {"Images", "per s", [](const Row& row) { return alone(row.images_per_s); }},
      {"Megapixels", "per s", [](const Row& row) { return alone(row.megapixels_per_s); }},
      {"Process", "MiB", [](const Row& row) { return alone(row.process_peak_mib); }},
      {"Tensors", "MiB", [](const Row& row) { return alone(row.tensor_peak_mib); }},
      {"GPU tensors", "MiB", [](const Row& row) { return alone(row.device_peak_mib); }},
      {"GPU reserved", "MiB",
       [](const Row& row) { return alone(row.further_costs.device_reserved_mib); }},
      {"GPU process", "MiB",
       [](const Row& row) { return alone(row.further_costs.process_vram_mib); }},
      {"GPU in all", "MiB",
       [](const Row& row) { return alone(row.further_costs.device_vram_mib); }},
      {"GPU energy", "mJ", [](const Row& row) { return alone(row.further_costs.energy_mj); }},
  };
  std::erase_if(columns, [&](const Column& column) {
    return std::none_of(table.rows.begin(), table.rows.end(),
                        [&](const Row& row) { return column.figure(row).value.has_value(); });
  });
  return columns;
}

void write_figure(std::ostream& out, const QuantileEstimate& figure) {
  if (!figure.value) {
    out << "<td class=\"n\">" << kHtmlAbsent << "</td>";
    return;
  }
  out << fmt::format("<td class=\"n\" data-v=\"{}\"><span class=\"value\">{}</span>",
                     exact_number(*figure.value), display_number(figure.value));
  if (figure.low && figure.high) {
    out << fmt::format("<br/><span class=\"soft small\">{}\xE2\x80\x93{}</span>",
                       display_number(figure.low), display_number(figure.high));
  }
  out << "</td>";
}

}  // namespace

void write_costs(std::ostream& out, const ScoreTable& table, const HtmlSeries& series) {
  const std::vector<Column> columns = columns_of(table);
  if (columns.empty()) return;
  constexpr std::size_t kColumnsThatFit = 8;
  out << fmt::format(
      "<details class=\"costs\"><summary>Time and memory in full</summary>\n<div class=\"table{}\" "
      "tabindex=\"0\" role=\"region\" aria-label=\"Time and memory\">\n<table "
      "class=\"sortable\"><caption><span>Percentiles over the images, each with its median; below "
      "them where they lie with 95 % confidence, if there are images enough to tell. Memory is "
      "the most that any image took.</span></caption>\n<thead><tr><th scope=\"col\">Model</th>",
      columns.size() > kColumnsThatFit ? " broad" : "");
  for (const Column& column : columns) {
    out << fmt::format("<th scope=\"col\" class=\"n\">{}<span class=\"unit\">{}</span></th>",
                       column.label, column.unit);
  }
  out << "</tr></thead>\n<tbody>\n";
  for (const LeaderboardRow& row : table.rows) {
    const std::size_t index = series.index(row.cell);
    out << fmt::format("<tr data-s=\"{0}\"><th scope=\"row\" data-v=\"{1}\">{2}{3}</th>", index,
                       html_escaped(series.name(index)), HtmlSeries::sign(index),
                       breakable(series.name(index)));
    for (const Column& column : columns) write_figure(out, column.figure(row));
    out << "</tr>\n";
  }
  out << "</tbody></table></div></details>\n";
}

}  // namespace mbench
