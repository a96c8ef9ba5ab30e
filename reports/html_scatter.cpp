#include "reports/html_scatter.h"

#include "reports/html_axis.h"
#include "reports/html_label_places.h"
#include "reports/html_number.h"
#include "reports/html_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <ostream>

namespace mbench {
namespace {

constexpr double kWidth = 460;
constexpr double kHeight = 350;
constexpr double kLeft = 52;
constexpr double kRight = kWidth - 20;
constexpr double kTop = 22;
constexpr double kBottom = kHeight - 44;

struct Point {
  std::size_t series = 0;
  double cost = 0;
  double error = 0;
  bool complete = false;
  std::string name;
  double x = 0;
  double y = 0;
};

std::vector<Point> points_of(const ScoreTable& table, const HtmlSeries& series, HtmlCost cost) {
  std::vector<Point> points;
  const double factor = metric_display(table.convention, table.metrics.front()).factor;
  for (const LeaderboardRow& row : table.rows) {
    const std::optional<double> error = row.mean(table.metrics.front());
    const std::optional<double> price =
        cost == HtmlCost::latency ? row.latency_ms : row.peak_memory_mib;
    if (!error || !price) continue;
    const std::size_t index = series.index(row.cell);
    points.push_back({index, *price, *error * factor, row.complete(), series.name(index)});
  }
  return points;
}

std::vector<double> values_of(const std::vector<Point>& points, double Point::*value) {
  std::vector<double> values;
  for (const Point& point : points) values.push_back(point.*value);
  return values;
}

void write_frame(std::ostream& out, const HtmlAxis& x, const HtmlAxis& y,
                 const std::string& x_title, const std::string& y_title) {
  for (const double tick : x.ticks()) {
    const double at = x.at(tick);
    out << fmt::format("<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1}\" y2=\"{2}\"/>",
                       at, kTop, kBottom);
    const std::string label = HtmlAxis::label(tick);
    const double half = HtmlLabelPlaces::width(label) / 2;
    out << fmt::format("<text x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
                       std::min(at, kWidth - half), kBottom + 16, label);
  }
  for (const double tick : y.ticks()) {
    const double at = y.at(tick);
    out << fmt::format("<line class=\"grid\" y1=\"{0:.1f}\" y2=\"{0:.1f}\" x1=\"{1}\" x2=\"{2}\"/>",
                       at, kLeft, kRight);
    out << fmt::format("<text x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>\n", kLeft - 6,
                       at + 4, HtmlAxis::label(tick));
  }
  out << fmt::format("<path class=\"frame\" fill=\"none\" d=\"M{0} {1}V{2}H{3}\"/>\n", kLeft, kTop,
                     kBottom, kRight);
  out << fmt::format("<text class=\"axis\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", kRight,
                     kHeight - 8, html_escaped(x_title));
  out << fmt::format("<text class=\"axis\" x=\"4\" y=\"12\">{}</text>\n", html_escaped(y_title));
}

/// The steps along the complete rows that no other beats in both figures.
void write_front(std::ostream& out, std::vector<Point> points) {
  std::erase_if(points, [](const Point& point) { return !point.complete; });
  std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) {
    return std::pair(a.cost, a.error) < std::pair(b.cost, b.error);
  });
  std::string path;
  double least = std::numeric_limits<double>::infinity();
  for (const Point& point : points) {
    if (point.error >= least) continue;
    path += path.empty() ? fmt::format("M{:.1f} {:.1f}", point.x, point.y)
                         : fmt::format("H{:.1f}V{:.1f}", point.x, point.y);
    least = point.error;
  }
  if (path.find('H') != std::string::npos) {
    out << "<path class=\"front\" d=\"" << path << "\"/>\n";
  }
}

void write_points(std::ostream& out, const std::vector<Point>& points, const std::string& metric,
                  const std::string& unit_of_cost) {
  HtmlLabelPlaces places(kLeft, kTop, kWidth, kBottom);
  for (const Point& point : points) places.block(point.x, point.y, 8);
  for (const Point& point : points) {
    out << fmt::format("<g class=\"point {}{}\" data-s=\"{}\"><title>{}: {} {}, {} {}{}</title>",
                       HtmlSeries::colour_class(point.series), point.complete ? "" : " partial",
                       point.series, html_escaped(point.name), html_escaped(metric),
                       display_number(point.error), display_number(point.cost), unit_of_cost,
                       point.complete ? "" : " (incomplete)");
    out << fmt::format("<use href=\"#{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"16\" height=\"16\"/>",
                       HtmlSeries::shape_id(point.series), point.x - 8, point.y - 8);
    const std::string label = shortened(point.name, 18);
    if (const auto place = places.find(point.x, point.y, label)) {
      out << fmt::format(
          "<text class=\"label halo\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>",
          place->x, place->y, place->anchor, html_escaped(label));
    }
    out << "</g>\n";
  }
}

}  // namespace

bool write_scatter(std::ostream& out, const ScoreTable& table, const HtmlSeries& series,
                   HtmlCost cost) {
  if (table.metrics.empty()) return false;
  std::vector<Point> points = points_of(table, series, cost);
  if (points.size() < 2) return false;
  const HtmlAxis x(values_of(points, &Point::cost), kLeft, kRight);
  const HtmlAxis y(values_of(points, &Point::error), kBottom, kTop);
  for (Point& point : points) {
    point.x = x.at(point.cost);
    point.y = y.at(point.error);
  }
  const MetricDisplay shown = metric_display(table.convention, table.metrics.front());
  const std::string unit = shown.unit.empty() ? "" : ", " + shown.unit;
  const auto scale = [](const HtmlAxis& axis) { return axis.logarithmic() ? " (log scale)" : ""; };
  const bool by_time = cost == HtmlCost::latency;
  const std::string title = shown.label + (by_time ? " against latency" : " against memory");
  out << fmt::format(
      "<figure class=\"chart\"><figcaption><b>{0}</b> <span class=\"soft\">nearer the lower left "
      "is better</span></figcaption>\n<svg viewBox=\"0 0 {1} {2}\" role=\"img\" "
      "aria-label=\"{0} of {3} models; the figures are in the leaderboard\">\n",
      html_escaped(title), kWidth, kHeight, points.size());
  write_frame(out, x, y, (by_time ? "Latency, ms" : "Memory, MiB") + std::string(scale(x)),
              shown.label + unit + scale(y));
  write_front(out, points);
  write_points(out, points, shown.label, by_time ? "ms" : "MiB");
  out << "</svg></figure>\n";
  return true;
}

}  // namespace mbench
