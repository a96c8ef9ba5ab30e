#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/filesystem.h"

namespace mbench {

/// A tar archive (POSIX ustar) that is written file by file and appears under its name only when
/// it is complete. The same files give the same bytes: owner 0, mode 0644, one time for all.
class TarFile {
 public:
  /// Begins to write `path`.part, whatever was there. Throws DataError.
  TarFile(const fs::path& path, std::int64_t modified_s);
  /// Without finish(), nothing stays.
  ~TarFile();
  TarFile(const TarFile&) = delete;
  TarFile& operator=(const TarFile&) = delete;

  /// Throws DataError (disk full).
  void add(const std::string& name, const void* bytes, std::size_t size);
  /// Writes the end, waits until the disk has it all, and gives the file its name. Throws
  /// DataError.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mbench
