#pragma once

#include "core/image.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// One figure of an image.
struct MetricValue {
  std::string name;             ///< "sad", "mse", "grad", "conn", "sad_trimap", ...
  std::optional<double> value;  ///< none where the convention's own code gives NaN or infinity
};

/// All figures of one prediction under one convention.
using ScoreCard = std::vector<MetricValue>;

/// What a convention needs to be told about.
struct ConventionInfo {
  std::string name;                  ///< "matlab", "mmagic", ...
  int version = 1;                   ///< raised when the same input may give another figure
  std::string summary;               ///< one line
  std::vector<std::string> metrics;  ///< the names of its figures, in order
  bool needs_trimap = true;
};

/// Every convention, the default (`matlab`) first.
const std::vector<ConventionInfo>& conventions();

/// Throws UsageError that names the nearest known names.
const ConventionInfo& find_convention(std::string_view name);

/// The figures of `predicted` against `truth` in the convention's own units.
///
/// `trimap` may be null for a convention that needs none. Byte alphas are scored in exact
/// integers; a float alpha is taken as it is by conventions that score floats and is
/// quantised to the nearest byte by the others.
///
/// Throws DataError if the sizes differ, UsageError for an unknown convention or a
/// missing trimap.
ScoreCard score(std::string_view convention, const Alpha& predicted, const Alpha& truth,
                const Trimap* trimap);

}  // namespace mbench
