#include "synth/stream/tar_file.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"

namespace mbench {
namespace {

[[noreturn]] void fail_to_write(const fs::path& path, int code, const std::string& reason) {
  const bool full = code == ENOSPC || code == EDQUOT;
  throw DataError(fmt::format("cannot write {}: {}", path.string(), reason),
                  full ? "free some space and run the same command again" : "");
}

[[noreturn]] void fail_to_write(const fs::path& path, int code) {
  fail_to_write(path, code, std::strerror(code));
}

using Archive = std::unique_ptr<archive, decltype(&archive_write_free)>;
using Entry = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

}  // namespace

struct TarFile::State {
  fs::path path;
  fs::path part;
  std::int64_t modified_s = 0;
  int file = -1;
  bool finished = false;
  Archive archive{nullptr, &archive_write_free};

  void require(la_ssize_t result) const {
    if (result >= ARCHIVE_OK) return;
    const char* const reason = archive_error_string(archive.get());
    const int code = archive_errno(archive.get());
    fail_to_write(path, code, code > 0 ? std::strerror(code) : reason != nullptr ? reason : "");
  }

  ~State() {
    archive.reset();  // it writes to the file until then
    if (file >= 0) ::close(file);
    boost::system::error_code ignored;
    if (!finished) fs::remove(part, ignored);
  }
};

TarFile::TarFile(const fs::path& path, std::int64_t modified_s)
    : state_(std::make_unique<State>()) {
  state_->path = path;
  state_->part = path.string() + ".part";
  state_->modified_s = modified_s;
  state_->file = ::open(state_->part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (state_->file < 0) fail_to_write(path, errno);
  state_->archive.reset(archive_write_new());
  MBENCH_ASSERT(state_->archive != nullptr);
  state_->require(archive_write_set_format_ustar(state_->archive.get()));
  state_->require(archive_write_open_fd(state_->archive.get(), state_->file));
}

TarFile::~TarFile() = default;

void TarFile::add(const std::string& name, const void* bytes, std::size_t size) {
  const Entry entry(archive_entry_new(), &archive_entry_free);
  MBENCH_ASSERT(entry != nullptr);
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  archive_entry_set_mtime(entry.get(), static_cast<time_t>(state_->modified_s), 0);
  archive_entry_set_uid(entry.get(), 0);
  archive_entry_set_gid(entry.get(), 0);
  state_->require(archive_write_header(state_->archive.get(), entry.get()));
  const la_ssize_t written = archive_write_data(state_->archive.get(), bytes, size);
  state_->require(written);
  MBENCH_ASSERT(static_cast<std::size_t>(written) == size);
}

void TarFile::finish() {
  state_->require(archive_write_close(state_->archive.get()));
  if (::fsync(state_->file) != 0 && errno != EINVAL && errno != ENOSYS) {
    fail_to_write(state_->path, errno);
  }
  if (::close(std::exchange(state_->file, -1)) != 0) fail_to_write(state_->path, errno);
  boost::system::error_code error;
  fs::rename(state_->part, state_->path, error);
  if (error) fail_to_write(state_->path, error.value(), error.message());
  state_->finished = true;
}

}  // namespace mbench
