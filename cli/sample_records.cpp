#include "cli/sample_records.h"

#include "core/error.h"
#include "core/interrupt.h"
#include "core/thread_team.h"
#include "datasets/sample_facts.h"

#include <atomic>

namespace mbench {
namespace {

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

/// The record of the same file as it was indexed before; null if there is none.
const SampleRecord* unchanged_since(const KnownSamples& known, const SampleRecord& record) {
  const auto before = known.find(record.image_path);
  if (before == known.end() || record.image_path.empty() || before->second.width == 0)
    return nullptr;
  const FileStamp stamp = file_stamp(record.image_path);
  const SampleRecord& old = before->second;
  const bool same = old.file_bytes == stamp.bytes && old.modified_ns == stamp.modified_ns;
  return same ? &old : nullptr;
}

/// True if the known size still holds.
bool take_size(const Sample& sample, const KnownSamples& known, SampleRecord& record) {
  if (const SampleRecord* old = unchanged_since(known, record)) {
    record.width = old->width;
    record.height = old->height;
    record.file_bytes = old->file_bytes;
    record.modified_ns = old->modified_ns;
    return true;
  }
  const SampleFacts facts = sample_facts(sample);
  record.width = facts.size.width;
  record.height = facts.size.height;
  record.file_bytes = facts.stamp.bytes;
  record.modified_ns = facts.stamp.modified_ns;
  return false;
}

}  // namespace

SampleRecords sample_records(const fs::path& root, const std::vector<Sample>& samples,
                             const KnownSamples& known, int threads, Progress& progress) {
  SampleRecords result;
  result.records.resize(samples.size());
  std::vector<std::string> problems(samples.size());
  std::atomic<std::size_t> done{0};
  std::atomic<std::size_t> unchanged{0};
  progress.begin("index", samples.size());
  ThreadTeam(threads).each(samples.size(), [&](std::size_t i) {
    throw_if_interrupted();
    const Sample& sample = samples[i];
    SampleRecord& record = result.records[i] = without_size(sample);
    try {
      check_within(root, sample);
      if (take_size(sample, known, record)) ++unchanged;
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
