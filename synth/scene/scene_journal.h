#pragma once

#include "core/filesystem.h"

#include <cstdint>
#include <functional>
#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace mbench {

/// The file in which scenes are noted as they are finished: JSON Lines, a header and a record for
/// each scene, whose "scene" is its number. After a kill it tells which scenes are whole.
///
/// A record is one write at the end of the file; a line that was cut off is dropped when the file
/// is opened again.
class SceneJournal {
 public:
  using Record = nlohmann::ordered_json;

  /// Opens the file, or begins it. `keep` says of each record whether it still holds; of two with
  /// one number the later counts.
  ///
  /// Throws UsageError if there are scenes under another header, naming what differs; DataError
  /// if the file is none of this kind, cannot be read or written, or another process has it open.
  SceneJournal(fs::path path, const Record& header, const std::function<bool(const Record&)>& keep);
  ~SceneJournal();
  SceneJournal(const SceneJournal&) = delete;
  SceneJournal& operator=(const SceneJournal&) = delete;

  /// The numbers of all scenes noted, sorted.
  std::vector<std::uint64_t> numbers() const;

  /// Notes a scene. May be called by several threads. Throws DataError (disk full), and nothing
  /// of the record stays.
  void append(const Record& record);

  /// The records in the order of their numbers.
  void each(const std::function<void(const Record&)>& take) const;

  /// Rewrites the file in that order, without what no longer counts: it is then the same whatever
  /// the number of threads and interruptions. The last call: nothing may be appended afterwards.
  void sort();

 private:
  struct Line {
    std::uint64_t number;
    std::uint64_t offset;
    std::uint64_t length;  ///< without its end
  };

  void read(const Record& header, const std::function<bool(const Record&)>& keep);
  void write_at_end(const std::string& text);
  std::vector<Line> sorted_lines() const;
  [[noreturn]] void fail(const char* what, int code) const;

  fs::path path_;
  std::string header_;
  int file_ = -1;
  std::mutex mutex_;
  std::uint64_t end_ = 0;  ///< of the last whole line
  std::vector<Line> lines_;
};

}  // namespace mbench
