#pragma once

#include "datasets/sample.h"

#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// A way in which a data set lies on disk.
struct Layout {
  std::string name;     ///< as after --layout
  std::string summary;  ///< one line: which folders and files it looks for
  /// Whether the folder has this structure. Looks at names of folders only.
  bool (*recognises)(const fs::path& root) = nullptr;
  /// The samples in a fixed order. Throws DataError that lists what was looked for and
  /// what was found.
  std::vector<Sample> (*samples)(const fs::path& root) = nullptr;
};

/// Every layout, the most specific first.
const std::vector<Layout>& layouts();

/// Throws UsageError that names the nearest known names.
const Layout& find_layout(std::string_view name);

/// The first layout that recognises the folder. Throws DataError that lists what was
/// looked for and what was found.
const Layout& recognise_layout(const fs::path& root);

}  // namespace mbench
