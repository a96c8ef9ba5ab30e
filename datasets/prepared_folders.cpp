#include "datasets/prepared_folders.h"

#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "core/error.h"

namespace mbench {
namespace {

/// Pictures that may belong to the images of one split.
struct Counterparts {
  std::string kind;
  std::string folder;
  PicturesByStem pictures;
  std::string suffix;  ///< after the image's stem
  std::set<const TreeFile*> used;
};

const TreeFile* counterpart(Counterparts& parts, std::string_view stem, bool composites) {
  const auto named = [&](std::string_view name) {
    return picture_of(parts.pictures, std::string(name) + parts.suffix);
  };
  const TreeFile* found = named(stem);
  if (found == nullptr && composites) found = named(without_number(stem));
  if (found != nullptr) parts.used.insert(found);
  return found;
}

Counterparts counterparts_in(const FileTree& tree, std::string kind, const std::string& folder,
                             std::vector<std::string>& problems) {
  return {std::move(kind), folder, pictures_by_stem(tree, folder, problems), {}, {}};
}

void tell_unused(const Counterparts& parts, std::vector<std::string>& problems) {
  for (const auto& [stem, file] : parts.pictures) {
    if (parts.used.count(file) != 0) continue;
    problems.push_back(fmt::format("{}: this {} has no image of its name; add it or take it away",
                                   file->path, parts.kind));
  }
}

/// The wanted trimaps, or none if the split has no folder of them.
std::optional<Counterparts> trimaps_of(const FileTree& tree, const PreparedSplit& split,
                                       const std::string& source,
                                       std::vector<std::string>& problems) {
  for (const TrimapFolder& trimaps : split.trimaps) {
    if (trimaps.source != source) continue;
    const auto folder = tree.folder(trimaps.pattern);
    if (!folder) continue;
    Counterparts found = counterparts_in(tree, "trimap", *folder, problems);
    found.suffix = trimaps.suffix;
    return found;
  }
  return std::nullopt;
}

void add_split(const FileTree& tree, const PreparedSplit& split, const std::string& trimap_source,
               DatasetContents& contents) {
  std::vector<std::string>& problems = contents.problems;
  const PicturesByStem images = pictures_by_stem(tree, tree.folder(split.images).value(), problems);
  Counterparts alphas = counterparts_in(tree, "alpha", tree.folder(split.alphas).value(), problems);
  std::optional<Counterparts> trimaps = trimaps_of(tree, split, trimap_source, problems);
  if (trimaps) contents.trimap_source = trimap_source;
  for (const auto& [stem, image] : images) {
    const TreeFile* const alpha = counterpart(alphas, stem, split.composites);
    const TreeFile* const trimap =
        trimaps ? counterpart(*trimaps, stem, split.composites) : nullptr;
    if (alpha == nullptr) {
      problems.push_back(
          fmt::format("{}: there is no alpha of its name in {}; add it, or take the image away",
                      image->path, alphas.folder));
      continue;
    }
    if (trimaps && trimap == nullptr) {
      problems.push_back(fmt::format("{}: there is no trimap of its name in {}; add it",
                                     image->path, trimaps->folder));
    }
    FoundSample sample;
    sample.name = stem;
    sample.split = split.split;
    sample.image = image->path;
    sample.alpha = alpha->path;
    if (trimap != nullptr) sample.trimap = trimap->path;
    sample.foreground = split.composites ? without_number(stem) : stem;
    contents.samples.push_back(std::move(sample));
  }
  tell_unused(alphas, problems);
  if (trimaps) tell_unused(*trimaps, problems);
}

}  // namespace

bool is_there(const FileTree& tree, const PreparedSplit& split) {
  return tree.folder(split.images) && tree.folder(split.alphas);
}

const PreparedVariant* find_variant(const FileTree& tree,
                                    const std::vector<PreparedVariant>& variants) {
  for (const PreparedVariant& variant : variants) {
    const bool any = std::any_of(variant.splits.begin(), variant.splits.end(),
                                 [&](const PreparedSplit& split) { return is_there(tree, split); });
    if (any) return &variant;
  }
  return nullptr;
}

DatasetContents prepared_contents(const FileTree& tree, const PreparedVariant& variant,
                                  const std::string& trimap_source) {
  DatasetContents contents;
  contents.variant = variant.name;
  for (const PreparedSplit& split : variant.splits) {
    if (!is_there(tree, split)) continue;
    add_split(tree, split, trimap_source, contents);
  }
  return contents;
}

DatasetContents prepared_contents(const FileTree& tree, const PreparedVariant& variant,
                                  const Layout& layout, const LayoutOptions& options) {
  const std::string chosen = chosen_trimap(layout, options);
  DatasetContents contents = prepared_contents(tree, variant, chosen);
  if (!options.trimap.empty() && contents.trimap_source != chosen) {
    throw UsageError(
        fmt::format("{} has no folder of the trimaps '{}'", tree.root().string(), chosen),
        "add it, or choose other trimaps");
  }
  return contents;
}

PicturesByStem pictures_by_stem(const FileTree& tree, std::string_view folder,
                                std::vector<std::string>& problems) {
  PicturesByStem pictures;
  for (const TreeFile& file : tree.in(folder)) {
    if (is_picture_name(file.name())) pictures.emplace_back(file.stem(), &file);
  }
  std::stable_sort(pictures.begin(), pictures.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  const auto last =
      std::unique(pictures.begin(), pictures.end(), [&](const auto& a, const auto& b) {
        if (a.first != b.first) return false;
        problems.push_back(fmt::format("{}: {} has the same name; remove or rename one of them",
                                       b.second->path, a.second->name()));
        return true;
      });
  pictures.erase(last, pictures.end());
  return pictures;
}

const TreeFile* picture_of(const PicturesByStem& pictures, std::string_view stem) {
  const auto place = std::lower_bound(
      pictures.begin(), pictures.end(), stem,
      [](const auto& picture, std::string_view wanted) { return picture.first < wanted; });
  return place != pictures.end() && place->first == stem ? place->second : nullptr;
}

std::string_view without_number(std::string_view stem) {
  const std::size_t line = stem.rfind('_');
  if (line == std::string_view::npos || line == 0 || line + 1 == stem.size()) return stem;
  const std::string_view number = stem.substr(line + 1);
  const bool digits = std::all_of(number.begin(), number.end(),
                                  [](unsigned char letter) { return std::isdigit(letter) != 0; });
  return digits ? stem.substr(0, line) : stem;
}

void throw_not_there(const FileTree& tree, const std::string& title,
                     const std::string& looked_for) {
  const std::vector<std::string> folders = tree.folders_in("");
  throw DataError(fmt::format("{} does not hold {}: looked for {}; found {}", tree.root().string(),
                              title, looked_for,
                              folders.empty() ? std::string("no folder")
                                              : fmt::format("{}/", fmt::join(folders, "/, "))),
                  "name the folder that directly holds these, or another --layout");
}

}  // namespace mbench
