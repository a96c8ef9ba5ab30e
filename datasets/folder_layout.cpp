#include "datasets/folder_layout.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <span>
#include <string_view>

#include <fmt/format.h>

#include "core/error.h"
#include "datasets/layouts/prepared_choice.h"
#include "datasets/manifest.h"

namespace mbench {
namespace {

using Names = std::span<const std::string_view>;
constexpr std::string_view kImageFolders[] = {
    "images", "image", "img", "imgs", "merged", "original", "composited_images"};
// Evaluators copy one alpha per composite there, beside the one per foreground in `alpha`.
constexpr std::string_view kCopiedAlphaFolders[] = {"alpha_copy"};
constexpr std::string_view kAlphaFolders[] = {"alpha", "alphas", "mask", "masks",
                                              "matte", "mattes", "gt"};
constexpr const char* kManifests = "manifest.csv|manifest.jsonl";
constexpr std::string_view kTrimapFolders[] = {"trimap", "trimaps", "trimap_copy"};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

bool is_one_of(const std::string& name, Names names) {
  return std::find(names.begin(), names.end(), lower(name)) != names.end();
}

/// The one folder in the root that has one of the names; none is normal, two are an error.
std::optional<std::string> folder_named(const FileTree& tree, Names names) {
  std::optional<std::string> found;
  for (const std::string& entry : tree.folders_in("")) {
    if (!is_one_of(entry, names)) continue;
    if (found) {
      throw DataError(fmt::format("{} holds both {} and {}, which mean the same",
                                  tree.root().string(), *found, entry),
                      "move one of them elsewhere, so that it is clear which is meant");
    }
    found = entry;
  }
  return found;
}

/// The pictures of a folder by stem. Other endings are passed over.
std::map<std::string, const TreeFile*> pictures_of(const FileTree& tree,
                                                   const std::string& folder) {
  std::map<std::string, const TreeFile*> pictures;
  for (const TreeFile& file : tree.in(folder)) {
    if (!is_picture_name(file.name())) continue;
    const auto [other, is_new] = pictures.emplace(file.stem(), &file);
    if (!is_new) {
      throw DataError(fmt::format("{} and {} have one name: which of them is meant?",
                                  tree.absolute(other->second->path).string(), file.name()),
                      "remove or rename one of them");
    }
  }
  return pictures;
}

/// Counterparts of one kind, or none at all.
struct Counterparts {
  const char* kind;
  std::optional<std::string> folder;
  std::map<std::string, const TreeFile*> pictures;
};

Counterparts counterparts(const FileTree& tree, const char* kind,
                          std::optional<std::string> folder) {
  Counterparts made{kind, std::move(folder), {}};
  if (made.folder) made.pictures = pictures_of(tree, *made.folder);
  return made;
}

std::string name_in_other_case(const std::string& stem, const Counterparts& parts) {
  for (const auto& [other, file] : parts.pictures) {
    if (lower(other) == lower(stem)) return std::string(file->name());
  }
  return {};
}

/// Throws DataError that counts the images without a counterpart and names the first.
void check_complete(const FileTree& tree, const std::map<std::string, const TreeFile*>& images,
                    const Counterparts& parts) {
  if (!parts.folder) return;
  std::size_t missing = 0;
  const std::pair<const std::string, const TreeFile*>* first = nullptr;
  for (const auto& image : images) {
    if (parts.pictures.count(image.first) != 0) continue;
    if (missing++ == 0) first = &image;
  }
  if (missing == 0) return;
  std::string message =
      fmt::format("{} has no {} of its name in {}", tree.absolute(first->second->path).string(),
                  parts.kind, tree.absolute(*parts.folder).string());
  if (missing > 1) message += fmt::format(", nor have {} more", missing - 1);
  const std::string other_case = name_in_other_case(first->first, parts);
  throw DataError(message,
                  other_case.empty()
                      ? fmt::format("add the missing {}, or take the image away", parts.kind)
                      : fmt::format("{} differs only in letter case: rename it", other_case));
}

bool recognises(const FileTree& tree) {
  if (tree.file(kManifests) != nullptr) return true;
  const std::vector<std::string> folders = tree.folders_in("");
  return std::any_of(folders.begin(), folders.end(),
                     [](const std::string& folder) { return is_one_of(folder, kImageFolders); });
}

DatasetContents folders_contents(const FileTree& tree) {
  const std::string root = tree.root().string();
  const std::optional<std::string> image_folder = folder_named(tree, kImageFolders);
  if (!image_folder) {
    throw DataError(fmt::format("{} has no folder of images", root),
                    fmt::format("looked for {}", fmt::join(kImageFolders, ", ")));
  }
  std::optional<std::string> alpha_folder = folder_named(tree, kCopiedAlphaFolders);
  if (!alpha_folder) alpha_folder = folder_named(tree, kAlphaFolders);
  const Counterparts alphas = counterparts(tree, "alpha", alpha_folder);
  const Counterparts trimaps = counterparts(tree, "trimap", folder_named(tree, kTrimapFolders));
  if (!alphas.folder && !trimaps.folder) {
    throw DataError(fmt::format("{} has images but neither alphas nor trimaps", root),
                    fmt::format("looked for {}, {} and {}", fmt::join(kCopiedAlphaFolders, ", "),
                                fmt::join(kAlphaFolders, ", "), fmt::join(kTrimapFolders, ", ")));
  }
  const std::map<std::string, const TreeFile*> images = pictures_of(tree, *image_folder);
  if (images.empty()) {
    throw DataError(fmt::format("{} holds no picture", tree.absolute(*image_folder).string()),
                    "looked for png, jpg, jpeg, tif, tiff, bmp and webp");
  }
  check_complete(tree, images, alphas);
  check_complete(tree, images, trimaps);

  DatasetContents found;
  if (trimaps.folder) found.trimap_source = "trimap";
  for (const auto& [stem, image] : images) {
    FoundSample sample;
    sample.name = stem;
    sample.image = image->path;
    // No list says which images show one object, so each counts as its own.
    sample.foreground = stem;
    if (alphas.folder) sample.alpha = alphas.pictures.at(stem)->path;
    if (trimaps.folder) sample.trimap = trimaps.pictures.at(stem)->path;
    found.samples.push_back(std::move(sample));
  }
  return found;
}

DatasetContents contents(const FileTree& tree, const LayoutOptions& options) {
  const Layout layout = folder_layout();
  chosen_trimap(layout, options);
  const TreeFile* const manifest = find_manifest(tree);
  DatasetContents found =
      manifest == nullptr ? folders_contents(tree) : manifest_contents(tree, *manifest);
  check_trimap_taken(layout, options, found.trimap_source);
  return found;
}

void write_fixture(FixtureWriter& writer) {
  for (int i = 0; i < writer.samples(); ++i) {
    const FixturePicture picture = FixtureWriter::picture(i);
    const std::string stem = fmt::format("photo-{:03}", i);
    writer.image(fmt::format("images/{}.jpg", stem), picture.composite);
    writer.alpha(fmt::format("alpha/{}.png", stem), picture.alpha);
    writer.trimap(fmt::format("trimaps/{}.png", stem), picture.trimap);
  }
}

}  // namespace

Layout folder_layout() {
  Layout layout;
  layout.name = "folder";
  layout.title = "a folder of pictures";
  layout.summary =
      "anybody's own data: images/, alpha/, trimaps/ (or image, merged, mask, gt, trimap, ...), "
      "matched by stem, or a manifest.csv or manifest.jsonl that names the files";
  layout.obtain = "they are your own pictures";
  layout.licence = "your own";
  layout.trimap_sources = {"trimap"};
  layout.recognises = recognises;
  layout.contents = contents;
  layout.write_fixture = write_fixture;
  return layout;
}

}  // namespace mbench
