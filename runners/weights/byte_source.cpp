#include "runners/weights/byte_source.h"

#include "core/error.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace mbench {
namespace {

[[noreturn]] void fail_cut(const std::string& name, std::uint64_t offset, std::size_t count) {
  throw DataError(
      fmt::format("{} is cut off: {} bytes from byte {} on are not there", name, count, offset),
      "obtain the file again");
}

class FileSource : public ByteSource {
 public:
  explicit FileSource(const fs::path& path) : ByteSource(path.string()) {
    // Without waiting, or a pipe of that name would hold up everything.
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor_ < 0) fail(std::strerror(errno));
    struct stat status = {};
    const bool usable = ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
    if (!usable) {
      ::close(descriptor_);
      fail(S_ISDIR(status.st_mode) ? "it is a folder" : "it is not a file");
    }
    size_ = static_cast<std::uint64_t>(status.st_size);
  }
  ~FileSource() override { ::close(descriptor_); }

  std::uint64_t size() const override { return size_; }

  void read(std::uint64_t offset, void* bytes, std::size_t count) const override {
    if (offset > size_ || count > size_ - offset) fail_cut(name(), offset, count);
    auto* const target = static_cast<char*>(bytes);
    std::size_t got = 0;
    while (got < count) {
      const ssize_t piece =
          ::pread(descriptor_, target + got, count - got, static_cast<off_t>(offset + got));
      if (piece < 0 && errno == EINTR) continue;
      if (piece < 0) fail(std::strerror(errno));
      if (piece == 0) fail_cut(name(), offset, count);
      got += static_cast<std::size_t>(piece);
    }
  }

 private:
  [[noreturn]] void fail(const char* reason) const {
    throw DataError(fmt::format("cannot read {}: {}", name(), reason));
  }

  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

class MemorySource : public ByteSource {
 public:
  MemorySource(std::string bytes, std::string name)
      : ByteSource(std::move(name)), bytes_(std::move(bytes)) {}

  std::uint64_t size() const override { return bytes_.size(); }

  void read(std::uint64_t offset, void* bytes, std::size_t count) const override {
    if (offset > bytes_.size() || count > bytes_.size() - offset) fail_cut(name(), offset, count);
    std::copy_n(bytes_.data() + offset, count, static_cast<char*>(bytes));
  }

 private:
  std::string bytes_;
};

}  // namespace

SharedSource open_byte_source(const fs::path& path) { return std::make_shared<FileSource>(path); }

SharedSource bytes_in_memory(std::string bytes, std::string name) {
  return std::make_shared<MemorySource>(std::move(bytes), std::move(name));
}

}  // namespace mbench
