#include "datasets/layouts/background_folders.h"

#include "datasets/layouts/prepared_choice.h"

namespace mbench {

std::vector<BackgroundFolder> background_folders(
    const FileTree& tree, const std::vector<std::string>& bases,
    bool (*is_wanted)(const std::string& folded_name)) {
  std::vector<BackgroundFolder> found;
  for (const std::string& base : bases) {
    const auto folder = tree.folder(base);
    if (!folder) continue;
    for (const std::string& name : tree.folders_in(*folder)) {
      if (is_wanted(folded_name(name))) found.push_back({folded_name(name), below(*folder, name)});
    }
    if (!found.empty()) break;
  }
  return found;
}

DatasetContents background_contents(const FileTree& tree,
                                    const std::vector<BackgroundFolder>& folders) {
  DatasetContents contents;
  for (const BackgroundFolder& folder : folders) {
    for (const auto& [stem, file] : pictures_by_stem(tree, folder.folder, contents.problems)) {
      FoundSample sample;
      sample.name = stem;
      sample.split = folder.split;
      sample.image = file->path;
      sample.category = "background";
      contents.samples.push_back(std::move(sample));
    }
  }
  return contents;
}

}  // namespace mbench
