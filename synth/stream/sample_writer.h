#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "synth/stream/stream_folder.h"

namespace mbench {

/// A sample as it is written.
struct EncodedSample {
  std::uint64_t index = 0;
  std::string key;
  std::vector<SampleFile> files;
  std::string json;
};

/// Where the samples of a stream go. All of it throws DataError (disk full).
class SampleWriter {
 public:
  virtual ~SampleWriter() = default;
  /// The samples that are still to be made, in order.
  virtual std::vector<std::uint64_t> open_samples() const = 0;
  /// Called by many threads, in any order, once for each sample and before add().
  virtual void store(EncodedSample& sample) = 0;
  /// Called by one thread at a time, in order.
  virtual void add(const EncodedSample& sample) = 0;
  /// Called after the last.
  virtual void finish() = 0;
};

/// Single files: PART/KEY.png, and samples.jsonl, which grows as samples.jsonl.part.
std::unique_ptr<SampleWriter> make_file_writer(const fs::path& folder, const StreamLayout& layout);
/// Shards of layout.per_shard samples: train-000000.tar and on.
std::unique_ptr<SampleWriter> make_shard_writer(const fs::path& folder, const StreamLayout& layout);

}  // namespace mbench
