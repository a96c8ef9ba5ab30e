#include "cli/dataset_pixels.h"

#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "core/sha256.h"
#include "core/thread_team.h"

#include <algorithm>
#include <atomic>
#include <unordered_map>

namespace mbench {
namespace {

constexpr std::size_t kFilesOfATransaction = 256;

enum class Part { image, alpha, trimap };

/// The paths of the data set's pictures and what they are.
std::unordered_map<std::string, Part> used_paths(const SampleStore& store,
                                                 const DatasetRecord& dataset) {
  std::unordered_map<std::string, Part> used;
  store.for_each_sample(dataset.root, [&](const SampleRecord& sample) {
    for (const std::string* path :
         {&sample.image, &sample.foreground_file, &sample.background_file}) {
      if (!path->empty()) used.emplace(*path, Part::image);
    }
    if (!sample.alpha.empty()) used.emplace(sample.alpha, Part::alpha);
    if (!sample.trimap.empty()) used.emplace(sample.trimap, Part::trimap);
  });
  return used;
}

/// As the methods and metrics see it, so that two files of one picture have one digest.
cv::Mat pixels_of(const fs::path& path, Part part) {
  if (part == Part::image) return read_image(path).picture.pixels();
  if (part == Part::alpha) return read_alpha(path).picture.pixels();
  return read_trimap(path).picture.pixels();
}

void measure(const fs::path& root, Part part, bool digest, FileRecord& file) {
  try {
    const cv::Mat pixels = pixels_of(root / file.path, part);
    if (digest) file.pixels_sha256 = sha256_of_pixels(pixels);
    if (part == Part::trimap) file.unknown_pixels = Trimap(pixels).unknown_pixels();
    file.problem.clear();
  } catch (const DataError& error) {
    file.problem = error.what();
  }
}

}  // namespace

std::vector<std::string> measure_pixels(SampleStore& store, const DatasetRecord& dataset,
                                        const PixelQuestions& questions, int threads,
                                        Progress& progress) {
  const std::unordered_map<std::string, Part> used = used_paths(store, dataset);
  std::vector<FileRecord> open;
  for (FileRecord& file : store.files(dataset.root)) {
    const auto place = used.find(file.path);
    if (place == used.end()) continue;
    const bool wants_digest = questions.digests && file.pixels_sha256.empty();
    const bool wants_share =
        questions.unknown_shares && place->second == Part::trimap && !file.unknown_pixels;
    if (wants_digest || wants_share) open.push_back(std::move(file));
  }
  std::vector<std::string> problems;
  ThreadTeam team(threads);
  std::atomic<std::size_t> done{0};
  progress.begin(questions.digests ? "hash" : "trimaps", open.size());
  for (std::size_t begin = 0; begin < open.size(); begin += kFilesOfATransaction) {
    const std::size_t end = std::min(open.size(), begin + kFilesOfATransaction);
    team.each(end - begin, [&](std::size_t i) {
      throw_if_interrupted();
      FileRecord& file = open[begin + i];
      measure(dataset.root, used.at(file.path), questions.digests, file);
      progress.step(++done, file.path);
    });
    const std::vector<FileRecord> finished(open.begin() + static_cast<std::ptrdiff_t>(begin),
                                           open.begin() + static_cast<std::ptrdiff_t>(end));
    store.update_pixels(dataset.root, finished);
    for (const FileRecord& file : finished) {
      if (!file.problem.empty()) problems.push_back(file.problem);
    }
  }
  progress.end();
  store.derive_unknown_shares(dataset.root);
  return problems;
}

}  // namespace mbench
