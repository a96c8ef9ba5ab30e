#include "cli/findings_table.h"

#include <fmt/format.h>

#include <algorithm>

namespace mbench {

ExitCode report_findings(Session& session, const std::string& dataset,
                         const std::vector<Finding>& findings, Severity fail_on) {
  Table table({{"severity"}, {"code"}, {"file"}, {"sample", -1, true}, {"message"}, {"remedy"}});
  for (const Finding& finding : findings) {
    table.add({std::string(to_text(finding.severity)), finding.code, finding.file, finding.sample,
               finding.message, finding.remedy});
  }
  const OutputFormat format = output_format(session.settings.text("output"));
  if (!findings.empty() || format != OutputFormat::table) {
    table.write(format, session.console.table_style(), session.console.out());
    session.console.flush();
  }
  const auto count = [&](Severity severity) {
    return std::count_if(findings.begin(), findings.end(),
                         [&](const Finding& finding) { return finding.severity == severity; });
  };
  session.console.note(findings.empty()
                           ? fmt::format("{}: nothing found", dataset)
                           : fmt::format("{}: {} errors, {} warnings, {} notes", dataset,
                                         count(Severity::error), count(Severity::warning),
                                         count(Severity::info)));
  const bool failed = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.severity >= fail_on;
  });
  return failed ? ExitCode::check_failed : ExitCode::done;
}

}  // namespace mbench
