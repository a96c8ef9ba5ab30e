#include "synth/scene/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include <fmt/format.h>

#include "core/error.h"

namespace mbench {
namespace {

bool same_content(const fs::path& one, const fs::path& other) {
  boost::system::error_code error;
  if (!fs::is_regular_file(other, error)) return false;
  if (fs::file_size(one, error) != fs::file_size(other, error)) return false;
  std::ifstream first(one.string(), std::ios::binary);
  std::ifstream second(other.string(), std::ios::binary);
  std::vector<char> a(std::size_t{1} << 16);
  std::vector<char> b(a.size());
  while (first && second) {
    first.read(a.data(), static_cast<std::streamsize>(a.size()));
    second.read(b.data(), static_cast<std::streamsize>(b.size()));
    if (first.gcount() != second.gcount() ||
        !std::equal(a.begin(), a.begin() + first.gcount(), b.begin())) {
      return false;
    }
  }
  return first.eof() && second.eof();
}

/// False if the disk would not take it.
bool sync_file(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool synced = ::fsync(file) == 0 || errno == EINVAL || errno == ENOSYS;
  return ::close(file) == 0 && synced;
}

}  // namespace

WholeFile::WholeFile(const fs::path& path)
    : path_(path), part_(path.parent_path() / fs::unique_path(".mbench-%%%%%%%%%%%%.part")) {
  boost::system::error_code ignored;
  fs::create_directories(path.parent_path(), ignored);
  errno = 0;
  stream_.open(part_.string(), std::ios::binary);
  if (!stream_) fail();
}

WholeFile::~WholeFile() {
  boost::system::error_code ignored;
  fs::remove(part_, ignored);
}

void WholeFile::commit() {
  errno = 0;
  stream_.close();
  if (!stream_) fail();
  if (same_content(part_, path_)) return;
  if (!sync_file(part_)) fail();
  if (::rename(part_.c_str(), path_.c_str()) != 0) fail();
}

void WholeFile::fail() const {
  const int code = errno;
  throw DataError(
      fmt::format("cannot write {}: {}", path_.string(),
                  code == 0 ? "the disk is full or gone" : std::strerror(code)),
      code == ENOSPC || code == EDQUOT ? "free some space and run the same command again" : "");
}

}  // namespace mbench
