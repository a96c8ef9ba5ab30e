#pragma once

#include "datasets/file_tree.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace mbench {

/// Finds the backgrounds that a list names among the files of a tree, which must outlive it.
class BackgroundFinder {
 public:
  explicit BackgroundFinder(const FileTree& tree);

  /// The picture of this file name in any folder; a COCO_train2014_NUMBER.jpg also as
  /// NUMBER.jpg, as later releases call it; else the picture of this stem in a folder of
  /// backgrounds. Never a mask that shares only the stem. Null if there is none.
  const TreeFile* find(const std::string& name) const;

  /// The picture of this stem in a folder of backgrounds (bg, bg_test, backgrounds, ...).
  const TreeFile* find_stem(std::string_view stem) const;

 private:
  std::unordered_map<std::string_view, const TreeFile*> by_name_;
  std::unordered_map<std::string_view, const TreeFile*> by_stem_;
};

}  // namespace mbench
