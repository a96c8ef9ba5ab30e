#include "datasets/layouts/background_finder.h"

#include "datasets/name_list.h"

namespace mbench {
namespace {

bool is_background_folder(std::string_view folder) {
  const std::size_t slash = folder.rfind('/');
  const std::string name =
      folded_name(slash == std::string_view::npos ? folder : folder.substr(slash + 1));
  return name == "bg" || name == "bgs" || name.starts_with("bg ") || name.starts_with("background");
}

}  // namespace

BackgroundFinder::BackgroundFinder(const FileTree& tree) {
  for (const TreeFile& file : tree.files()) {
    if (!is_picture_name(file.name())) continue;
    by_name_.emplace(file.name(), &file);
    if (is_background_folder(file.folder())) by_stem_.emplace(file.stem(), &file);
  }
}

const TreeFile* BackgroundFinder::find(const std::string& name) const {
  constexpr std::string_view kCocoPrefix = "COCO_train2014_";
  std::string_view file_name = name;
  file_name.remove_prefix(name.rfind('/') + 1);  // npos + 1 is 0
  if (const auto place = by_name_.find(file_name); place != by_name_.end()) return place->second;
  if (file_name.starts_with(kCocoPrefix)) {
    const auto place = by_name_.find(file_name.substr(kCocoPrefix.size()));
    if (place != by_name_.end()) return place->second;
  }
  return find_stem(stem_of_name(name));
}

const TreeFile* BackgroundFinder::find_stem(std::string_view stem) const {
  const auto place = by_stem_.find(stem);
  return place == by_stem_.end() ? nullptr : place->second;
}

}  // namespace mbench
