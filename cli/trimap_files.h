#pragma once

#include "core/filesystem.h"
#include "core/progress.h"
#include "synth/trimap_recipe.h"

#include <string>
#include <vector>

namespace mbench {

/// One alpha that a trimap is to be made from.
struct TrimapJob {
  fs::path alpha;
  fs::path to;       ///< .png
  std::string name;  ///< what sizes are drawn for, as full_name() of a sample
};

/// A job for each picture below a folder, sorted; its trimap goes to `to` under the alpha's own
/// path with the ending .png. An alpha's name is that path without the ending.
///
/// Throws UsageError if `to` lies in `from`; DataError for a folder without pictures, or with two
/// that differ in their endings alone.
std::vector<TrimapJob> trimap_jobs(const fs::path& from, const fs::path& to);

/// Notes in the folder `to`, which is made, by what recipe its trimaps are, and looks at what was
/// noted there: a folder holds the trimaps of one recipe. Throws DataError if it holds another's,
/// or files in the way of the jobs and no note.
void claim_trimap_folder(const fs::path& to, const TrimapRecipe& recipe,
                         const std::vector<TrimapJob>& jobs);

/// Takes out the jobs whose trimap is there and no older than its alpha; how many.
std::size_t leave_out_finished(std::vector<TrimapJob>& jobs);

/// What came of jobs, in no certain order.
struct MadeTrimaps {
  std::size_t written = 0;
  std::vector<std::string> warnings;  ///< of reading, and of alphas that leave nothing unknown
  std::vector<std::string> failures;  ///< why a trimap could not be made
};

/// Does the jobs on this many threads, each file written in one step. Throws Interrupted when the
/// user asked to stop.
MadeTrimaps make_trimaps(const std::vector<TrimapJob>& jobs, const TrimapRecipe& recipe,
                         int threads, Progress& progress);

}  // namespace mbench
