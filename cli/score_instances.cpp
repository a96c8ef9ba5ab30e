#include "cli/score_instances.h"

#include "cli/score_jobs.h"
#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "core/thread_team.h"

#include <fmt/format.h>
#include <opencv2/core/utility.hpp>

#include <atomic>
#include <set>

namespace mbench {
namespace {

struct InstanceFolders {
  std::string name;
  fs::path predicted;
  fs::path truth;
};

std::vector<InstanceFolders> images_in(const fs::path& predicted, const fs::path& truth,
                                       bool partial) {
  const std::vector<std::string> truths = folders_in(truth);
  if (truths.empty()) {
    pictures_of(truth, "instances, and no folders of instances");
    // The name in full: that of "gt/" or ".." as it was typed is none.
    return {{real_path(truth).filename().string(), predicted, truth}};
  }
  std::set<std::string> names(truths.begin(), truths.end());
  for (const std::string& name : folders_in(predicted)) names.insert(name);
  std::vector<InstanceFolders> images;
  for (const std::string& name : names) {
    if (partial && !fs::is_directory(predicted / name)) continue;
    images.push_back({name, predicted / name, truth / name});
  }
  if (images.empty()) {
    throw DataError(fmt::format("{} holds no folder of predictions for any image of {}",
                                predicted.string(), truth.string()));
  }
  return images;
}

std::vector<Alpha> alphas_of(const std::vector<fs::path>& paths, const char* what,
                             std::vector<std::string>& warnings) {
  std::vector<Alpha> alphas;
  for (const fs::path& path : paths) {
    const Read<Alpha> alpha = read_alpha(path);
    for (const std::string& warning : alpha.warnings) {
      warnings.push_back(fmt::format("{} {}: {}", what, path.filename().string(), warning));
    }
    alphas.push_back(alpha.picture);
  }
  return alphas;
}

InstanceTally tally_of(const InstanceFolders& image, std::vector<std::string>& warnings) {
  if (!fs::is_directory(image.predicted)) {
    throw DataError(fmt::format("no prediction: {} is not there", image.predicted.string()));
  }
  if (!fs::is_directory(image.truth)) {
    throw DataError(fmt::format("no ground truth: {} is not there", image.truth.string()));
  }
  std::vector<Alpha> predicted;
  if (!holds_nothing(image.predicted)) {
    predicted =
        alphas_of(pictures_of(image.predicted, "predicted instances"), "prediction", warnings);
  }
  const std::vector<Alpha> truth =
      alphas_of(pictures_of(image.truth, "true instances"), "ground truth", warnings);
  try {
    return tally_instances(predicted, truth);
  } catch (const DataError& error) {  // it knows pictures and not files
    throw DataError(fmt::format("{}: {}", image.predicted.string(), error.what()), error.hint());
  }
}

}  // namespace

std::vector<ScoredInstances> score_instances(const fs::path& predicted, const fs::path& truth,
                                             bool partial, int threads, Progress& progress) {
  const std::vector<InstanceFolders> images = images_in(predicted, truth, partial);
  cv::setNumThreads(1);  // the images are what runs in parallel
  std::vector<ScoredInstances> results(images.size());
  std::atomic<std::size_t> done{0};
  progress.begin("score", images.size());
  ThreadTeam(threads).each(images.size(), [&](std::size_t i) {
    throw_if_interrupted();
    results[i].name = images[i].name;
    try {
      results[i].tally = tally_of(images[i], results[i].warnings);
    } catch (const DataError& error) {
      results[i].error = row_error(error);
    }
    progress.step(++done, images[i].name);
  });
  progress.end();
  return results;
}

}  // namespace mbench
