#include "reports/html_number.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mbench {
namespace {

constexpr const char* kNarrowSpace = "\xE2\x80\xAF";  // U+202F, does not break
constexpr const char* kDigitSpace = "\xE2\x80\x87";   // U+2007, as wide as a digit
constexpr const char* kPointSpace = "\xE2\x80\x88";   // U+2008, as wide as a point
constexpr const char* kMinus = "\xE2\x88\x92";        // U+2212

/// Digits before the point; 0 for a value below 1, less for each zero after the point.
int magnitude(double value) { return static_cast<int>(std::floor(std::log10(value))) + 1; }

}  // namespace

std::string grouped(double value, int decimals) {
  if (!std::isfinite(value)) return kHtmlAbsent;
  const std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  const bool nonzero = digits.find_first_not_of("0.") != std::string::npos;
  std::string text = value < 0 && nonzero ? kMinus : "";
  for (std::size_t i = 0; i < whole; ++i) {
    // Four digits are read at a glance; from five on they are parted.
    if (i > 0 && (whole - i) % 3 == 0 && whole > 4) text += kNarrowSpace;
    text += digits[i];
  }
  return text + digits.substr(whole);
}

int own_decimals(double value) {
  constexpr int kSignificant = 3;
  if (!std::isfinite(value) || value == 0) return 0;
  return std::clamp(kSignificant - magnitude(std::abs(value)), 0, 6);
}

AlignedNumber aligned_number(double value, int most_decimals) {
  const int decimals = std::min(own_decimals(value), most_decimals);
  AlignedNumber number{grouped(value, decimals), {}};
  if (decimals == 0 && most_decimals > 0) number.padding += kPointSpace;
  for (int i = decimals; i < most_decimals; ++i) number.padding += kDigitSpace;
  return number;
}

int column_decimals(const std::vector<double>& values) {
  double smallest = 0;
  double largest = 0;
  for (const double value : values) {
    const double size = std::abs(value);
    if (!std::isfinite(value) || size == 0) continue;
    smallest = smallest == 0 ? size : std::min(smallest, size);
    largest = std::max(largest, size);
  }
  if (smallest == 0) return 0;
  constexpr int kSignificant = 3;
  constexpr int kMostDigits = 7;
  const int wanted = std::clamp(kSignificant - magnitude(smallest), 0, 6);
  const int room = std::max(0, kMostDigits - std::max(1, magnitude(largest)));
  return std::min(wanted, room);
}

std::string exact_number(double value) { return fmt::format("{}", value); }

}  // namespace mbench
