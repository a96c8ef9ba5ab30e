#include "core/filesystem.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"

namespace mbench {
namespace {

std::string system_reason(int code) { return std::strerror(code); }

/// An open file; closed when it goes.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }
  /// Closes now, so that the error of a delayed write is seen; 0 or errno.
  int close() {
    const int result = ::close(std::exchange(number_, -1));
    return result == 0 ? 0 : errno;
  }

 private:
  int number_;
};

int open_for_reading(const fs::path& path) {
  int number = -1;
  do {
    number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  } while (number < 0 && errno == EINTR);
  if (number < 0) {
    throw DataError(fmt::format("cannot read {}: {}", path.string(), system_reason(errno)));
  }
  return number;
}

/// Reads until the buffer is full or the file ends; the number of bytes read.
std::size_t read_up_to(int file, char* buffer, std::size_t size, const fs::path& path) {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got = ::read(file, buffer + done, size - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      throw DataError(fmt::format("cannot read {}: {}", path.string(), system_reason(errno)));
    }
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

template <typename Bytes>
Bytes read_whole(const fs::path& path) {
  const Descriptor file(open_for_reading(path));
  struct stat status {};
  Bytes bytes;
  // The size is a first guess: pipes say 0, and a file may grow while it is read.
  const bool known = ::fstat(file.get(), &status) == 0 && status.st_size > 0;
  bytes.resize(known ? static_cast<std::size_t>(status.st_size) + 1 : std::size_t{1} << 16);
  std::size_t filled = 0;
  for (;;) {
    filled += read_up_to(file.get(), reinterpret_cast<char*>(bytes.data()) + filled,
                         bytes.size() - filled, path);
    if (filled < bytes.size()) break;
    bytes.resize(bytes.size() * 2);
  }
  bytes.resize(filled);
  return bytes;
}

/// 0 or errno.
int write_all(int file, const char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t written = ::write(file, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
  return 0;
}

[[noreturn]] void fail_to_write(const fs::path& path, int code) {
  std::string hint;
  if (code == ENOSPC || code == EDQUOT) hint = "free some space and run the same command again";
  if (code == EACCES || code == EROFS || code == EPERM) {
    hint = "choose another folder, or make this one writable";
  }
  throw DataError(fmt::format("cannot write {}: {}", path.string(), system_reason(code)), hint);
}

/// Devices and pipes cannot be replaced by a rename; they are written directly.
void write_directly(const fs::path& path, const char* bytes, std::size_t size) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file.get() < 0) fail_to_write(path, errno);
  if (const int code = write_all(file.get(), bytes, size)) fail_to_write(path, code);
  if (const int code = file.close()) fail_to_write(path, code);
}

/// Writes and syncs the new file `part`; 0 or errno.
int write_part(const fs::path& part, const char* bytes, std::size_t size) {
  Descriptor file(::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (file.get() < 0) return errno;
  if (const int code = write_all(file.get(), bytes, size)) return code;
  if (::fsync(file.get()) != 0 && errno != EINVAL && errno != ENOSYS) return errno;
  return file.close();
}

/// After this the new name itself survives a power cut. Not every file system can.
void sync_folder(const fs::path& folder) {
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.get() >= 0) ::fsync(opened.get());
}

/// What a write to `path` shall replace: the file behind a symbolic link, not the link.
fs::path final_target(const fs::path& path) {
  boost::system::error_code ignored;
  if (!fs::is_symlink(fs::symlink_status(path, ignored))) return path;
  const fs::path resolved = fs::canonical(path, ignored);
  return resolved.empty() ? path : resolved;
}

}  // namespace

fs::path real_path(const fs::path& path) {
  boost::system::error_code error;
  const fs::path real = fs::weakly_canonical(fs::absolute(path), error);
  if (error) return path;
  return real.filename() == "." ? real.parent_path() : real;
}

bool is_inside(const fs::path& inner, const fs::path& outer) {
  const fs::path below = real_path(inner).lexically_relative(real_path(outer));
  return !below.empty() && *below.begin() != "..";
}

std::vector<unsigned char> read_file(const fs::path& path) {
  return read_whole<std::vector<unsigned char>>(path);
}

LargeBuffer read_large_file(const fs::path& path) {
  {
    const Descriptor file(open_for_reading(path));
    struct stat status {};
    if (::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
      LargeBuffer bytes(static_cast<std::size_t>(status.st_size));
      bytes.shrink(
          read_up_to(file.get(), reinterpret_cast<char*>(bytes.data()), bytes.size(), path));
      return bytes;
    }
  }
  // A pipe tells its size only at its end.
  const std::vector<unsigned char> read = read_file(path);
  LargeBuffer bytes(read.size());
  std::copy(read.begin(), read.end(), bytes.data());
  return bytes;
}

std::string read_text(const fs::path& path) { return read_whole<std::string>(path); }

void write_file_atomically(const fs::path& path, const void* bytes, std::size_t size) {
  const char* const data = static_cast<const char*>(bytes);
  const fs::path target = final_target(path);
  boost::system::error_code error;
  const fs::file_status status = fs::status(target, error);
  if (fs::is_directory(status)) fail_to_write(path, EISDIR);
  if (fs::exists(status) && !fs::is_regular_file(status)) return write_directly(path, data, size);

  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  fs::create_directories(folder, error);
  if (error && !fs::is_directory(folder)) fail_to_write(path, error.value());

  const fs::path part = folder / fs::unique_path(".mbench-%%%%%%%%%%%%.part");
  int code = write_part(part, data, size);
  if (code == 0 && ::rename(part.c_str(), target.c_str()) != 0) code = errno;
  if (code != 0) {
    ::unlink(part.c_str());
    fail_to_write(path, code);
  }
  sync_folder(folder);
}

void write_file_atomically(const fs::path& path, std::string_view text) {
  write_file_atomically(path, text.data(), text.size());
}

TemporaryFolder::TemporaryFolder() {
  boost::system::error_code error;
  const fs::path base = fs::temp_directory_path(error);
  if (error) {
    throw DataError(fmt::format("there is no folder for temporary files: {}", error.message()),
                    "set TMPDIR to a folder that exists");
  }
  std::string name = (base / "mbench-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    const int code = errno;
    throw DataError(
        fmt::format("cannot make a temporary folder in {}: {}", base.string(), system_reason(code)),
        "set TMPDIR to a folder that can be written");
  }
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  boost::system::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path data_folder() {
  boost::system::error_code error;
  if (const char* named = std::getenv("MBENCH_DATA_DIR"); named != nullptr && *named != '\0') {
    if (fs::is_directory(named, error)) return named;
    throw DataError(fmt::format("MBENCH_DATA_DIR names {}, which is not a folder", named),
                    "unset it, or name the folder that holds mbench's data");
  }
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path installed = program.parent_path().parent_path() / "share" / "mbench";
  if (fs::is_directory(installed, error)) return installed;
  const fs::path source = MBENCH_SOURCE_DATA_DIR;
  if (fs::is_directory(source, error)) return source;
  throw DataError(fmt::format("mbench's own data is neither in {} nor in {}", installed.string(),
                              source.string()),
                  "set MBENCH_DATA_DIR to the folder that holds it");
}

}  // namespace mbench
