#pragma once

#include "reports/report.h"

#include <iosfwd>

namespace mbench {

/// The leaderboard as a GitHub Markdown table a suite, best first, the best of each column
/// bold, units in the header; or with `per_image` a table of the images. Rows that lack
/// images stand below the others and are marked. Figures have four significant digits; MSE
/// of `matlab` is in thousandths, as papers print it.
void write_markdown_report(ResultStore& results, const ReportOptions& options, std::ostream& out);

}  // namespace mbench
