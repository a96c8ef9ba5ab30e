#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "datasets/file_tree.h"

namespace mbench {

/// Pictures that lists ask for by names which need not be spelt as the files are.
class NamedPictures {
 public:
  /// `what` they are, for messages: "foreground".
  explicit NamedPictures(std::string what) : what_(std::move(what)) {}

  /// Adds the pictures directly in a folder of the tree.
  void add_folder(const FileTree& tree, std::string_view folder);
  /// Adds all pictures of the tree but those below `but`, an absolute path (empty: none).
  void add_all(const FileTree& tree, const std::string& but);

  /// In the order in which they were added, those of a folder in the byte order of their names.
  const std::vector<fs::path>& files() const { return files_; }

  /// The picture of this file name; a COCO_train2014_NUMBER.jpg also as NUMBER.jpg, as later
  /// releases call it; else the one of this stem, whatever its ending; else the same without
  /// regard to letter case. None if there is none.
  ///
  /// Throws DataError that names both if there are two.
  std::optional<fs::path> find(std::string_view name) const;

  /// The picture of this stem likewise.
  std::optional<fs::path> find_stem(std::string_view stem) const;

 private:
  using Places = std::unordered_multimap<std::string, std::size_t>;
  void add(const FileTree& tree, const TreeFile& file);
  std::optional<fs::path> one_of(const Places& places, const std::string& key,
                                 std::string_view asked) const;

  std::string what_;
  std::vector<fs::path> files_;
  Places by_name_;
  Places by_stem_;
  Places by_folded_stem_;
};

}  // namespace mbench
