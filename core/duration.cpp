#include "core/duration.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

#include "core/error.h"

namespace mbench {
namespace {

constexpr std::string_view kUnits = "hms";
constexpr double kSecondsIn[] = {3600, 60, 1};
constexpr double kMost = 1e9;  // about thirty years, and far from where whole seconds overflow

/// None for a text of another form.
std::optional<double> seconds_in(std::string_view text) {
  double seconds = 0;
  std::size_t next_unit = 0;
  while (!text.empty()) {
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] =
        std::from_chars(text.data(), end, number, std::chars_format::fixed);
    if (error != std::errc() || stopped == end || !(number >= 0)) return std::nullopt;
    const std::size_t unit = kUnits.find(*stopped, next_unit);
    if (unit == std::string_view::npos) return std::nullopt;
    seconds += number * kSecondsIn[unit];
    next_unit = unit + 1;
    text.remove_prefix(static_cast<std::size_t>(stopped - text.data()) + 1);
  }
  if (!(seconds > 0 && seconds <= kMost)) return std::nullopt;
  return seconds;
}

}  // namespace

double parse_duration_s(std::string_view text) {
  if (const std::optional<double> seconds = seconds_in(text)) return *seconds;
  throw UsageError(fmt::format("'{}' is not a length of time above 0", text),
                   "write it like 90s, 30m, 2h or 1h30m");
}

std::string duration_text(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::llround(seconds));
  if (whole < 1) return fmt::format("{:.3g}s", seconds);
  std::string text;
  if (whole >= 3600) text += fmt::format("{}h", whole / 3600);
  if (whole / 60 % 60 > 0) text += fmt::format("{}m", whole / 60 % 60);
  if (whole % 60 > 0) text += fmt::format("{}s", whole % 60);
  return text;
}

}  // namespace mbench
