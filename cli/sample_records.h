#pragma once

#include "core/progress.h"
#include "datasets/sample.h"
#include "store/records.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace mbench {

/// Rows for the sample table, and what was wrong with files on the way.
struct SampleRecords {
  std::vector<SampleRecord> records;
  std::vector<std::string> problems;  ///< one line each, naming the file
  std::size_t unchanged = 0;          ///< whose header was not read again
};

/// Known records by their image's path.
using KnownSamples = std::unordered_map<std::string, SampleRecord>;

/// The samples as rows. Sizes come from the headers, on `threads` threads; a file that is
/// in `known` with the same length and time is not opened. A header that cannot be read
/// leaves the size 0 and is a problem; so is a file outside `root`.
///
/// Throws Interrupted when the user asked to stop.
SampleRecords sample_records(const fs::path& root, const std::vector<Sample>& samples,
                             const KnownSamples& known, int threads, Progress& progress);

}  // namespace mbench
