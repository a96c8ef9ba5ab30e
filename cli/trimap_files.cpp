#include "cli/trimap_files.h"

#include "cli/score_jobs.h"
#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "datasets/file_tree.h"
#include "synth/trimap_from_alpha.h"

#include <fmt/format.h>
#include <opencv2/core/utility.hpp>

#include <algorithm>
#include <map>
#include <mutex>

namespace mbench {
namespace {

constexpr const char* kNote = "trimap-recipe.txt";

/// Reads, makes and writes; what a reader should know.
std::vector<std::string> make_trimap(const TrimapJob& job, const TrimapRecipe& recipe,
                                     ThreadTeam& team) {
  const Read<Alpha> read = read_alpha(job.alpha);
  const Trimap trimap = trimap_from_alpha(read.picture, recipe, job.name, team);
  write_trimap(job.to, trimap);
  std::vector<std::string> warnings = read.warnings;
  if (trimap.unknown_pixels() == 0) warnings.push_back("nothing is unknown in its trimap");
  return warnings;
}

std::string noted_recipe(const fs::path& note) {
  std::string text = read_text(note);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

}  // namespace

std::vector<TrimapJob> trimap_jobs(const fs::path& from, const fs::path& to) {
  const FileTree tree(from);
  if (is_inside(to, from)) {
    throw UsageError(fmt::format("{} lies in {}, which is read", to.string(), from.string()),
                     "name a folder elsewhere for the trimaps");
  }
  std::vector<TrimapJob> jobs;
  std::map<std::string, std::string> taken;
  for (const TreeFile& file : tree.files()) {
    if (!is_picture_name(file.name())) continue;
    const std::string name = file.path.substr(0, file.path.size() - file.extension().size());
    const auto [place, is_new] = taken.try_emplace(name, file.path);
    if (!is_new) {
      throw DataError(fmt::format("{} and {} in {} would have one trimap", place->second, file.path,
                                  from.string()),
                      "rename one of them");
    }
    jobs.push_back({from / file.path, to / (name + ".png"), name});
  }
  if (jobs.empty()) {
    throw DataError(fmt::format("{} holds no pictures", from.string()),
                    "png, jpg, jpeg, tif, tiff, bmp and webp are looked for");
  }
  return jobs;
}

void claim_trimap_folder(const fs::path& to, const TrimapRecipe& recipe,
                         const std::vector<TrimapJob>& jobs) {
  const fs::path note = to / kNote;
  if (fs::exists(note)) {
    const std::string noted = noted_recipe(note);
    if (noted == recipe.text()) return;
    throw DataError(
        fmt::format("{} holds trimaps by the recipe {}, not {}", to.string(), noted, recipe.text()),
        "name another folder, or remove this one");
  }
  for (const TrimapJob& job : jobs) {
    if (!fs::exists(job.to)) continue;
    throw DataError(fmt::format("{} is there already, and {} does not say by which recipe",
                                job.to.string(), note.string()),
                    "name another folder");
  }
  write_file_atomically(note, recipe.text() + "\n");
}

std::size_t leave_out_finished(std::vector<TrimapJob>& jobs) {
  return std::erase_if(jobs, [](const TrimapJob& job) {
    boost::system::error_code absent;
    const auto made = fs::last_write_time(job.to, absent);
    return !absent && made >= fs::last_write_time(job.alpha, absent);
  });
}

MadeTrimaps make_trimaps(const std::vector<TrimapJob>& jobs, const TrimapRecipe& recipe,
                         int threads, Progress& progress) {
  // Many pictures run beside each other, a single one on all threads.
  const bool is_single = jobs.size() == 1;
  cv::setNumThreads(is_single ? threads : 1);
  MadeTrimaps done;
  std::mutex mutex;
  ThreadTeam team(is_single ? 1 : threads);
  progress.begin("trimaps", jobs.size());
  team.each(jobs.size(), [&](std::size_t i) {
    throw_if_interrupted();
    const TrimapJob& job = jobs[i];
    std::vector<std::string> warnings;
    std::string failure;
    try {
      ThreadTeam own(is_single ? threads : 1);
      warnings = make_trimap(job, recipe, own);
    } catch (const DataError& error) {
      failure = row_error(error);
    }
    const std::lock_guard<std::mutex> lock(mutex);
    for (const std::string& line : warnings) {
      done.warnings.push_back(job.alpha.string() + ": " + line);
    }
    if (failure.empty()) {
      ++done.written;
    } else {
      done.failures.push_back(failure);
    }
    progress.step(done.written + done.failures.size(), job.alpha.string());
  });
  progress.end();
  return done;
}

}  // namespace mbench
