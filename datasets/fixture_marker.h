#pragma once

#include "core/filesystem.h"
#include "datasets/dataset_contents.h"
#include "datasets/file_tree.h"
#include "datasets/layout.h"

#include <map>
#include <optional>
#include <string>

namespace mbench {

/// What the file kFixtureMarker in the root of a synthetic data set says of it.
struct FixtureMarker {
  std::string layout;
  std::map<std::string, int> samples;  ///< of each split
};

/// None if the folder is no fixture. Throws DataError that names the file if it is damaged.
std::optional<FixtureMarker> read_fixture_marker(const FileTree& tree);

/// Marks the folder as a fixture of this layout with these contents. Throws DataError.
void write_fixture_marker(const fs::path& root, const Layout& layout,
                          const DatasetContents& contents);

}  // namespace mbench
