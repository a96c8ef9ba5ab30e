#pragma once

#include "core/filesystem.h"

#include <string>
#include <vector>

namespace mbench {

/// One prediction and what it is scored against.
struct ScoreJob {
  std::string name;  ///< the prediction's stem
  fs::path predicted;
  fs::path truth;
  fs::path trimap;    ///< empty where the convention needs none
  std::string error;  ///< why it cannot be scored: a counterpart that is missing or unclear
};

/// Three files as one job, or three folders matched by stem.
struct ScoreInputs {
  fs::path predicted;
  fs::path truth;
  fs::path trimap;  ///< empty: none given
  bool needs_trimap = true;
};

/// The jobs in the order of their names (byte by byte).
///
/// In folders, prediction, truth and trimap may differ in their endings. A prediction
/// `STEM_4` without a truth or trimap of that name takes those of `STEM`, as the composites
/// of Composition-1K share their foreground's alpha. A truth without any prediction is a
/// job with an error, unless `partial`.
///
/// Throws DataError if an input is missing or a folder holds no pictures, UsageError if
/// files and folders are mixed.
std::vector<ScoreJob> score_jobs(const ScoreInputs& inputs, bool partial);

}  // namespace mbench
