#pragma once

#include "datasets/suite.h"
#include "store/database.h"
#include "synth/trimap_recipe.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// What stands before the recipe in the name of a suite with the trimaps of another one.
inline constexpr std::string_view kTrimapMark = "/trimap=";

/// A suite with its pictures, ready to be run.
struct SuiteSamples {
  /// What its rows stand under: the suite's name, with "/local" behind it where its figures are
  /// not the published ones: a data set that is not whole, a synthetic fixture, or a suite that
  /// nobody can reproduce; then "/trimap=RECIPE" where its trimaps are not its own.
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

/// The same with trimaps that this recipe makes from the alphas, whatever the suite's own are.
/// Where these would be others the rows stand under a name of their own, "comp1k/trimap=gca:7" or
/// "d646/local/trimap=gca:7", so that nobody takes them for the suite's.
///
/// Throws DataError as above, and for a sample that comes with mbench and has no alpha.
SuiteSamples suite_samples(const Suite& suite, const TrimapRecipe& recipe, Database& database);

/// The folder of the data set that suite_samples() takes; none if it is not indexed. Not for a
/// suite that comes with mbench. Throws DataError if several could be meant.
std::optional<fs::path> suite_root(const Suite& suite, Database& database);

}  // namespace mbench
