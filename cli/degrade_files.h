#pragma once

#include "core/filesystem.h"
#include "core/progress.h"
#include "synth/degrade.h"

#include <string>
#include <vector>

namespace mbench {

/// One picture to be degraded.
struct DegradeJob {
  fs::path from;
  fs::path to;       ///< .png
  std::string name;  ///< what random numbers are drawn for, as full_name() of a sample
  bool is_trimap = false;
};

/// A job for a file, or one for each picture below a folder, which go to `to` under their own
/// paths with the ending .png. A picture's name is its path without the ending, a single file's
/// its stem.
///
/// Throws UsageError if a picture would be written over or into what it is read from, DataError
/// for a folder without pictures or two pictures that differ in their endings alone.
std::vector<DegradeJob> degrade_jobs(const fs::path& from, const fs::path& to, bool is_trimap);

/// What came of jobs.
struct DegradedFiles {
  std::size_t written = 0;
  std::vector<std::string> warnings;  ///< what a reader should know of the pictures read
  std::vector<std::string> failures;  ///< why a picture could not be degraded, and the remedy
};

/// Does the jobs on this many threads, each file written in one step. Throws Interrupted when
/// the user asked to stop.
DegradedFiles degrade_files(const std::vector<DegradeJob>& jobs, const Degradation& degradation,
                            int threads, Progress& progress);

}  // namespace mbench
