#include "reports/report.h"

#include "core/error.h"
#include "core/nearest_names.h"
#include "reports/csv_report.h"
#include "reports/html_report.h"
#include "reports/json_report.h"
#include "reports/markdown_report.h"

namespace mbench {

const std::vector<ReportFormat>& report_formats() {
  static const std::vector<ReportFormat> list{
      {"html", "one self-contained page with charts and a gallery", write_html_report},
      {"csv", "comma-separated values, full precision", write_csv_report},
      {"json", "one object with rows and provenance, full precision", write_json_report},
      {"md", "Markdown tables, best first", write_markdown_report},
  };
  return list;
}

const ReportFormat& find_report_format(std::string_view name) {
  std::vector<std::string> names;
  for (const ReportFormat& format : report_formats()) {
    if (format.name == name) return format;
    names.push_back(format.name);
  }
  throw UsageError("there is no report format named '" + std::string(name) + "'",
                   did_you_mean(name, names));
}

}  // namespace mbench
