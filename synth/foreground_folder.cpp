#include "synth/foreground_folder.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>

#include <fmt/format.h>

#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "core/sha256.h"
#include "synth/foreground_manifest.h"

namespace mbench {
namespace {

/// What a picture takes while it is worked on: files, pixels and the method's own.
double bytes_per_pixel(ForegroundMethod method) {
  return method == ForegroundMethod::multilevel ? 30 : 180;
}

/// As many jobs as half of the memory holds, each as large as the largest one.
int jobs_at_once(const std::vector<ForegroundJob>& jobs, ForegroundMethod method, int threads) {
  double most_pixels = 1;
  for (const ForegroundJob& job : jobs) {
    if (!job.error.empty()) continue;
    try {
      const cv::Size size = image_size(job.image);
      most_pixels = std::max(most_pixels, static_cast<double>(size.width) * size.height);
    } catch (const DataError&) {
      continue;  // told of when its turn comes
    }
  }
  const double memory =
      static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGESIZE));
  const double fit = memory / 2 / (most_pixels * bytes_per_pixel(method));
  const double most = std::min(static_cast<double>(threads), static_cast<double>(jobs.size()));
  return static_cast<int>(std::clamp(fit, 1.0, std::max(most, 1.0)));
}

/// Whether a file written earlier still decodes to what it was.
bool is_whole(const fs::path& folder, const DigestedFile& file) {
  boost::system::error_code error;
  if (!fs::exists(folder / file.file, error)) return false;
  try {
    return sha256_of_pixels(read_image(folder / file.file).picture.pixels()) == file.sha256;
  } catch (const DataError&) {
    return false;
  }
}

/// What a run that was killed left of a file.
void clear_unfinished(const fs::path& folder) {
  boost::system::error_code error;
  std::vector<fs::path> parts;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with(".mbench-") && name.ends_with(".part")) parts.push_back(entry->path());
  }
  for (const fs::path& part : parts) fs::remove(part, error);
}

/// What came of one job.
struct Outcome {
  bool made = false;
  std::optional<ForegroundRow> row;  ///< none: it failed
  std::vector<std::string> warnings;
  std::string failure;
};

class FolderRun {
 public:
  FolderRun(const ForegroundFolders& folders, const ForegroundRecipe& recipe, int threads_each)
      : folders_(folders),
        recipe_(recipe),
        recipe_text_(recipe_json(recipe)),
        threads_each_(threads_each),
        journal_(folders.foregrounds) {
    clear_unfinished(folders.foregrounds);
    if (!folders.backgrounds.empty()) clear_unfinished(folders.backgrounds);
  }

  Outcome estimate(const ForegroundJob& job) {
    Outcome outcome;
    try {
      if (!job.error.empty()) throw DataError(job.error);
      estimate(job, outcome);
    } catch (const UnwritableOutput&) {
      throw;
    } catch (const DataError& error) {
      outcome.failure = error.what();
      if (!error.hint().empty()) outcome.failure += "; " + error.hint();
    }
    return outcome;
  }

