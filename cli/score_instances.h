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
  InstanceTally tally;
  std::string error;
};

/// Matches the instances of each image: `predicted` and `truth` are folders of one folder an
/// image, which holds one alpha an instance under any name; or of the alphas of one image. A
/// folder without pictures among the predictions is an image on which nothing was found. A
/// picture that cannot be used, or an image without a folder of predictions, becomes an error
/// of its row; with `partial` the latter is no row.
///
/// Throws DataError if an input cannot be listed or holds nothing, Interrupted when the user
/// asked to stop.
std::vector<ScoredInstances> score_instances(const fs::path& predicted, const fs::path& truth,
                                             bool partial, int threads, Progress& progress);

}  // namespace mbench
