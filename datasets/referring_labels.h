#pragma once

#include "core/filesystem.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace mbench {

/// What a label file says of one entity of an image.
struct ReferringLabel {
  std::string mask;      ///< stem of the mask's file
  std::string image;     ///< stem of the image's file; empty: not told
  std::string category;  ///< empty: not told
  std::vector<std::string> expressions;
};

struct ReferringLabels {
  std::vector<ReferringLabel> labels;  ///< sorted by mask, each mask once
  /// One line each, naming the file: an entry that cannot be used and is left out, a value of
  /// the wrong kind.
  std::vector<std::string> problems;
};

/// Reads RefMatte's label file
///
///     {"MASK": {"image_name": "IMAGE", "category": "...", "expressions": ["...", ...]}, ...}
///
/// piece by piece, so that nothing but these texts is ever held. Other keys are passed over.
/// Names that could lead elsewhere ("..", "a/b") are problems. Of two entries with one mask the
/// first counts.
///
/// Throws DataError that names the file and the position of the byte at which it is no
/// JSON object of this kind: damaged, cut off, not UTF-8, nested without end.
///
/// `file` is below `root`: problems name it so, errors by its whole path.
ReferringLabels read_referring_labels(const fs::path& root, const std::string& file);

/// The same from a stream, by this name.
ReferringLabels read_referring_labels(std::istream& stream, const std::string& name);

}  // namespace mbench
