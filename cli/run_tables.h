#pragma once

#include "cli/table.h"
#include "reports/score_table.h"
#include "runners/run_forecast.h"

#include <vector>

namespace mbench {

/// The leaderboard in the figures that people quote, suite after suite.
Table leaderboard_table(const std::vector<ScoreTable>& suites);

/// A line for each cell that would be run.
Table forecast_table(const std::vector<CellForecast>& cells);

}  // namespace mbench
