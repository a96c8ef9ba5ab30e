#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "datasets/named_pictures.h"
#include "synth/protocol.h"

namespace mbench {

/// The foregrounds of a build with what lies beside them.
struct SourceFolders {
  NamedPictures foregrounds{"foreground"};
  NamedPictures alphas{"alpha"};
  NamedPictures trimaps{"trimap"};
  bool has_trimaps = false;
};

/// What people call a folder of foregrounds, of alphas and of trimaps, as patterns of
/// FileTree::folder.
inline constexpr const char* kForegroundNames = "fg|fg_images|foreground|foregrounds";
inline constexpr const char* kAlphaNames = "alpha|alphas|alpha_matte|mask|masks|matte|mattes|gt";
inline constexpr const char* kTrimapNames = "trimaps|trimap";

/// Looks in the tree for the folders of a split as Composition-1K and Distinctions-646 are
/// distributed (Test_set, Training_set, Test_ori, ...; Adobe-licensed images, Other), for `fg` and
/// `alpha` in the root, else takes the pictures of the root itself as foregrounds.
///
/// `alphas` and `trimaps`, where not empty, are folders that count instead of those found.
/// Throws DataError that says where it looked if there are no foregrounds or no alphas.
SourceFolders find_foregrounds(const FileTree& tree, std::string_view split, const fs::path& alphas,
                               const fs::path& trimaps);

/// The list of this name in the tree, or directly in one of the two folders above it. None if
/// there is none.
std::optional<fs::path> find_list_near(const FileTree& tree, const std::string& name);

/// A tree of this one file, for read_list(). Throws DataError if it is not there.
FileTree tree_of_file(const fs::path& file);

}  // namespace mbench
