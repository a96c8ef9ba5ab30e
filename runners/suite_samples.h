#pragma once

#include "datasets/suite.h"
#include "store/database.h"

#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// A suite with its pictures, ready to be run.
struct SuiteSamples {
  /// What its rows stand under: the suite's name, with "/local" behind it where its figures are
  /// not the published ones: a data set that is not whole, a synthetic fixture, or a suite that
  /// nobody can reproduce.
  std::string name;
  std::string why_local;  ///< one line; empty where it is not
  std::vector<Sample> samples;
};

/// The suite's samples: its own, or those of the data set that was indexed with its layout, of
/// several the one with the suite's data set's name. Backgrounds of composites that are still to
/// be made are looked for in the data set of the suite's background layout.
///
/// Throws DataError that says what to obtain, from where, under what licence, and by which
/// command to index it; or that names what the indexed folder lacks.
SuiteSamples suite_samples(const Suite& suite, Database& database);

/// The folder of the data set that suite_samples() takes; none if it is not indexed. Not for a
/// suite that comes with mbench. Throws DataError if several could be meant.
std::optional<fs::path> suite_root(const Suite& suite, Database& database);

}  // namespace mbench
