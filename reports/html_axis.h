#pragma once

#include <string>
#include <vector>

namespace mbench {

/// A chart's axis: where a figure stands, in SVG units, and which figures get a line.
class HtmlAxis {
 public:
  /// An axis that holds all `values` with a little room, from `from` to `to` (which may be
  /// the smaller). It is logarithmic where all are positive and the largest is at least
  /// five times the smallest; else it begins at 0. No values: 0 to 1.
  HtmlAxis(const std::vector<double>& values, double from, double to);

  bool logarithmic() const { return logarithmic_; }
  double at(double value) const;
  /// Round figures, in ascending order, some of them inside the axis's range.
  const std::vector<double>& ticks() const { return ticks_; }
  /// A tick as text, with only the digits it needs.
  static std::string label(double tick);

 private:
  void set_linear_ticks();
  void set_logarithmic_ticks();

  bool logarithmic_ = false;
  double low_ = 0;
  double high_ = 1;
  double from_;
  double to_;
  std::vector<double> ticks_;
};

}  // namespace mbench
