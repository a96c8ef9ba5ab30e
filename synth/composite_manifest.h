#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/filesystem.h"

namespace mbench {

/// The name of the manifest in the folder of a build.
inline constexpr const char* kCompositeManifest = "composites.jsonl";

/// A file that something was made of.
struct SourceFile {
  std::string file;    ///< its absolute path; empty: there is none
  std::string sha256;  ///< of its bytes
  bool operator==(const SourceFile&) const = default;
};

/// One composite as it was made. Digests of pictures are sha256_of_pixels of what the file decodes
/// to; of alphas and trimaps channel 0 counts.
struct CompositeRow {
  std::string name;
  std::string image;  ///< below the folder of the manifest, as all files that were written
  int width = 0;
  int height = 0;
  std::string sha256;
  std::int64_t bytes = 0;  ///< of the image's file
  std::string alpha;
  std::string alpha_sha256;
  std::string trimap;  ///< empty: none
  std::string trimap_sha256;
  SourceFile foreground;
  SourceFile foreground_alpha;
  SourceFile background;
  SourceFile shipped_trimap;  ///< empty where it was made of the alpha
};

/// A list that the composites follow.
struct ListFile {
  SourceFile source;
  std::string copy;  ///< empty: it was not copied
};

/// The parameter that says where foregrounds come from, see foreground_origin_text().
inline constexpr const char* kForegroundsParameter = "foregrounds";

/// What is true of all rows.
struct CompositeHeader {
  std::string protocol;
  int version = 0;  ///< of the protocol
  std::string split;
  std::vector<std::pair<std::string, std::string>> parameters;  ///< see parameters_of
  std::int64_t composites = 0;                                  ///< how many it shall be in all
  std::vector<ListFile> lists;

  /// The value of a parameter, or empty.
  std::string parameter(std::string_view name) const;
};

/// The record of a build: JSON Lines, the header first, then a row for each composite.
struct CompositeManifest {
  CompositeHeader header;
  std::vector<CompositeRow> rows;  ///< of two that name one image, only the later
  /// Lines that cannot be read: a build that was killed can leave one at the end.
  std::vector<int> damaged_lines;
};

/// Throws DataError that names the file if it cannot be read or its header is none.
CompositeManifest read_composite_manifest(const fs::path& path);
/// The same of a text; `name` is the file's in messages.
CompositeManifest parse_composite_manifest(std::string_view text, const std::string& name);

/// The whole file: the same manifest gives the same text.
std::string composite_manifest_text(const CompositeManifest& manifest);

/// Adds rows to a manifest that ends in a whole line, each by one write of the system, so that a
/// kill leaves at most one line unfinished. May be used by several threads.
class CompositeJournal {
 public:
  /// Throws DataError if the file cannot be opened.
  CompositeJournal(fs::path path, const CompositeHeader& header);
  ~CompositeJournal();
  CompositeJournal(const CompositeJournal&) = delete;
  CompositeJournal& operator=(const CompositeJournal&) = delete;
  /// Throws DataError (disk full).
  void append(const CompositeRow& row);

 private:
  fs::path path_;
  CompositeHeader header_;
  int file_ = -1;
};

}  // namespace mbench
