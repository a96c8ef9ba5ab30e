#pragma once

#include "reports/html_series.h"
#include "reports/score_table.h"

#include <iosfwd>

namespace mbench {

/// Writes one table of the leaderboard: quality, then cost, then over how many images.
///
/// The best of a column is marked by weight, ground and a star, and told to screen
/// readers; rows over fewer images than the suite has stand in a part of their own and are
/// never best. What a reader must know of a row stands below, by number.
void write_leaderboard(std::ostream& out, const ScoreTable& table, const HtmlSeries& series);

}  // namespace mbench
