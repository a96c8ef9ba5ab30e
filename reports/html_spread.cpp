#include "reports/html_spread.h"

#include "reports/html_axis.h"
#include "reports/html_label_places.h"
#include "reports/html_number.h"
#include "reports/html_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace mbench {
namespace {

constexpr double kWidth = 460;
constexpr double kNames = 126;
constexpr double kTop = 22;

/// The spreads of the table's rows that have enough images, in its order, in shown units.
std::vector<HtmlSpread> spreads_of(const HtmlSuite& suite, const ScoreTable& table,
                                   const HtmlSeries& series) {
  constexpr std::size_t kFewest = 3;
  const double factor = metric_display(table.convention, table.metrics.front()).factor;
  std::vector<HtmlSpread> list;
  for (const LeaderboardRow& row : table.rows) {
    const std::size_t index = series.index(row.cell);
    for (HtmlSpread spread : suite.spreads) {
      if (spread.series != index || spread.convention != table.convention) continue;
      if (spread.images < kFewest || row.scores.empty()) continue;
      for (double* figure : {&spread.quartile_1, &spread.median, &spread.quartile_3}) {
        *figure *= factor;
      }
      for (double& value : spread.values) value *= factor;
      list.push_back(std::move(spread));
    }
  }
  return list;
}

void write_line(std::ostream& out, const HtmlSpread& spread, const HtmlAxis& x, double y,
                double half_height, const std::string& name) {
  out << fmt::format(
      "<g class=\"spread {}\" data-s=\"{}\"><title>{}: median {}, half of the images from {} to "
      "{}</title>",
      HtmlSeries::colour_class(spread.series), spread.series, html_escaped(name),
      display_number(spread.median), display_number(spread.quartile_1),
      display_number(spread.quartile_3));
  out << fmt::format("<text class=\"label\" x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>",
                     kNames - 8, y + 4, html_escaped(shortened(name, 16)));
  out << fmt::format(
      "<rect class=\"quartiles\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>",
      x.at(spread.quartile_1), y - half_height,
      std::max(1.0, x.at(spread.quartile_3) - x.at(spread.quartile_1)), 2 * half_height);
  for (const double value : spread.values) {
    out << fmt::format("<circle class=\"dot\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\"/>", x.at(value),
                       y);
  }
  out << fmt::format(
      "<line class=\"middle\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\"/></g>\n",
      x.at(spread.median), y - half_height, y + half_height);
}

}  // namespace

bool write_spread(std::ostream& out, const HtmlSuite& suite, const ScoreTable& table,
                  const HtmlSeries& series) {
  if (table.metrics.empty()) return false;
  const std::vector<HtmlSpread> spreads = spreads_of(suite, table, series);
  if (spreads.empty()) return false;
  std::vector<double> values;
  for (const HtmlSpread& spread : spreads) {
    values.insert(values.end(), spread.values.begin(), spread.values.end());
  }
  // A few lines share the height of the charts beside; many make the chart taller.
  const double line = std::clamp(284.0 / static_cast<double>(spreads.size()), 20.0, 44.0);
  const double bottom = kTop + line * static_cast<double>(spreads.size());
  const HtmlAxis x(values, kNames, kWidth - 20);
  const MetricDisplay shown = metric_display(table.convention, table.metrics.front());
  out << fmt::format(
      "<figure class=\"chart\"><figcaption><b>{0} by image</b> <span class=\"soft\">with "
      "median and middle half</span></figcaption>\n"
      "<svg viewBox=\"0 0 {1} {2:.0f}\" role=\"img\" aria-label=\"{0} of the images for {3} "
      "models\">\n",
      html_escaped(shown.label), kWidth, bottom + 44, spreads.size());
  for (const double tick : x.ticks()) {
    out << fmt::format(
        "<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1}\" y2=\"{2:.1f}\"/>",
        x.at(tick), kTop, bottom);
    out << fmt::format(
        "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>\n",
        std::min(x.at(tick), kWidth - HtmlLabelPlaces::width(HtmlAxis::label(tick)) / 2),
        bottom + 16, HtmlAxis::label(tick));
  }
  for (std::size_t i = 0; i < spreads.size(); ++i) {
    write_line(out, spreads[i], x, kTop + line * (static_cast<double>(i) + 0.5),
               std::min(10.0, 0.36 * line), series.name(spreads[i].series));
  }
  out << fmt::format(
      "<text class=\"axis\" x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{}{}{}</text>\n"
      "</svg></figure>\n",
      kWidth - 10, bottom + 36, html_escaped(shown.label),
      shown.unit.empty() ? "" : ", " + html_escaped(shown.unit),
      x.logarithmic() ? " (log scale)" : "");
  return true;
}

}  // namespace mbench
