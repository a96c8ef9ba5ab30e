#include "cli/foreground_jobs.h"

#include "cli/score_jobs.h"

#include <fmt/format.h>

#include <map>
#include <string>

namespace mbench {
namespace {

/// The pictures of one stem.
struct Found {
  std::vector<fs::path> images;
  std::vector<fs::path> alphas;
};

std::string several(const std::vector<fs::path>& paths) {
  return fmt::format("{} and {} have one stem; which is meant?", paths[0].string(),
                     paths[1].string());
}

ForegroundJob job_of(const std::string& stem, const Found& found, const fs::path& images,
                     const fs::path& alphas) {
  ForegroundJob job;
  job.name = stem;
  if (found.images.size() > 1) {
    job.error = several(found.images);
  } else if (found.alphas.size() > 1) {
    job.error = several(found.alphas);
  } else if (found.alphas.empty()) {
    job.error = fmt::format("{} has no alpha in {}", found.images[0].string(), alphas.string());
  } else if (found.images.empty()) {
    job.error = fmt::format("{} has no image in {}", found.alphas[0].string(), images.string());
  } else {
    job.image = found.images[0];
    job.alpha = found.alphas[0];
  }
  return job;
}

}  // namespace

std::vector<ForegroundJob> foreground_jobs(const fs::path& images, const fs::path& alphas) {
  std::map<std::string, Found> by_stem;
  for (const fs::path& path : pictures_of(images, "images")) {
    by_stem[path.stem().string()].images.push_back(path);
  }
  for (const fs::path& path : pictures_of(alphas, "alphas")) {
    by_stem[path.stem().string()].alphas.push_back(path);
  }
  std::vector<ForegroundJob> jobs;
  for (const auto& [stem, found] : by_stem) jobs.push_back(job_of(stem, found, images, alphas));
  return jobs;
}

}  // namespace mbench