  void finish(const std::vector<ForegroundJob>& jobs, std::vector<Outcome>& outcomes) {
    std::map<std::string, ForegroundRow> rows = journal_.earlier();
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      rows.erase(jobs[i].name);
      if (outcomes[i].row) rows.emplace(jobs[i].name, std::move(*outcomes[i].row));
    }
    journal_.finish(rows);
  }

 private:
  /// A file of ours that cannot be written is not that job's fault and ends the run.
  class UnwritableOutput : public DataError {
   public:
    using DataError::DataError;
  };

  void estimate(const ForegroundJob& job, Outcome& outcome) {
    const Read<Image> image = read_image(job.image);
    const Read<Alpha> alpha = read_alpha(job.alpha);
    warn(job.image, image.warnings, outcome);
    warn(job.alpha, alpha.warnings, outcome);
    const cv::Size size = image.picture.size();
    if (alpha.picture.size() != size) {
      throw DataError(fmt::format("{} is {}x{} but {} is {}x{}", job.alpha.string(),
                                  alpha.picture.size().width, alpha.picture.size().height,
                                  job.image.string(), size.width, size.height));
    }
    ForegroundRow row{job.name,
                      recipe_text_,
                      {job.image.string(), sha256_of_pixels(image.picture.pixels())},
                      {job.alpha.string(), sha256_of_pixels(alpha.picture.pixels())},
                      {job.name + ".png", ""},
                      {folders_.backgrounds.empty() ? "" : job.name + ".png", ""}};
    if (!is_there(row)) {
      make(image.picture, alpha.picture, job, row);
      outcome.made = true;
    }
    outcome.row = std::move(row);
  }

  /// Completes a row with the digests of an earlier one that still holds.
  bool is_there(ForegroundRow& row) const {
    const auto found = journal_.earlier().find(row.name);
    if (found == journal_.earlier().end()) return false;
    const ForegroundRow& earlier = found->second;
    if (earlier.recipe != row.recipe || earlier.image.sha256 != row.image.sha256 ||
        earlier.alpha.sha256 != row.alpha.sha256) {
      return false;
    }
    if (earlier.foreground.file != row.foreground.file ||
        earlier.background.file != row.background.file ||
        !is_whole(folders_.foregrounds, earlier.foreground)) {
      return false;
    }
    if (!row.background.file.empty() && !is_whole(folders_.backgrounds, earlier.background)) {
      return false;
    }
    row.foreground = earlier.foreground;
    row.background = earlier.background;
    return true;
  }

  void make(const Image& image, const Alpha& alpha, const ForegroundJob& job, ForegroundRow& row) {
    ThreadTeam team(threads_each_);
    ForegroundEstimate estimate = [&] {
      try {
        return estimate_foreground(image, alpha, recipe_, team, !row.background.file.empty());
      } catch (const DataError& error) {  // it knows pictures and not files
        throw DataError(fmt::format("{}: {}", job.image.string(), error.what()), error.hint());
      }
    }();
    row.foreground.sha256 = sha256_of_pixels(estimate.foreground.pixels());
    if (estimate.background) {
      row.background.sha256 = sha256_of_pixels(estimate.background->pixels());
    }
    try {
      write_image(folders_.foregrounds / row.foreground.file, estimate.foreground);
      if (estimate.background) {
        write_image(folders_.backgrounds / row.background.file, *estimate.background);
      }
      journal_.append(row);
    } catch (const DataError& error) {
      throw UnwritableOutput(error.what(), error.hint());
    }
  }

  static void warn(const fs::path& path, const std::vector<std::string>& warnings,
                   Outcome& outcome) {
    for (const std::string& warning : warnings) {
      outcome.warnings.push_back(path.string() + ": " + warning);
    }
  }

  const ForegroundFolders& folders_;
  const ForegroundRecipe& recipe_;
  std::string recipe_text_;
  int threads_each_;
  ForegroundJournal journal_;
};

}  // namespace

ForegroundFolderResult estimate_foregrounds(const std::vector<ForegroundJob>& jobs,
                                            const ForegroundFolders& folders,
                                            const ForegroundRecipe& recipe, int threads,
                                            Progress& progress) {
  recipe.check();
  const int at_once = jobs_at_once(jobs, recipe.method, threads);
  FolderRun run(folders, recipe, std::max(threads / at_once, 1));
  std::vector<Outcome> outcomes(jobs.size());
  std::atomic<std::size_t> done{0};
  progress.begin("estimate", jobs.size());
  ThreadTeam(at_once).each(jobs.size(), [&](std::size_t i) {
    throw_if_interrupted();
    outcomes[i] = run.estimate(jobs[i]);
    progress.step(++done, jobs[i].name);
  });
  progress.end();
  ForegroundFolderResult result;
  for (const Outcome& outcome : outcomes) {
    result.made += outcome.made ? 1 : 0;
    result.kept += outcome.row && !outcome.made ? 1 : 0;
    result.warnings.insert(result.warnings.end(), outcome.warnings.begin(), outcome.warnings.end());
    if (!outcome.failure.empty()) result.failures.push_back(outcome.failure);
  }
  run.finish(jobs, outcomes);
  return result;
}

}  // namespace mbench
