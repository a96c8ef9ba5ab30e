#include "cli/sample_records.h"

#include "cli/parallel.h"
#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <mutex>

namespace mbench {
namespace {

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

/// The file that the sample's size is read from.
fs::path picture_of(const Sample& sample) {
  if (const auto* file = std::get_if<ImageFile>(&sample.image)) return file->image;
  return std::get<ImageComposite>(sample.image).foreground;
}

SampleRecord without_size(const Sample& sample) {
  SampleRecord record;
  record.name = sample.name;
  record.split = sample.split;
  if (const auto* file = std::get_if<ImageFile>(&sample.image))
    record.image_path = file->image.string();
  if (sample.alpha) record.alpha_path = sample.alpha->string();
  if (const auto* file = std::get_if<TrimapFile>(&sample.trimap)) {
    record.trimap_path = file->trimap.string();
    record.trimap_source = "shipped";
  } else {
    record.trimap_source = std::get<TrimapMade>(sample.trimap).recipe;
  }
  record.foreground = sample.foreground;
  record.background = sample.background;
  record.category = sample.category;
  return record;
}

void take_file_facts(const fs::path& path, SampleRecord& record) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0) {
    throw DataError(fmt::format("{}: {}", path.string(), std::strerror(errno)));
  }
  record.file_bytes = facts.st_size;
  record.modified_ns = facts.st_mtim.tv_sec * kNanosecondsPerSecond + facts.st_mtim.tv_nsec;
}

/// False if the known size still holds.
bool needs_reading(const KnownSamples& known, SampleRecord& record) {
  const auto before = known.find(record.image_path);
  if (before == known.end() || record.image_path.empty()) return true;
  const SampleRecord& old = before->second;
  if (old.file_bytes != record.file_bytes || old.modified_ns != record.modified_ns ||
      old.width == 0) {
    return true;
  }
  record.width = old.width;
  record.height = old.height;
  return false;
}

}  // namespace

SampleRecords sample_records(const std::vector<Sample>& samples, const KnownSamples& known,
                             int threads, Progress& progress) {
  SampleRecords result;
  result.records.resize(samples.size());
  std::vector<std::string> problems(samples.size());
  std::atomic<std::size_t> done{0};
  std::atomic<std::size_t> unchanged{0};
  progress.begin("index", samples.size());
  for_each_index(samples.size(), threads, [&](std::size_t i) {
    throw_if_interrupted();
    const Sample& sample = samples[i];
    SampleRecord& record = result.records[i] = without_size(sample);
    const auto* composite = std::get_if<ImageComposite>(&sample.image);
    try {
      take_file_facts(picture_of(sample), record);
      if (!needs_reading(known, record)) {
        ++unchanged;
      } else if (!composite || composite->max_side_px == 0) {
        const cv::Size size = image_size(picture_of(sample));
        record.width = size.width;
        record.height = size.height;
      }
    } catch (const DataError& error) {
      problems[i] = error.what();
    }
    progress.step(++done, sample.name);
  });
  progress.end();
  result.unchanged = unchanged;
  for (std::string& problem : problems) {
    if (!problem.empty()) result.problems.push_back(std::move(problem));
  }
  return result;
}

}  // namespace mbench
