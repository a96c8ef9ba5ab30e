#pragma once

#include "reports/html_series.h"
#include "reports/score_table.h"

#include <iosfwd>

namespace mbench {

/// What the error is weighed against.
enum class HtmlCost { latency, memory };

/// Writes a chart of the table's first metric against a cost, as SVG that stands without
/// the script: a sign and a name for each row that has both figures, the line of those
/// that no other row beats in both, hollow signs for incomplete rows.
///
/// Writes nothing if fewer than two rows have both figures. Returns whether it wrote.
bool write_scatter(std::ostream& out, const ScoreTable& table, const HtmlSeries& series,
                   HtmlCost cost);

}  // namespace mbench
