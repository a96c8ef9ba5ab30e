#pragma once

#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include <opencv2/core/types.hpp>

#include "core/progress.h"
#include "synth/composite_plan.h"

namespace mbench {

/// Reads the headers of everything that the plan is made of, and gives the composites' sizes in
/// the plan's order.
///
/// Throws DataError for the first file that cannot be used, with how many more there are: one
/// that cannot be read, an alpha or trimap of another size than its foreground, a background that
/// cannot cover it. Each of them is a note of `progress`.
std::vector<cv::Size> check_sources(const CompositePlan& plan, int threads, Progress& progress);

/// SHA-256 of files, each read once. May be used by several threads.
class FileDigests {
 public:
  /// Throws DataError if the file cannot be read.
  std::string of(const fs::path& path);

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::string> known_;
};

}  // namespace mbench
