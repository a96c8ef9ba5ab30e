#pragma once

#include "reports/report.h"

#include <iosfwd>

namespace mbench {

/// The leaderboard, or every image with its raw timings, as one JSON object: "rows", an
/// array of flat objects in the order of the CSV, and "provenance": the program, the runs
/// and their machines. What is absent is null. Text that is not UTF-8 is made so.
void write_json_report(ResultStore& results, const ReportOptions& options, std::ostream& out);

}  // namespace mbench
