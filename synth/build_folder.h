#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/filesystem.h"
#include "synth/composite_manifest.h"

namespace mbench {

/// The folder of a build, which belongs to one build at a time.
class BuildFolder {
 public:
  /// Makes the folder, claims it and clears away what a killed build left unfinished.
  ///
  /// Throws DataError if it holds other files but no manifest, or that of another protocol or
  /// split; if another build is going on in it; if it cannot be written.
  BuildFolder(const fs::path& path, const CompositeHeader& header);
  ~BuildFolder();
  BuildFolder(const BuildFolder&) = delete;
  BuildFolder& operator=(const BuildFolder&) = delete;

  const fs::path& path() const { return path_; }
  fs::path manifest() const { return path_ / kCompositeManifest; }
  /// The rows of the manifest that was there, by image.
  const std::map<std::string, CompositeRow>& rows() const { return rows_; }
  /// Puts a manifest of these rows in the place of the one that is there.
  void write_manifest(const CompositeHeader& header, std::vector<CompositeRow> rows) const;

 private:
  void claim();
  void clear_unfinished() const;
  void read_manifest(const CompositeHeader& header);

  fs::path path_;
  int lock_ = -1;
  std::map<std::string, CompositeRow> rows_;
};

/// Throws DataError if the disk of `folder`, which may be yet to be made, has less than `bytes`.
void require_space(const fs::path& folder, std::uint64_t bytes, std::size_t composites);

}  // namespace mbench
