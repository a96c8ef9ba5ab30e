#include "cli/score_files.h"

#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "core/thread_team.h"

#include <fmt/format.h>
#include <opencv2/core/utility.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace mbench {
namespace {

using SharedAlpha = std::shared_ptr<const Read<Alpha>>;

/// Alphas that several jobs need, as composites share a truth and frames the one before, are
/// decoded once and kept only until the last of the jobs has taken them.
class SharedAlphas {
 public:
  explicit SharedAlphas(const std::vector<ScoreJob>& jobs) {
    for (const ScoreJob& job : jobs) {
      if (!job.error.empty()) continue;
      for (const fs::path& path : needed(job)) ++entries_[path.string()].users;
    }
  }

  SharedAlpha take(const fs::path& path) {
    Entry& entry = entries_.at(path.string());
    const std::lock_guard lock(entry.mutex);
    if (!entry.alpha) entry.alpha = std::make_shared<const Read<Alpha>>(read_alpha(path));
    SharedAlpha alpha = entry.alpha;
    if (--entry.users == 0) entry.alpha.reset();
    return alpha;
  }

 private:
  struct Entry {
    std::mutex mutex;
    int users = 0;
    SharedAlpha alpha;
  };

  static std::vector<fs::path> needed(const ScoreJob& job) {
    std::vector<fs::path> paths{job.predicted, job.truth};
    if (!job.previous_predicted.empty()) {
      paths.push_back(job.previous_predicted);
      paths.push_back(job.previous_truth);
    }
    return paths;
  }

  std::map<std::string, Entry> entries_;
};

/// The pictures of one job.
struct Pictures {
  SharedAlpha predicted;
  SharedAlpha truth;
  std::optional<Read<Trimap>> trimap;
  SharedAlpha previous_predicted;
  SharedAlpha previous_truth;
};

void note_warnings(const char* what, const std::vector<std::string>& warnings, ScoredFile& result) {
  for (const std::string& warning : warnings) {
    result.warnings.push_back(fmt::format("{}: {}", what, warning));
  }
}

void require_size(const fs::path& path, cv::Size size, const fs::path& other, cv::Size wanted) {
  if (size == wanted) return;
  throw DataError(fmt::format("{} is {}x{} but {} is {}x{}", path.string(), size.width, size.height,
                              other.string(), wanted.width, wanted.height));
}

ScoreCard card_of(const Pictures& pictures, const ScoreRules& rules) {
  const Trimap* trimap = pictures.trimap ? &pictures.trimap->picture : nullptr;
  const Alpha& predicted = pictures.predicted->picture;
  const Alpha& truth = pictures.truth->picture;
  if (!rules.sequence) return score(rules.convention, predicted, truth, trimap, rules.options);
  if (!pictures.previous_truth) {
    return score_frame(rules.convention, predicted, truth, trimap, nullptr, rules.options);
  }
  const PreviousFrame previous{pictures.previous_predicted->picture,
                               pictures.previous_truth->picture};
  return score_frame(rules.convention, predicted, truth, trimap, &previous, rules.options);
}

ScoredFile scored(const ScoreJob& job, const ScoreRules& rules, const Pictures& pictures) {
  const cv::Size size = pictures.truth->picture.size();
  require_size(job.predicted, pictures.predicted->picture.size(), job.truth, size);
  if (pictures.trimap) {
    require_size(job.trimap, pictures.trimap->picture.size(), job.truth, size);
  }
  if (pictures.previous_truth) {
    require_size(job.previous_truth, pictures.previous_truth->picture.size(), job.truth, size);
    require_size(job.previous_predicted, pictures.previous_predicted->picture.size(), job.truth,
                 size);
  }
  ScoredFile result;
  result.name = job.name;
  result.cluster = job.cluster;
  note_warnings("prediction", pictures.predicted->warnings, result);
  note_warnings("ground truth", pictures.truth->warnings, result);
  if (pictures.trimap) note_warnings("trimap", pictures.trimap->warnings, result);
  try {
    result.card = card_of(pictures, rules);
  } catch (const DataError& error) {  // it knows pictures and not files
    throw DataError(fmt::format("{}: {}", job.predicted.string(), error.what()), error.hint());
  }
  return result;
}

/// Whatever fails, every picture is taken, so that none is kept for a job that has ended.
ScoredFile score_shared(const ScoreJob& job, const ScoreRules& rules, SharedAlphas& alphas) {
  Pictures pictures;
  std::exception_ptr failure;
  const auto take = [&](SharedAlpha& place, const fs::path& path) {
    if (path.empty()) return;
    try {
      place = alphas.take(path);
    } catch (const DataError&) {
      if (!failure) failure = std::current_exception();
    }
  };
  take(pictures.truth, job.truth);
  take(pictures.predicted, job.predicted);
  take(pictures.previous_predicted, job.previous_predicted);
  take(pictures.previous_truth, job.previous_truth);
  if (failure) std::rethrow_exception(failure);
  if (!job.trimap.empty()) pictures.trimap = read_trimap(job.trimap);
  return scored(job, rules, pictures);
}

}  // namespace

ScoredFile score_one(const ScoreJob& job, const ScoreRules& rules) {
  Pictures pictures;
  const auto read = [](const fs::path& path) {
    return std::make_shared<const Read<Alpha>>(read_alpha(path));
  };
  ThreadTeam(rules.options.threads).each(job.trimap.empty() ? 2 : 3, [&](std::size_t part) {
    if (part == 0) pictures.predicted = read(job.predicted);
    if (part == 1) pictures.truth = read(job.truth);
    if (part == 2) pictures.trimap = read_trimap(job.trimap);
  });
  return scored(job, rules, pictures);
}

std::vector<ScoredFile> score_files(const std::vector<ScoreJob>& jobs, const ScoreRules& rules,
                                    Progress& progress) {
  ScoreRules each = rules;
  each.options.threads = 1;  // the images are what runs in parallel
  cv::setNumThreads(1);
  SharedAlphas alphas(jobs);
  std::vector<ScoredFile> results(jobs.size());
  std::atomic<std::size_t> done{0};
  progress.begin("score", jobs.size());
  ThreadTeam(rules.options.threads).each(jobs.size(), [&](std::size_t i) {
    throw_if_interrupted();
    const ScoreJob& job = jobs[i];
    try {
      if (!job.error.empty()) throw DataError(job.error);
      results[i] = score_shared(job, each, alphas);
    } catch (const DataError& error) {
      results[i].name = job.name;
      results[i].cluster = job.cluster;
      results[i].error = row_error(error);
    }
    progress.step(++done, job.name);
  });
  progress.end();
  return results;
}

}  // namespace mbench
