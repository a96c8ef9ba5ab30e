#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mbench {

/// How people are shown a figure. Files for programs hold it as the convention gives it.
struct MetricDisplay {
  std::string label;  ///< "SAD"
  std::string unit;   ///< of the shown number: "10³"; empty if it is not known here
  double factor = 1;  ///< shown = factor x figure; MSE of `matlab` is shown in 10⁻³, as in papers
};
MetricDisplay metric_display(std::string_view convention, std::string_view metric);

/// Four significant digits without an exponent: "1234", "12.34", "0.01234". "–" for none.
std::string display_number(const std::optional<double>& value);

}  // namespace mbench
