#include "cli/output_file.h"

#include "core/error.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace mbench {
namespace {

DataError cannot_write(const fs::path& path, int reason) {
  return DataError(
      fmt::format("{}: cannot be written: {}", path.string(), std::strerror(reason)),
      reason == ENOSPC ? "free some space" : "choose another folder, or its permissions");
}

}  // namespace

void require_writable(const fs::path& path) {
  boost::system::error_code failure;
  if (fs::is_directory(path, failure)) throw cannot_write(path, EISDIR);
  fs::path folder = path.parent_path();
  while (!folder.empty() && !fs::exists(folder, failure)) folder = folder.parent_path();
  if (folder.empty()) folder = path.is_absolute() ? "/" : ".";
  if (!fs::is_directory(folder, failure)) throw cannot_write(path, ENOTDIR);
  if (::access(folder.c_str(), W_OK | X_OK) != 0) throw cannot_write(path, errno);
}

OutputFile::OutputFile(const fs::path& path)
    : path_(path), temporary_(path.string() + fmt::format(".part-{}", ::getpid())) {
  require_writable(path);
  boost::system::error_code failure;
  if (!path.parent_path().empty()) fs::create_directories(path.parent_path(), failure);
  if (failure) throw cannot_write(path, failure.value());
  errno = 0;
  stream_.open(temporary_.string(), std::ios::binary);
  if (!stream_) throw cannot_write(path, errno ? errno : EIO);
}

OutputFile::~OutputFile() {
  stream_.close();
  boost::system::error_code ignored;
  fs::remove(temporary_, ignored);  // renamed by then, if it was committed
}

void OutputFile::commit() {
  errno = 0;
  stream_.close();
  if (!stream_) throw cannot_write(path_, errno ? errno : EIO);
  const int file = ::open(temporary_.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw cannot_write(path_, errno);
  const bool kept = ::fsync(file) == 0;
  const int reason = errno;
  ::close(file);
  if (!kept) throw cannot_write(path_, reason);
  boost::system::error_code failure;
  fs::rename(temporary_, path_, failure);
  if (failure) throw cannot_write(path_, failure.value());
}

}  // namespace mbench
