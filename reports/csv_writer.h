#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string_view>

namespace mbench {

/// Writes comma-separated values as RFC 4180 has them, but with LF at the ends of lines.
///
/// Absent numbers are empty fields; numbers have the fewest digits that give the same
/// double again. A spreadsheet takes a text that begins with = + - @, a tab or a carriage
/// return for a formula or drops the start, so such a text gets an apostrophe in front.
class CsvWriter {
 public:
  explicit CsvWriter(std::ostream& out) : out_(out) {}

  CsvWriter& text(std::string_view value);
  CsvWriter& number(const std::optional<double>& value);
  CsvWriter& integer(const std::optional<std::int64_t>& value);
  void end_line();

 private:
  void separate();

  std::ostream& out_;
  bool first_ = true;
};

}  // namespace mbench
