#include "core/file_window.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"

namespace mbench {
namespace {

/// Holds all that precedes the size in a usual JPEG without a thumbnail.
constexpr std::size_t kWindowBytes = 4096;

[[noreturn]] void cannot_read(const fs::path& path, const char* reason) {
  throw DataError(fmt::format("cannot read {}: {}", path.string(), reason));
}

}  // namespace

FileWindow::FileWindow(const fs::path& path) : path_(path) {
  // Without waiting, or a pipe of a picture's name would hold up everything.
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor_ < 0) cannot_read(path, std::strerror(errno));
  struct stat status = {};
  const bool usable = ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
  if (!usable) {
    ::close(descriptor_);
    cannot_read(path, "it is not a file");
  }
  size_ = static_cast<std::uint64_t>(status.st_size);
}

FileWindow::~FileWindow() { ::close(descriptor_); }

std::span<const std::uint8_t> FileWindow::at(std::uint64_t offset, std::size_t count) {
  if (offset >= size_) return {};
  count = static_cast<std::size_t>(std::min<std::uint64_t>(count, size_ - offset));
  const bool inside = offset >= begin_ && offset - begin_ <= bytes_.size() &&
                      bytes_.size() - static_cast<std::size_t>(offset - begin_) >= count;
  if (!inside) {
    const auto left = static_cast<std::size_t>(
        std::min<std::uint64_t>(size_ - offset, std::max(count, kWindowBytes)));
    fill(offset, left);
  }
  const auto skipped = static_cast<std::size_t>(offset - begin_);
  const std::span<const std::uint8_t> rest = std::span<const std::uint8_t>(bytes_).subspan(skipped);
  return rest.first(std::min(count, rest.size()));
}

void FileWindow::fill(std::uint64_t offset, std::size_t count) {
  bytes_.resize(count);
  begin_ = offset;
  std::size_t got = 0;
  while (got < count) {
    const ssize_t piece =
        ::pread(descriptor_, bytes_.data() + got, count - got, static_cast<off_t>(offset + got));
    if (piece < 0 && errno == EINTR) continue;
    if (piece < 0) cannot_read(path_, std::strerror(errno));
    if (piece == 0) break;
    got += static_cast<std::size_t>(piece);
  }
  bytes_.resize(got);
}

}  // namespace mbench
