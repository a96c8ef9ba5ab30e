#pragma once

#include "datasets/sample.h"

#include <cstddef>
#include <string>
#include <vector>

namespace mbench {

/// Which samples of each suite are run; by default all of them.
struct SampleSelection {
  /// Those in whose name this regular expression (ECMAScript's) is found; empty: all.
  std::string pattern;
  /// Of these, in the suite's order, the first so many; 0: all.
  int limit = 0;

  /// Throws UsageError for an expression that is none.
  void check() const;
  /// The places of the chosen samples, in their order. Throws as check().
  std::vector<std::size_t> places_in(const std::vector<Sample>& samples) const;
};

}  // namespace mbench
