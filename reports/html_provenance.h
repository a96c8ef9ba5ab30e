#pragma once

#include "reports/html_series.h"
#include "reports/score_table.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace mbench {

/// Writes where the figures come from: the models in their settings with their weights'
/// digests, the machines, the runs with their commands.
void write_provenance(std::ostream& out, const std::vector<RunRecord>& runs,
                      const std::vector<LeaderboardRow>& rows, const HtmlSeries& series);

/// A machine's graphics card and processor, for the head of the page; what is not known is
/// left out.
std::string machine_in_a_line(const MachineRecord& machine);

}  // namespace mbench
