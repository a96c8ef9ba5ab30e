#include "datasets/folder_layout.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <span>
#include <string_view>

#include <fmt/format.h>

#include "core/error.h"
#include "synth/trimap_from_alpha.h"

namespace mbench {
namespace {

using Names = std::span<const std::string_view>;
constexpr std::string_view kImageFolders[] = {
    "images", "image", "img", "imgs", "merged", "original", "composited_images"};
// Evaluators copy one alpha per composite there, beside the one per foreground in `alpha`.
constexpr std::string_view kCopiedAlphaFolders[] = {"alpha_copy"};
constexpr std::string_view kAlphaFolders[] = {"alpha", "alphas", "mask", "masks",
                                              "matte", "mattes", "gt"};
constexpr std::string_view kTrimapFolders[] = {"trimap", "trimaps", "trimap_copy"};
constexpr std::string_view kEndings[] = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

bool is_one_of(const std::string& name, Names names) {
  return std::find(names.begin(), names.end(), lower(name)) != names.end();
}

/// What lies directly in a folder, in byte order of the names.
std::vector<fs::path> entries_of(const fs::path& folder) {
  boost::system::error_code error;
  std::vector<fs::path> entries;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    entries.push_back(entry->path());
  }
  if (error) {
    throw DataError(fmt::format("cannot list {}: {}", folder.string(), error.message()));
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

/// The one folder in `root` that has one of the names; none is normal, two are an error.
std::optional<fs::path> folder_named(const fs::path& root, Names names) {
  std::optional<fs::path> found;
  for (const fs::path& entry : entries_of(root)) {
    if (!is_one_of(entry.filename().string(), names) || !fs::is_directory(entry)) continue;
    if (found) {
      throw DataError(fmt::format("{} holds both {} and {}, which mean the same", root.string(),
                                  found->filename().string(), entry.filename().string()),
                      "move one of them elsewhere, so that it is clear which is meant");
    }
    found = entry;
  }
  return found;
}

/// The pictures of a folder by stem. Hidden files and other endings are passed over.
std::map<std::string, fs::path> pictures_of(const fs::path& folder) {
  std::map<std::string, fs::path> pictures;
  for (const fs::path& entry : entries_of(folder)) {
    if (entry.filename().string().front() == '.') continue;
    if (!is_one_of(entry.extension().string(), kEndings)) continue;
    const auto [other, is_new] = pictures.emplace(entry.stem().string(), entry);
    if (!is_new) {
      throw DataError(fmt::format("{} and {} have one name: which of them is meant?",
                                  other->second.string(), entry.filename().string()),
                      "remove or rename one of them");
    }
  }
  return pictures;
}

/// Counterparts of one kind, or none at all.
struct Counterparts {
  const char* kind;
  std::optional<fs::path> folder;
  std::map<std::string, fs::path> pictures;
};

Counterparts counterparts(const char* kind, std::optional<fs::path> folder) {
  Counterparts made{kind, std::move(folder), {}};
  if (made.folder) made.pictures = pictures_of(*made.folder);
  return made;
}

std::string name_in_other_case(const std::string& stem, const Counterparts& parts) {
  for (const auto& [other, path] : parts.pictures) {
    if (lower(other) == lower(stem)) return path.filename().string();
  }
  return {};
}

/// Throws DataError that counts the images without a counterpart and names the first.
void check_complete(const std::map<std::string, fs::path>& images, const Counterparts& parts) {
  if (!parts.folder) return;
  std::size_t missing = 0;
  const std::pair<const std::string, fs::path>* first = nullptr;
  for (const auto& image : images) {
    if (parts.pictures.count(image.first) != 0) continue;
    if (missing++ == 0) first = &image;
  }
  if (missing == 0) return;
  std::string message = fmt::format("{} has no {} of its name in {}", first->second.string(),
                                    parts.kind, parts.folder->string());
  if (missing > 1) message += fmt::format(", nor have {} more", missing - 1);
  const std::string other_case = name_in_other_case(first->first, parts);
  throw DataError(message,
                  other_case.empty()
                      ? fmt::format("add the missing {}, or take the image away", parts.kind)
                      : fmt::format("{} differs only in letter case: rename it", other_case));
}

bool recognises(const fs::path& root) {
  boost::system::error_code error;
  fs::directory_iterator entry(root, error);
  for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
    if (is_one_of(entry->path().filename().string(), kImageFolders) &&
        fs::is_directory(entry->path(), error)) {
      return true;
    }
  }
  return false;
}

std::vector<Sample> samples(const fs::path& root) {
  const std::optional<fs::path> image_folder = folder_named(root, kImageFolders);
  if (!image_folder) {
    throw DataError(fmt::format("{} has no folder of images", root.string()),
                    fmt::format("looked for {}", fmt::join(kImageFolders, ", ")));
  }
  std::optional<fs::path> alpha_folder = folder_named(root, kCopiedAlphaFolders);
  if (!alpha_folder) alpha_folder = folder_named(root, kAlphaFolders);
  const Counterparts alphas = counterparts("alpha", alpha_folder);
  const Counterparts trimaps = counterparts("trimap", folder_named(root, kTrimapFolders));
  if (!alphas.folder && !trimaps.folder) {
    throw DataError(fmt::format("{} has images but neither alphas nor trimaps", root.string()),
                    fmt::format("looked for {}, {} and {}", fmt::join(kCopiedAlphaFolders, ", "),
                                fmt::join(kAlphaFolders, ", "), fmt::join(kTrimapFolders, ", ")));
  }
  const std::map<std::string, fs::path> images = pictures_of(*image_folder);
  if (images.empty()) {
    throw DataError(fmt::format("{} holds no picture", image_folder->string()),
                    fmt::format("looked for {}", fmt::join(kEndings, ", ")));
  }
  check_complete(images, alphas);
  check_complete(images, trimaps);

  std::vector<Sample> found;
  found.reserve(images.size());
  for (const auto& [stem, image] : images) {
    Sample sample;
    sample.name = stem;
    sample.image = ImageFile{image};
    // No list says which images show one object, so each counts as its own.
    sample.foreground = stem;
    if (alphas.folder) sample.alpha = alphas.pictures.at(stem);
    if (trimaps.folder) {
      sample.trimap = TrimapFile{trimaps.pictures.at(stem)};
    } else {
      sample.trimap = TrimapMade{TrimapRecipe{}.text()};
    }
    found.push_back(std::move(sample));
  }
  return found;
}

}  // namespace

Layout folder_layout() {
  return {"folder",
          "anybody's own data: images/, alpha/, trimaps/ (or image, merged, mask, gt, trimap, "
          "...), matched by stem",
          recognises, samples};
}

}  // namespace mbench
