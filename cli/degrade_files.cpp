#include "cli/degrade_files.h"

#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "core/thread_team.h"
#include "datasets/file_tree.h"

#include <fmt/format.h>
#include <opencv2/core/utility.hpp>

#include <map>
#include <mutex>

namespace mbench {
namespace {

DegradeJob single_job(const fs::path& from, const fs::path& to, bool is_trimap) {
  boost::system::error_code unreadable;
  if (fs::equivalent(from, to, unreadable)) {
    throw UsageError(fmt::format("{} would be written over itself", from.string()),
                     "name another file for the output");
  }
  return {from, to, from.stem().string(), is_trimap};
}

/// Reads, degrades and writes; the warnings of reading.
std::vector<std::string> degrade_file(const DegradeJob& job, const Degradation& degradation) {
  if (job.is_trimap) {
    write_trimap(job.to, degraded(read_strict_trimap(job.from), degradation));
    return {};
  }
  const Read<Image> read = read_image(job.from);
  write_image(job.to, degraded(read.picture, degradation, job.name));
  return read.warnings;
}

}  // namespace

std::vector<DegradeJob> degrade_jobs(const fs::path& from, const fs::path& to, bool is_trimap) {
  boost::system::error_code missing;
  if (!fs::is_directory(from, missing)) return {single_job(from, to, is_trimap)};
  if (is_inside(to, from)) {
    throw UsageError(fmt::format("{} lies in {}, which is read", to.string(), from.string()),
                     "name a folder elsewhere for the output");
  }
  std::vector<DegradeJob> jobs;
  std::map<std::string, std::string> taken;
  const FileTree tree(from);
  for (const TreeFile& file : tree.files()) {
    if (!is_picture_name(file.name())) continue;
    const std::string name = file.path.substr(0, file.path.size() - file.extension().size());
    const auto [place, is_new] = taken.try_emplace(name, file.path);
    if (!is_new) {
      throw DataError(fmt::format("{} and {} in {} would become one file", place->second, file.path,
                                  from.string()),
                      "rename one of them");
    }
    jobs.push_back({from / file.path, to / (name + ".png"), name, is_trimap});
  }
  if (jobs.empty()) {
    throw DataError(fmt::format("{} holds no pictures", from.string()),
                    "png, jpg, jpeg, tif, tiff, bmp and webp are looked for");
  }
  return jobs;
}

DegradedFiles degrade_files(const std::vector<DegradeJob>& jobs, const Degradation& degradation,
                            int threads, Progress& progress) {
  cv::setNumThreads(jobs.size() > 1 ? 1 : threads);  // many pictures are what runs in parallel
  DegradedFiles done;
  std::mutex mutex;
  ThreadTeam team(jobs.size() > 1 ? threads : 1);
  progress.begin("degrade", jobs.size());
  team.each(jobs.size(), [&](std::size_t i) {
    throw_if_interrupted();
    const DegradeJob& job = jobs[i];
    std::vector<std::string> warnings;
    std::string failure;
    try {
      warnings = degrade_file(job, degradation);
    } catch (const DataError& error) {
      failure = error.what();
      if (!error.hint().empty()) failure += ": " + error.hint();
    }
    const std::lock_guard<std::mutex> lock(mutex);
    for (const std::string& line : warnings) {
      done.warnings.push_back(job.from.string() + ": " + line);
    }
    if (failure.empty()) {
      ++done.written;
    } else {
      done.failures.push_back(failure);
    }
    progress.step(done.written + done.failures.size(), job.from.string());
  });
  progress.end();
  return done;
}

}  // namespace mbench
