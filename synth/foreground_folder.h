#pragma once

#include "core/filesystem.h"
#include "core/progress.h"
#include "synth/foreground_estimate.h"

#include <cstddef>
#include <string>
#include <vector>

namespace mbench {

/// An image whose foreground is wanted.
struct ForegroundJob {
  std::string name;  ///< stem of the file to write; no two jobs have the same
  fs::path image;
  fs::path alpha;
  std::string error;  ///< why it cannot be done: no alpha, or two
};

/// Where estimates go: NAME.png in each folder, and a manifest in the first.
struct ForegroundFolders {
  fs::path foregrounds;
  fs::path backgrounds;  ///< empty: none are written
};

/// What became of the jobs.
struct ForegroundFolderResult {
  std::size_t made = 0;
  std::size_t kept = 0;  ///< were there already, from the same pixels by the same recipe
  std::vector<std::string> warnings;  ///< in the order of the jobs
  std::vector<std::string> failures;  ///< what cannot be used, with its file
};

/// Estimates the foregrounds of all jobs, several at a time as threads and memory allow.
///
/// Each file appears whole or not at all, and its row in the manifest after it. An estimate is
/// kept if its row has this recipe and the digests of what image, alpha and the files written
/// decode to now; so a run that was stopped, killed or out of space is finished by running it
/// again. Rows of other names stay. Files and manifest are the same whatever the number of threads
/// and interruptions.
///
/// Throws DataError if a folder cannot be written or another process writes there, UsageError by
/// recipe.check(), Interrupted when the user asked to stop.
ForegroundFolderResult estimate_foregrounds(const std::vector<ForegroundJob>& jobs,
                                            const ForegroundFolders& folders,
                                            const ForegroundRecipe& recipe, int threads,
                                            Progress& progress);

}  // namespace mbench
