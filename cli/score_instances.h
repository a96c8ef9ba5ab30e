#pragma once

#include "core/filesystem.h"
#include "core/progress.h"
#include "metrics/instance_quality.h"

#include <string>
#include <vector>

namespace mbench {

/// The instances of one image, matched and measured.
struct ScoredInstances {
  std::string name;
  InstanceTally tally;  ///< of nothing if there is an error
  std::vector<std::string> warnings;
  std::string error;
};

/// Matches the instances of each image: `predicted` and `truth` are folders of one folder an
/// image, which holds one alpha an instance under any name; or of the alphas of one image. An
/// empty folder among the predictions (hidden files do not count) is an image on which nothing
/// was found. A picture that cannot be used, or an image that only one of the two has, becomes
/// an error of its row; with `partial`, a truth without predictions is no row.
///
/// Throws DataError if an input cannot be listed, holds nothing or, with `partial`, no image of
/// the truth was predicted; Interrupted when the user asked to stop.
std::vector<ScoredInstances> score_instances(const fs::path& predicted, const fs::path& truth,
                                             bool partial, int threads, Progress& progress);

}  // namespace mbench
