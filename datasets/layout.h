#pragma once

#include "datasets/dataset_contents.h"
#include "datasets/file_tree.h"
#include "datasets/fixture_writer.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// What the user chose when indexing.
struct LayoutOptions {
  std::string trimap;  ///< one of the layout's trimap sources; empty: its first
};

/// How many samples and foregrounds a whole split has, as published.
struct ExpectedCount {
  std::string split;
  int samples = 0;
  int foregrounds = 0;  ///< 0: not told
};

/// A list file that everybody has alike.
struct ExpectedList {
  std::string name;    ///< of the file, wherever it lies
  std::string sha256;  ///< of its bytes without '\r'
};

/// What the pixels of a whole split's pictures are, in whatever file they are stored.
struct ExpectedPixels {
  std::string split;
  std::string part;  ///< "image", "alpha" or "trimap"
  int files = 0;
  /// Over a line "<sha256_of_pixels>  <name>\n" for each file, in the byte order of the names;
  /// of alphas and trimaps channel 0 counts.
  std::string sha256;
};

/// A way in which a data set lies on disk.
struct Layout {
  std::string name;     ///< as after --layout: "aim500"
  std::string title;    ///< as papers call it: "AIM-500"
  std::string summary;  ///< one line: which folders and files it looks for
  std::string obtain;   ///< one line: where it is to be had
  std::string licence;  ///< one line
  /// Which trimaps it knows, the default first: "trimap", "usr". Empty: it ships none.
  std::vector<std::string> trimap_sources;
  std::vector<ExpectedCount> counts;
  std::vector<ExpectedList> lists;
  std::vector<ExpectedPixels> pixel_hashes;

  /// Whether the folder has this structure, told from names alone, never from the path of the
  /// folder itself.
  bool (*recognises)(const FileTree& tree) = nullptr;
  /// The samples in a fixed order. Throws DataError that lists what was looked for and what was
  /// found, or that names a list file that cannot be used; UsageError for a trimap source that
  /// the layout does not know or that this folder has not got.
  DatasetContents (*contents)(const FileTree& tree, const LayoutOptions& options) = nullptr;
  /// Writes a small synthetic data set of this layout: `writer.samples()` samples in each split
  /// that it writes. verify() and lint() find nothing wrong with it. Null for the demo pictures.
  void (*write_fixture)(FixtureWriter& writer) = nullptr;
};

/// Every layout, the most specific first.
const std::vector<Layout>& layouts();

/// Throws UsageError that names the nearest known names.
const Layout& find_layout(std::string_view name);

/// The first layout that recognises the folder. Throws DataError that lists what was looked for
/// and what was found.
const Layout& recognise_layout(const FileTree& tree);

/// The trimap source that the options ask for, or the layout's default; "" for a layout without
/// trimaps. Throws UsageError for one that it does not know.
std::string chosen_trimap(const Layout& layout, const LayoutOptions& options);

}  // namespace mbench
