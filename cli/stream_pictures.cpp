#include "cli/stream_pictures.h"

#include "cli/chosen_dataset.h"
#include "core/error.h"
#include "datasets/file_tree.h"

#include <fmt/format.h>

#include <map>
#include <set>

namespace mbench {
namespace {

std::string without_ending(const TreeFile& file) {
  return file.path.substr(0, file.path.size() - file.extension().size());
}

std::vector<StreamFile> pictures_of(const FileTree& tree, std::vector<std::string>& warnings) {
  for (const std::string& problem : tree.problems()) {
    warnings.push_back(fmt::format("{}: {}", tree.root().string(), problem));
  }
  std::vector<StreamFile> pictures;
  for (const TreeFile& file : tree.files()) {
    if (is_picture_name(file.name())) pictures.push_back({file.path, tree.absolute(file.path)});
  }
  if (pictures.empty()) {
    throw DataError(fmt::format("{} holds no pictures", tree.root().string()),
                    "name a folder of PNG, JPEG, TIFF, BMP or WebP files");
  }
  return pictures;
}

/// By path without the ending.
std::map<std::string, StreamFile> by_stem(const std::vector<StreamFile>& pictures) {
  std::map<std::string, StreamFile> map;
  for (const StreamFile& picture : pictures) {
    const std::string stem = without_ending({picture.name});
    const auto [place, is_new] = map.emplace(stem, picture);
    if (!is_new) {
      throw DataError(fmt::format("{} and {} have one name", place->second.path.string(),
                                  picture.path.string()),
                      "leave only one of them in the folder");
    }
  }
  return map;
}

}  // namespace

std::vector<StreamFile> stream_pictures(const std::string& folder,
                                        std::vector<std::string>& warnings) {
  return pictures_of(FileTree(folder), warnings);
}

std::vector<StreamPair> stream_pairs(const std::string& folder, const std::string& alphas,
                                     std::vector<std::string>& warnings) {
  const auto colour_of = by_stem(stream_pictures(folder, warnings));
  const auto alpha_of = by_stem(stream_pictures(alphas, warnings));
  std::vector<StreamPair> pairs;
  std::vector<std::string> alone;
  for (const auto& [stem, colour] : colour_of) {
    const auto alpha = alpha_of.find(stem);
    if (alpha == alpha_of.end()) {
      alone.push_back(colour.name);
    } else {
      pairs.push_back({colour, alpha->second});
    }
  }
  if (!alone.empty()) {
    throw DataError(fmt::format("{} of the {} pictures in {} have no alpha in {}, the first is {}",
                                alone.size(), colour_of.size(), folder, alphas, alone.front()),
                    "pictures and alphas belong together by name, whatever their endings");
  }
  return pairs;
}

std::vector<StreamPair> stream_foregrounds(const std::string& dataset, const std::string& split,
                                           const std::string& db) {
  const ChosenDataset chosen = choose_dataset({dataset, "auto", ""}, db);
  std::vector<StreamPair> pairs;
  std::set<std::string> taken;
  for (const FoundSample& sample : chosen.contents.samples) {
    const std::string& colour = sample.foreground_file;
    if (colour.empty() || sample.alpha.empty()) continue;
    if (!split.empty() && sample.split != split) continue;
    if (!taken.insert(colour).second) continue;
    pairs.push_back({{colour, chosen.tree.absolute(colour)},
                     {sample.alpha, chosen.tree.absolute(sample.alpha)}});
  }
  if (pairs.empty()) {
    throw DataError(
        fmt::format("no sample of '{}'{} has a foreground of its own", dataset,
                    split.empty() ? "" : fmt::format(" of split '{}'", split)),
        "photographs hold their old background: name folders of foregrounds with --fg and --alpha");
  }
  return pairs;
}

}  // namespace mbench
