#pragma once

#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// What stands where a figure is absent: an en dash, never 0.
inline constexpr const char* kHtmlAbsent = "\xE2\x80\x93";

/// `value` with so many digits after the point, thousands parted by a narrow space, a
/// true minus sign. Not finite: absent.
std::string grouped(double value, int decimals);

/// A figure of a column whose figures differ by orders of magnitude, as costs do.
struct AlignedNumber {
  std::string text;     ///< three significant digits, all digits before the point
  std::string padding;  ///< unseen characters after it that put the points above each other
};
AlignedNumber aligned_number(double value, int most_decimals);

/// The digits after the point that aligned_number gives the value.
int own_decimals(double value);

/// The digits after the point that a column of figures shares, so that its points stand
/// above each other: enough for three significant digits of the smallest figure, as far
/// as the largest does not then have more than seven digits. Not finite ones do not count.
int column_decimals(const std::vector<double>& values);

/// Every digit that tells the value from its neighbours, for data-v: sorting by it is
/// sorting by the stored figure.
std::string exact_number(double value);

}  // namespace mbench
