#pragma once

#include "core/filesystem.h"

#include <fstream>
#include <ostream>

namespace mbench {

/// Throws DataError, with the system's reason, unless a file could be made at `path`: for
/// commands that would otherwise find out after minutes of work. Leaves nothing behind.
void require_writable(const fs::path& path);

/// A file written bit by bit that appears under its name only when it is complete.
class OutputFile {
 public:
  /// Missing parent folders are made. Throws DataError.
  explicit OutputFile(const fs::path& path);
  /// Without commit(), nothing stays.
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  std::ostream& out() { return stream_; }
  /// Throws DataError if something could not be written (disk full).
  void commit();

 private:
  fs::path path_;
  fs::path temporary_;
  std::ofstream stream_;
};

}  // namespace mbench
