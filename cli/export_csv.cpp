#include "cli/export_formats.h"

#include "core/csv_field.h"

#include <fmt/format.h>

namespace mbench {
namespace {

/// Unlike in a report, a text that a spreadsheet would take for a formula stays as it is:
/// programs read this, and the paths must be those of the files.
std::string field_of(const QueryValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
  if (const auto* text = std::get_if<std::string>(&value)) return csv_field(*text);
  return {};
}

}  // namespace

std::size_t export_csv(const SampleRows& samples, ExportOutput& output) {
  std::ostream& out = output.out();
  const char* separator = "";
  for (const std::string& column : samples.columns()) {
    out << separator << csv_field(column);
    separator = ",";
  }
  out << '\n';
  return samples.each([&](const SampleRow& sample) {
    const char* between = "";
    for (const QueryValue& value : sample.values()) {
      out << between << field_of(value);
      between = ",";
    }
    out << '\n';
  });
}

}  // namespace mbench
