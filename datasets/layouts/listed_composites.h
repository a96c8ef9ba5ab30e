#pragma once

#include "datasets/dataset_contents.h"
#include "datasets/file_tree.h"
#include "datasets/layouts/background_finder.h"
#include "datasets/prepared_folders.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// One split of composites that two lists tell of: foreground i meets the backgrounds
/// i·n to i·n + n - 1, n being `backgrounds_each`, in the order of the lists.
struct ListedComposites {
  std::string split;
  const TreeFile* foreground_list = nullptr;
  const TreeFile* background_list = nullptr;
  int backgrounds_each = 0;
  std::string protocol = "dim";  ///< by which those are composed that are not made already
  /// Folders, as they are. A picture belongs to a name of the list by its stem.
  std::vector<std::string> foregrounds;
  std::vector<std::string> alphas;     ///< one alpha for each foreground, or for each composite
  std::optional<std::string> merged;   ///< composites that are made already
  std::optional<std::string> trimaps;  ///< one for each composite
  /// What composite i·n + j, the j-th of this foreground, is called.
  std::string (*name)(std::string_view foreground, int running, int j) = nullptr;
};

/// "forest_3": the foreground and its j.
std::string name_with_own_number(std::string_view foreground, int running, int j);

/// Adds the composites in the order of the lists. One that is not made yet has no image, and a
/// background file only if the tree holds it.
///
/// A name without its files, a background list of another length than the foregrounds need, a
/// composite or trimap that the lists do not know or that is not there are problems. Throws
/// DataError for a list that cannot be used.
void add_listed_composites(const FileTree& tree, const BackgroundFinder& backgrounds,
                           const ListedComposites& listed, DatasetContents& contents);

/// pictures_by_stem of several folders as of one.
PicturesByStem pictures_in_folders(const FileTree& tree, const std::vector<std::string>& folders,
                                   std::vector<std::string>& problems);

}  // namespace mbench
