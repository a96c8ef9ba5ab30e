#pragma once

#include "datasets/dataset_contents.h"
#include "datasets/file_tree.h"
#include "datasets/layout.h"

#include <string>
#include <vector>

namespace mbench {

/// A folder of trimaps and what they are called.
struct TrimapFolder {
  std::string source;       ///< "trimap", "usr"
  std::string pattern;      ///< see FileTree::folder
  std::string suffix = {};  ///< after the image's stem: "_cloud_trimap"
};

/// Where one split keeps its pictures, as patterns of FileTree::folder. Pictures belong together
/// by stem, whatever their endings.
struct PreparedSplit {
  std::string split;
  std::string images;
  std::string alphas;
  std::vector<TrimapFolder> trimaps;
  /// The images are composites STEM_N: one alpha or trimap STEM may serve all of a foreground,
  /// and the sample's foreground is STEM. Else the foreground is the image's own stem.
  bool composites = false;
};

/// One way in which people have put a data set: its splits, of which some may be absent.
struct PreparedVariant {
  std::string name;
  std::vector<PreparedSplit> splits;
};

/// Whether the split's images and alphas are there.
bool is_there(const FileTree& tree, const PreparedSplit& split);

/// The first variant of which a split is there; null if none is.
const PreparedVariant* find_variant(const FileTree& tree,
                                    const std::vector<PreparedVariant>& variants);

/// The samples of the variant's splits, each in the byte order of its names, with the trimaps
/// of `trimap_source` ("": none). An image without alpha is a problem and no sample; one
/// without the trimap, an alpha or a trimap without an image is a problem.
///
/// DatasetContents::trimap_source stays empty if no split has a folder of these trimaps.
DatasetContents prepared_contents(const FileTree& tree, const PreparedVariant& variant,
                                  const std::string& trimap_source);

/// The same with the trimaps that the options ask for, else with the layout's default.
///
/// Throws UsageError if the options ask for trimaps that the layout does not know or that this
/// folder has not got.
DatasetContents prepared_contents(const FileTree& tree, const PreparedVariant& variant,
                                  const Layout& layout, const LayoutOptions& options);

/// The pictures of a folder by stem. Two of one stem are a problem; the first counts.
using PicturesByStem = std::vector<std::pair<std::string_view, const TreeFile*>>;
PicturesByStem pictures_by_stem(const FileTree& tree, std::string_view folder,
                                std::vector<std::string>& problems);
/// Null if there is none.
const TreeFile* picture_of(const PicturesByStem& pictures, std::string_view stem);

/// "forest_12" gives "forest"; a name without such a number itself.
std::string_view without_number(std::string_view stem);

/// The message of an error that a layout throws when nothing of it is there: `looked_for` and
/// the folders found in the root.
[[noreturn]] void throw_not_there(const FileTree& tree, const std::string& title,
                                  const std::string& looked_for);

}  // namespace mbench
