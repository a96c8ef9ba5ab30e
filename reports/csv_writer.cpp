#include "reports/csv_writer.h"

#include "core/csv_field.h"

#include <fmt/format.h>

#include <cmath>
#include <ostream>
#include <string>

namespace mbench {

void CsvWriter::separate() {
  if (!first_) out_ << ',';
  first_ = false;
}

CsvWriter& CsvWriter::text(std::string_view value) {
  separate();
  std::string field(value);
  if (!field.empty() &&
      std::string_view("=+-@\t\r").find(field.front()) != std::string_view::npos) {
    field.insert(field.begin(), '\'');
  }
  out_ << csv_field(field);
  return *this;
}

CsvWriter& CsvWriter::number(const std::optional<double>& value) {
  separate();
  if (value && std::isfinite(*value)) out_ << fmt::format("{}", *value);
  return *this;
}

CsvWriter& CsvWriter::integer(const std::optional<std::int64_t>& value) {
  separate();
  if (value) out_ << *value;
  return *this;
}

void CsvWriter::end_line() {
  out_ << '\n';
  first_ = true;
}

}  // namespace mbench
