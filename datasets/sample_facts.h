#pragma once

#include "core/filesystem.h"
#include "datasets/sample.h"

#include <cstdint>
#include <vector>

namespace mbench {

/// What tells whether a file is still the one that was looked at before.
struct FileStamp {
  std::int64_t bytes = 0;
  std::int64_t modified_ns = 0;  ///< since 1970
};

/// Costs one stat. Throws DataError that names the file: missing, unreadable, not a file.
FileStamp file_stamp(const fs::path& path);

/// What an index says of a sample without decoding anything.
struct SampleFacts {
  cv::Size size;    ///< of the image as load() returns it
  FileStamp stamp;  ///< of the image's file; of a composite, its foreground's
};

/// Reads the header of one file. Throws DataError.
SampleFacts sample_facts(const Sample& sample);

/// Every file that the sample is read from: image or foreground and background, alpha, trimap.
std::vector<fs::path> files_of(const Sample& sample);

/// Throws DataError that names the file if one of the sample's files lies outside `root`
/// after symbolic links are followed, or is missing.
void check_within(const fs::path& root, const Sample& sample);

}  // namespace mbench
