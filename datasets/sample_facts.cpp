#include "datasets/sample_facts.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <variant>

#include <fmt/format.h>
#include <sys/stat.h>

#include "core/error.h"
#include "core/image_io.h"

namespace mbench {
namespace {

fs::path resolved(const fs::path& path) {
  boost::system::error_code error;
  fs::path real = fs::canonical(path, error);
  if (error) {
    throw DataError(fmt::format("cannot find {}: {}", path.string(), error.message()));
  }
  return real;
}

bool lies_in(const fs::path& folder, const fs::path& file) {
  return std::mismatch(folder.begin(), folder.end(), file.begin(), file.end()).first ==
         folder.end();
}

}  // namespace

FileStamp file_stamp(const fs::path& path) {
  // Boost's last_write_time has whole seconds only: two versions of a file can share one.
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) {
    throw DataError(fmt::format("cannot read {}: {}", path.string(), std::strerror(errno)));
  }
  if (!S_ISREG(status.st_mode)) {
    throw DataError(fmt::format("cannot read {}: it is not a file", path.string()));
  }
  constexpr std::int64_t kNanoseconds = 1'000'000'000;
  return {status.st_size, status.st_mtim.tv_sec * kNanoseconds + status.st_mtim.tv_nsec};
}

SampleFacts sample_facts(const Sample& sample) {
  if (const auto* file = std::get_if<ImageFile>(&sample.image)) {
    return {bounded_size(image_size(file->image), file->max_side_px), file_stamp(file->image)};
  }
  const auto& parts = std::get<ImageComposite>(sample.image);
  return {composite_size(image_size(parts.foreground), parts.max_side_px, parts.protocol),
          file_stamp(parts.foreground)};
}

std::vector<fs::path> files_of(const Sample& sample) {
  std::vector<fs::path> files;
  if (const auto* file = std::get_if<ImageFile>(&sample.image)) {
    files.push_back(file->image);
  } else {
    const auto& parts = std::get<ImageComposite>(sample.image);
    files.push_back(parts.foreground);
    files.push_back(parts.background);
  }
  if (sample.alpha) files.push_back(*sample.alpha);
  if (const auto* file = std::get_if<TrimapFile>(&sample.trimap)) files.push_back(file->trimap);
  return files;
}

void check_within(const fs::path& root, const Sample& sample) {
  const fs::path folder = resolved(root);
  for (const fs::path& file : files_of(sample)) {
    const fs::path real = resolved(file);
    if (lies_in(folder, real)) continue;
    throw DataError(fmt::format("{} leads out of the data set's folder {}: it is {}", file.string(),
                                folder.string(), real.string()),
                    "copy the file into the data set, or name the folder that holds both");
  }
}

}  // namespace mbench
