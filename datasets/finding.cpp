#include "datasets/finding.h"

#include <fmt/format.h>

#include "core/error.h"

namespace mbench {

std::string_view to_text(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::error:
      break;
  }
  return "error";
}

Severity parse_severity(std::string_view text) {
  for (const Severity severity : {Severity::info, Severity::warning, Severity::error}) {
    if (text == to_text(severity)) return severity;
  }
  throw UsageError(fmt::format("'{}' is no severity", text), "known are info, warning and error");
}

}  // namespace mbench
