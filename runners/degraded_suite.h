#pragma once

#include "datasets/sample.h"

#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// What rows of a degraded suite stand under: "comp1k+jpeg:30", "d646/local+blur:2+jpeg:30"; the
/// suite's own name where nothing is done. Reports show it as a suite beside the others.
std::string degraded_suite_name(const std::string& suite, const Degradation& degradation);

/// Such a name taken apart.
struct DegradedSuiteName {
  std::string suite;        ///< "comp1k", "d646/local"
  std::string degradation;  ///< as parse_degradation() reads it, "none" where nothing was done
};
DegradedSuiteName split_degraded_name(std::string_view name);

/// The samples, each to be degraded when it is loaded.
std::vector<Sample> degraded_samples(std::vector<Sample> samples, const Degradation& degradation);

}  // namespace mbench
