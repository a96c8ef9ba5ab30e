#pragma once

#include "core/progress.h"
#include "runners/run_plan.h"
#include "runners/suite_samples.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace mbench {

/// The samples of every cell of a plan, each suite's found once.
class PlannedSamples {
 public:
  /// Brings every cell of the plan to the name that its rows stand under, see SuiteSamples and
  /// degraded_suite_name(). The samples are by that name. What the user should know of a suite
  /// becomes a note of `progress`.
  ///
  /// Throws DataError if a suite's data set is not here, and UsageError if the options choose no
  /// sample of any suite.
  PlannedSamples(std::vector<PlannedCell>& plan, const RunOptions& options, Database& database,
                 Progress& progress);

  /// All samples of the cell's suite.
  const std::vector<Sample>& of(const PlannedCell& cell) const {
    return suites_.at(cell.record.suite).samples;
  }
  /// The places among them that the options choose; may be none.
  const std::vector<std::size_t>& chosen(const PlannedCell& cell) const {
    return suites_.at(cell.record.suite).chosen;
  }
  /// Of the suites of which samples are chosen, in the plan's order.
  const std::vector<std::string>& names() const { return names_; }

 private:
  struct Chosen {
    std::vector<Sample> samples;
    std::vector<std::size_t> chosen;
  };

  const SuiteSamples& whole_suite(const PlannedCell& cell, const RunOptions& options,
                                  Database& database, Progress& progress);

  std::map<std::string, SuiteSamples> whole_;
  std::map<std::string, Chosen> suites_;
  std::vector<std::string> names_;
};

}  // namespace mbench
