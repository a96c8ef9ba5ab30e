#pragma once

#include "reports/report.h"

#include <iosfwd>

namespace mbench {

/// Writes the leaderboard as one HTML file that needs nothing else: no network, no script
/// to be read. See report.h for the options.
///
/// Pictures are read and written one at a time, so memory does not grow with them. Throws
/// UsageError for a suite of which the store holds nothing, StoreError.
void write_html_report(ResultStore& results, const ReportOptions& options, std::ostream& out);

}  // namespace mbench
