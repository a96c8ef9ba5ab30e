#pragma once

#include "reports/report.h"

#include <iosfwd>

namespace mbench {

/// The leaderboard, or every image, as comma-separated values for programs and
/// spreadsheets. Both begin with the same columns:
///
/// model, suite, mode, images (how many are scored ok: in a per-image line 1 or 0), sad,
/// mse, grad, conn (plain means over those, in the convention's own units), latency_ms
/// (median over images of each image's median), peak_memory_mib (the method's own).
///
/// Where `images` is less than `total`, the figures rest on a part of the suite.
void write_csv_report(ResultStore& results, const ReportOptions& options, std::ostream& out);

}  // namespace mbench
