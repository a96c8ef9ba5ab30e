#pragma once

#include <map>
#include <string>

#include "core/progress.h"
#include "synth/composite_plan.h"

namespace mbench {

/// What lies beside the composites of a build.
struct CompanionFiles {
  /// Of each alpha and trimap that was written, by its path below the folder: sha256_of_pixels of
  /// its first channel.
  std::map<std::string, std::string> digests;
  /// Why the others were not, by the same.
  std::map<std::string, std::string> problems;
};

/// Writes the plan's alphas, trimaps and lists below `out`, those that are not there already as
/// they shall be.
///
/// A file of a protocol without a limit of the foreground's size is a copy, byte for byte; where
/// several composites share it, the copies are hard links of each other if the file system has
/// them. With a limit the alpha is a PNG of the size that was composed, and so is a trimap that
/// is made of it.
///
/// Throws DataError if something cannot be written, Interrupted when the user asked to stop.
CompanionFiles write_companions(const CompositePlan& plan, const fs::path& out, int threads,
                                Progress& progress);

}  // namespace mbench
