#pragma once

#include "core/filesystem.h"
#include "synth/foreground_estimate.h"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace mbench {

/// The name of the manifest in a folder of estimated foregrounds.
inline constexpr const char* kForegroundManifest = "foregrounds.jsonl";

/// A picture's file as it was named, and sha256_of_pixels of what it decodes to (of an alpha, of
/// its one channel as bytes or floats).
struct DigestedFile {
  std::string file;
  std::string sha256;
};

/// One estimate as it was made.
struct ForegroundRow {
  std::string name;
  std::string recipe;  ///< recipe_json
  DigestedFile image;
  DigestedFile alpha;
  DigestedFile foreground;
  DigestedFile background;  ///< without a file: none was written
};

/// Method, its version and all that moves its pixels, as one line of JSON.
std::string recipe_json(const ForegroundRecipe& recipe);

/// A line of the manifest, without its end.
std::string foreground_row_text(const ForegroundRow& row);

/// The rows by name; of two with one name the later counts. Lines that are none, as a kill can
/// leave at the end, are left out. Empty where there is no file. Throws DataError if it cannot
/// be read.
std::map<std::string, ForegroundRow> read_foreground_manifest(const fs::path& path);

/// The manifest while estimates are made. Held by one process at a time.
class ForegroundJournal {
 public:
  /// Makes the folder and claims it. Throws DataError if it cannot be written or another process
  /// has it.
  explicit ForegroundJournal(const fs::path& folder);
  ~ForegroundJournal();
  ForegroundJournal(const ForegroundJournal&) = delete;
  ForegroundJournal& operator=(const ForegroundJournal&) = delete;

  /// What was there when it was opened.
  const std::map<std::string, ForegroundRow>& earlier() const { return earlier_; }
  /// Adds a line by one write of the system, so that a kill leaves at most one unfinished. May
  /// be called by several threads. Throws DataError (disk full).
  void append(const ForegroundRow& row);
  /// Writes the whole file anew, atomically, in the order of the names: the same rows give
  /// the same bytes. Nothing may be appended afterwards.
  void finish(const std::map<std::string, ForegroundRow>& rows);

 private:
  fs::path path_;
  int folder_ = -1;
  int file_ = -1;
  std::map<std::string, ForegroundRow> earlier_;
  std::mutex mutex_;
};

}  // namespace mbench
