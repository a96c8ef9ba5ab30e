#include "reports/html_axis.h"

#include "reports/html_number.h"

#include <algorithm>
#include <cmath>

namespace mbench {
namespace {

constexpr double kRatioForLogarithm = 5;
constexpr int kMostTicks = 7;

/// The least of 1, 2, 5, 10, 20, ... times a power of ten that is not below `value`.
double round_up(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double step : {1.0, 2.0, 5.0}) {
    // The margin keeps 0.3 / 0.1 from asking for a step beyond 3.
    if (step * power >= value * (1 - 1e-9)) return step * power;
  }
  return 10 * power;
}

}  // namespace

HtmlAxis::HtmlAxis(const std::vector<double>& values, double from, double to)
    : from_(from), to_(to) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  if (values.empty() || *high <= 0) {
    set_linear_ticks();
    return;
  }
  logarithmic_ = *low > 0 && *high / *low >= kRatioForLogarithm;
  if (logarithmic_) {
    const double margin = std::pow(*high / *low, 0.06);
    low_ = *low / margin;
    high_ = *high * margin;
    set_logarithmic_ticks();
  } else {
    high_ = *high * 1.08;
    set_linear_ticks();
  }
}

double HtmlAxis::at(double value) const {
  const double share = logarithmic_ ? std::log(value / low_) / std::log(high_ / low_)
                                    : (value - low_) / (high_ - low_);
  return from_ + share * (to_ - from_);
}

void HtmlAxis::set_linear_ticks() {
  const double step = round_up((high_ - low_) / (kMostTicks - 1));
  for (int i = 0; i * step <= high_; ++i) ticks_.push_back(i * step);
}

void HtmlAxis::set_logarithmic_ticks() {
  const double decades = std::log10(high_ / low_);
  const auto first = static_cast<int>(std::floor(std::log10(low_)));
  const auto last = static_cast<int>(std::ceil(std::log10(high_)));
  // 1, 2, 5 in a short range, whole decades in a long one, every n-th in a very long one.
  const bool fine = decades < 2.4;
  const int stride = std::max(1, static_cast<int>(std::ceil(decades / kMostTicks)));
  for (int power = first; power <= last; power += fine ? 1 : stride) {
    for (const double step : {1.0, 2.0, 5.0}) {
      const double tick = step * std::pow(10.0, power);
      if ((step == 1 || fine) && tick >= low_ && tick <= high_) ticks_.push_back(tick);
    }
  }
}

std::string HtmlAxis::label(double tick) {
  if (tick == 0) return "0";
  int decimals = 0;
  while (decimals < 9 && std::abs(tick - std::round(tick * std::pow(10, decimals)) /
                                             std::pow(10, decimals)) > 1e-9 * std::abs(tick)) {
    ++decimals;
  }
  return grouped(tick, decimals);
}

}  // namespace mbench
