#pragma once

#include <cstdint>

#include "core/progress.h"
#include "synth/stream/stream_folder.h"

namespace mbench {

/// What a call of write_stream did.
struct WrittenStream {
  std::uint64_t made = 0;  ///< samples
  std::uint64_t kept = 0;  ///< samples that were there already
};

/// Writes a stream's samples, several at a time; their bytes are the same for any number of
/// threads. Meanwhile OpenCV has one thread: samples are what runs in parallel.
///
/// Single files: PART/KEY.png for each part, and samples.jsonl, a line for each sample in order,
/// which is called samples.jsonl.part until the last. Shards: train-000000.tar and on, each with
/// KEY.PART.png and KEY.json of its samples, one sample after the other. A later call with the
/// same folder goes on after the samples that have a line, or keeps the shards that are there.
///
/// Throws DataError (a picture that cannot be decoded, a full disk), Interrupted when the user
/// asked to stop.
WrittenStream write_stream(const StreamFolder& folder, const StreamSource& source,
                           const StreamLayout& layout, int threads, Progress& progress);

/// What a sample's files are called: its number with at least six digits, as many for all.
std::string sample_key(std::uint64_t index, std::uint64_t count);

}  // namespace mbench
