#pragma once

#include "cli/commands.h"
#include "datasets/finding.h"

#include <string>
#include <vector>

namespace mbench {

/// Writes the findings in the format of `-o` and says on stderr how many there are of each
/// severity. Gives the exit code: check_failed if one is at or above `fail_on`.
ExitCode report_findings(Session& session, const std::string& dataset,
                         const std::vector<Finding>& findings, Severity fail_on);

}  // namespace mbench
