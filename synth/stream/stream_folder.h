#pragma once

#include <cstdint>
#include <string>

#include "core/filesystem.h"
#include "synth/stream/sample_files.h"
#include "synth/stream/stream_source.h"

namespace mbench {

/// How a stream is written.
struct StreamLayout {
  std::uint64_t count = 0;      ///< samples 0 to count - 1
  std::uint64_t per_shard = 0;  ///< samples of a tar shard; 0: single files in folders
  SampleParts parts;
  std::int64_t modified_s = 0;  ///< the time of files in shards, since 1970
};

/// The folder of one stream: what is in it, and nobody else who writes to it.
///
/// stream.json says which stream it is and inputs.jsonl of which files; both are written first,
/// so that a later call knows whether it may go on.
class StreamFolder {
 public:
  /// Makes the folder, or takes one that is empty or holds a stream.
  ///
  /// Throws DataError with a remedy if it holds other files, if another program writes to it, or
  /// if it cannot be made.
  explicit StreamFolder(const fs::path& folder);
  ~StreamFolder();
  StreamFolder(const StreamFolder&) = delete;
  StreamFolder& operator=(const StreamFolder&) = delete;

  const fs::path& path() const { return folder_; }

  /// Makes it the folder of this stream.
  ///
  /// Throws DataError with a remedy if it is that of another one, naming what differs, or if it
  /// cannot be written.
  void begin(const StreamSource& source, const StreamLayout& layout) const;

 private:
  void lock();
  void require_ours() const;

  fs::path folder_;
  int lock_ = -1;
};

/// What stream.json says: everything that determines the bytes of a stream.
std::string stream_text(const StreamSource& source, const StreamLayout& layout);

}  // namespace mbench
