#pragma once

#include <boost/filesystem.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "core/large_buffer.h"

namespace mbench {

namespace fs = boost::filesystem;

/// The absolute path with its links resolved, as far as it exists, and without a separator at its
/// end, which Boost 1.83's own keep (1.74's do not): the last name of "set/" is then ".".
fs::path real_path(const fs::path& path);

/// Whether `inner` is `outer` or lies below it, links resolved.
bool is_inside(const fs::path& inner, const fs::path& outer);

/// The whole file as bytes. Throws DataError that names the file and the system's reason.
std::vector<unsigned char> read_file(const fs::path& path);

/// The same for files that may be large.
LargeBuffer read_large_file(const fs::path& path);

/// The whole file as text. Throws DataError.
std::string read_text(const fs::path& path);

/// Replaces `path` by `bytes` in one step: a reader, a crash or a full disk
/// leaves either the old file or the new one, never a part.
///
/// Missing parent folders are made. Throws DataError (not writable, disk full).
void write_file_atomically(const fs::path& path, const void* bytes, std::size_t size);
void write_file_atomically(const fs::path& path, std::string_view text);

/// A new empty folder under the system's temporary folder, removed with all
/// that is in it when the object goes.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// Where mbench's own data (demo pictures, suites, model cards) lies: `MBENCH_DATA_DIR`,
/// else `../share/mbench` beside the program, else the source tree it was built from.
/// Throws DataError if none of them exists.
fs::path data_folder();

}  // namespace mbench
