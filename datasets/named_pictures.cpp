#include "datasets/named_pictures.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.h"
#include "datasets/name_list.h"

namespace mbench {

void NamedPictures::add_folder(const FileTree& tree, std::string_view folder) {
  for (const TreeFile& file : tree.in(folder)) add(tree, file);
}

void NamedPictures::add_all(const FileTree& tree, const std::string& but) {
  for (const TreeFile& file : tree.files()) {
    if (!but.empty() && tree.absolute(file.path).string().starts_with(but + "/")) continue;
    add(tree, file);
  }
}

void NamedPictures::add(const FileTree& tree, const TreeFile& file) {
  if (!is_picture_name(file.name())) return;
  const std::size_t place = files_.size();
  files_.push_back(tree.absolute(file.path));
  by_name_.emplace(file.name(), place);
  by_stem_.emplace(file.stem(), place);
  by_folded_stem_.emplace(folded_name(file.stem()), place);
}

std::optional<fs::path> NamedPictures::find(std::string_view name) const {
  constexpr std::string_view kCocoPrefix = "COCO_train2014_";
  name.remove_prefix(name.rfind('/') + 1);  // npos + 1 is 0
  if (auto found = one_of(by_name_, std::string(name), name)) return found;
  if (name.starts_with(kCocoPrefix)) {
    const std::string later(name.substr(kCocoPrefix.size()));
    if (auto found = one_of(by_name_, later, name)) return found;
  }
  return find_stem(stem_of_name(name));
}

std::optional<fs::path> NamedPictures::find_stem(std::string_view stem) const {
  if (auto found = one_of(by_stem_, std::string(stem), stem)) return found;
  return one_of(by_folded_stem_, folded_name(stem), stem);
}

std::optional<fs::path> NamedPictures::one_of(const Places& places, const std::string& key,
                                              std::string_view asked) const {
  const auto [begin, end] = places.equal_range(key);
  if (begin == end) return std::nullopt;
  if (std::next(begin) != end) {
    const auto [first, second] = std::minmax(begin->second, std::next(begin)->second);
    throw DataError(fmt::format("two files could be the {} {}: {} and {}", what_, asked,
                                files_[first].string(), files_[second].string()),
                    "take one of them away, or name the folder that holds the right one");
  }
  return files_[begin->second];
}

}  // namespace mbench
