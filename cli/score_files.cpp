#include "cli/score_files.h"

#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "core/thread_team.h"

#include <fmt/format.h>
#include <opencv2/core/utility.hpp>

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace mbench {
namespace {

using Truth = std::shared_ptr<const Read<Alpha>>;

/// Truths that several predictions share are decoded once, and kept only until the last
/// of them is scored.
class SharedTruths {
 public:
  explicit SharedTruths(const std::vector<ScoreJob>& jobs) {
    for (const ScoreJob& job : jobs) {
      if (job.error.empty()) ++entries_[job.truth.string()].users;
    }
  }

  Truth take(const fs::path& path) {
    Entry& entry = entries_.at(path.string());
    const std::lock_guard lock(entry.mutex);
    if (!entry.truth) entry.truth = std::make_shared<const Read<Alpha>>(read_alpha(path));
    Truth truth = entry.truth;
    if (--entry.users == 0) entry.truth.reset();
    return truth;
  }

 private:
  struct Entry {
    std::mutex mutex;
    int users = 0;
    Truth truth;
  };
  std::map<std::string, Entry> entries_;
};

void note_warnings(const char* what, const std::vector<std::string>& warnings, ScoredFile& result) {
  for (const std::string& warning : warnings) {
    result.warnings.push_back(fmt::format("{}: {}", what, warning));
  }
}

ScoredFile scored(const ScoreJob& job, const ConventionInfo& convention,
                  const Read<Alpha>& predicted, const Read<Alpha>& truth,
                  const std::optional<Read<Trimap>>& trimap) {
  const auto require_size = [&](const fs::path& path, cv::Size size, const fs::path& other,
                                cv::Size wanted) {
    if (size == wanted) return;
    throw DataError(fmt::format("{} is {}x{} but {} is {}x{}", path.string(), size.width,
                                size.height, other.string(), wanted.width, wanted.height));
  };
  require_size(job.predicted, predicted.picture.size(), job.truth, truth.picture.size());
  if (trimap) require_size(job.trimap, trimap->picture.size(), job.truth, truth.picture.size());
  ScoredFile result;
  result.name = job.name;
  note_warnings("prediction", predicted.warnings, result);
  note_warnings("ground truth", truth.warnings, result);
  if (trimap) note_warnings("trimap", trimap->warnings, result);
  result.card =
      score(convention.name, predicted.picture, truth.picture, trimap ? &trimap->picture : nullptr);
  return result;
}

ScoredFile score_shared(const ScoreJob& job, const ConventionInfo& convention,
                        SharedTruths& truths) {
  const Truth truth = truths.take(job.truth);
  const Read<Alpha> predicted = read_alpha(job.predicted);
  std::optional<Read<Trimap>> trimap;
  if (!job.trimap.empty()) trimap = read_trimap(job.trimap);
  return scored(job, convention, predicted, *truth, trimap);
}

}  // namespace

ScoredFile score_one(const ScoreJob& job, const ConventionInfo& convention, int threads) {
  std::optional<Read<Alpha>> predicted;
  std::optional<Read<Alpha>> truth;
  std::optional<Read<Trimap>> trimap;
  ThreadTeam(threads).each(job.trimap.empty() ? 2 : 3, [&](std::size_t part) {
    if (part == 0) predicted = read_alpha(job.predicted);
    if (part == 1) truth = read_alpha(job.truth);
    if (part == 2) trimap = read_trimap(job.trimap);
  });
  cv::setNumThreads(threads);
  return scored(job, convention, *predicted, *truth, trimap);
}

std::vector<ScoredFile> score_files(const std::vector<ScoreJob>& jobs,
                                    const ConventionInfo& convention, int threads,
                                    Progress& progress) {
  cv::setNumThreads(1);  // the images are what runs in parallel
  SharedTruths truths(jobs);
  std::vector<ScoredFile> results(jobs.size());
  std::atomic<std::size_t> done{0};
  progress.begin("score", jobs.size());
  ThreadTeam(threads).each(jobs.size(), [&](std::size_t i) {
    throw_if_interrupted();
    const ScoreJob& job = jobs[i];
    try {
      if (!job.error.empty()) throw DataError(job.error);
      results[i] = score_shared(job, convention, truths);
    } catch (const DataError& error) {
      results[i] = {job.name, {}, {}, error.what()};
    }
    progress.step(++done, job.name);
  });
  progress.end();
  return results;
}

}  // namespace mbench
