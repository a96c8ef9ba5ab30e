#include "reports/metric_display.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace mbench {
namespace {

struct KnownUnit {
  const char* convention;
  const char* metric;
  const char* unit;
  double factor;
};

// `matlab` divides the sums by 1000 and leaves MSE as it is.
constexpr KnownUnit kUnits[] = {
    {"matlab", "sad", "10³", 1},
    {"matlab", "mse", "10⁻³", 1000},
    {"matlab", "grad", "10³", 1},
    {"matlab", "conn", "10³", 1},
};

std::string label(std::string_view metric) {
  if (metric == "grad") return "Grad";
  if (metric == "conn") return "Conn";
  if (metric != "sad" && metric != "mse" && metric != "mad") return std::string(metric);
  std::string upper(metric);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](char letter) { return static_cast<char>(letter - 'a' + 'A'); });
  return upper;
}

}  // namespace

MetricDisplay metric_display(std::string_view convention, std::string_view metric) {
  // Options such as a region, which stand in brackets behind the name, change no unit.
  convention = convention.substr(0, convention.find('['));
  for (const KnownUnit& known : kUnits) {
    if (known.convention == convention && known.metric == metric) {
      return {label(metric), known.unit, known.factor};
    }
  }
  return {label(metric), "", 1};
}

std::string display_number(const std::optional<double>& value) {
  if (!value || !std::isfinite(*value)) return "–";
  if (*value == 0) return "0";
  // The exponent after rounding to four digits, so that 9.9996 gets as many as 10.
  const std::string rounded = fmt::format("{:.3e}", *value);
  const int exponent = std::atoi(rounded.c_str() + rounded.find('e') + 1);
  return fmt::format("{:.{}f}", *value, std::clamp(3 - exponent, 0, 12));
}

}  // namespace mbench
