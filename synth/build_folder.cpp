#include "synth/build_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/error.h"
#include "synth/build_foreground.h"

namespace mbench {
namespace {

/// As write_file_atomically() calls a file that is not finished.
bool is_unfinished(const std::string& name) {
  return name.starts_with(".mbench-") && name.ends_with(".part");
}

bool is_hidden(const std::string& name) { return name.starts_with('.'); }

[[noreturn]] void refuse(const fs::path& path, const std::string& why, const std::string& hint) {
  throw DataError(fmt::format("cannot build in {}: {}", path.string(), why), hint);
}

}  // namespace

BuildFolder::BuildFolder(const fs::path& path, const CompositeHeader& header) : path_(path) {
  boost::system::error_code error;
  fs::create_directories(path_, error);
  if (!fs::is_directory(path_)) {
    refuse(path_, error ? error.message() : "it is not a folder", "name a folder after --out");
  }
  path_ = real_path(path_);
  claim();
  try {
    read_manifest(header);
    clear_unfinished();
  } catch (...) {
    ::close(lock_);
    throw;
  }
}

BuildFolder::~BuildFolder() { ::close(lock_); }

void BuildFolder::claim() {
  lock_ = ::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock_ < 0) refuse(path_, std::strerror(errno), "choose another folder");
  // Not every file system has locks; there two builds at once are the user's own affair.
  if (::flock(lock_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
  ::close(lock_);
  refuse(path_, "another build is going on in it", "wait for its end, or name another folder");
}

void BuildFolder::clear_unfinished() const {
  std::vector<fs::path> unfinished;
  boost::system::error_code error;
  for (fs::recursive_directory_iterator entry(path_, error), end; entry != end;
       entry.increment(error)) {
    if (error) break;
    if (is_unfinished(entry->path().filename().string())) unfinished.push_back(entry->path());
  }
  for (const fs::path& file : unfinished) fs::remove(file, error);
}

void BuildFolder::read_manifest(const CompositeHeader& header) {
  if (!fs::exists(manifest())) {
    for (const fs::directory_entry& entry : fs::directory_iterator(path_)) {
      if (is_hidden(entry.path().filename().string())) continue;
      refuse(path_, fmt::format("it holds {}, but no build", entry.path().filename().string()),
             "name a new or an empty folder after --out");
    }
    return;
  }
  CompositeManifest found = read_composite_manifest(manifest());
  const auto title = [](const CompositeHeader& one) {
    const std::string foregrounds = one.parameter(kForegroundsParameter);
    return fmt::format("{}/{}, split {}{}", one.protocol, one.version, one.split,
                       foregrounds.empty() || foregrounds == foreground_origin_text(std::nullopt)
                           ? ""
                           : ", foregrounds " + foregrounds);
  };
  if (title(found.header) != title(header)) {
    refuse(path_, fmt::format("it holds a build of protocol {}", title(found.header)),
           fmt::format("name another folder for protocol {}", title(header)));
  }
  for (CompositeRow& row : found.rows) {
    const std::string image = row.image;
    rows_.emplace(image, std::move(row));
  }
}

void BuildFolder::write_manifest(const CompositeHeader& header,
                                 std::vector<CompositeRow> rows) const {
  write_file_atomically(manifest(), composite_manifest_text({header, std::move(rows), {}}));
}

void require_space(const fs::path& folder, std::uint64_t bytes, std::size_t composites) {
  fs::path there = fs::absolute(folder);
  while (!there.parent_path().empty() && !fs::exists(there)) there = there.parent_path();
  boost::system::error_code error;
  const fs::space_info space = fs::space(there, error);
  if (error || space.available >= bytes) return;
  constexpr double kGigabyte = 1e9;
  throw DataError(
      fmt::format("the disk of {} has {:.2f} GB left, and {} composites take {:.2f} GB at the "
                  "least",
                  folder.string(), static_cast<double>(space.available) / kGigabyte, composites,
                  static_cast<double>(bytes) / kGigabyte),
      "free some space, or build in another folder; what is made already is kept");
}

}  // namespace mbench
