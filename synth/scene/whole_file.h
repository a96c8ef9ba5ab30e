#pragma once

#include "core/filesystem.h"

#include <fstream>
#include <ostream>

namespace mbench {

/// A file written piece by piece that appears under its name only when it is complete, for texts
/// that are too long to be held.
class WholeFile {
 public:
  /// Throws DataError if it cannot be made.
  explicit WholeFile(const fs::path& path);
  /// Without commit() nothing stays.
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  std::ostream& out() { return stream_; }
  /// Puts it in place of what was there; a file with the same content is left untouched, its time
  /// included. Throws DataError (disk full).
  void commit();

 private:
  [[noreturn]] void fail() const;

  fs::path path_;
  fs::path part_;
  std::ofstream stream_;
};

}  // namespace mbench
