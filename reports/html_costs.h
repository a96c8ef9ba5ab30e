#pragma once

#include "reports/html_series.h"
#include "reports/score_table.h"

#include <iosfwd>

namespace mbench {

/// Writes the table's time and memory in full: percentiles of latency with their intervals, speed,
/// tensors, and what a graphics card tells. Folded away until it is asked for; nothing where no
/// row was measured.
void write_costs(std::ostream& out, const ScoreTable& table, const HtmlSeries& series);

}  // namespace mbench
