#pragma once

#include "core/filesystem.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// A weight file as it was when its bytes were last read.
struct WeightFile {
  std::string path;  ///< absolute
  std::string sha256;
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;
};

/// The user's weights: which files a model runs with, and the digests of files that were read.
/// One small JSON file of the user's, `$XDG_DATA_HOME/mbench/weights.json` (or
/// `~/.local/share/...`), since weights outlive stores and are shared by all of them.
///
/// Every call reads the file anew, so several programs may use it at once. All throw DataError if
/// it is damaged or cannot be written.
class WeightRegistry {
 public:
  explicit WeightRegistry(const fs::path& file = default_file()) : file_(file) {}

  static fs::path default_file();
  const fs::path& file() const { return file_; }

  /// The model's files in the order in which they were given; empty if none are registered.
  std::vector<WeightFile> files_of(const std::string& model) const;
  /// Every model with its files.
  std::map<std::string, std::vector<WeightFile>> all() const;
  void put(const std::string& model, const std::vector<WeightFile>& files);

  /// The file with its digest, which is remembered by length and time of change. `anew`: the
  /// bytes are read whatever is remembered. Where nothing can be written, nothing is remembered.
  WeightFile examine(const fs::path& file, bool anew = false);

 private:
  fs::path file_;
};

}  // namespace mbench
