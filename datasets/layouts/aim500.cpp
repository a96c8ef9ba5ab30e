#include "datasets/layouts/aim500.h"

#include <array>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "datasets/layouts/prepared_choice.h"
#include "datasets/prepared_folders.h"

namespace mbench {
namespace {

using Json = nlohmann::json;

constexpr const char* kSplit = "test";
constexpr const char* kLabels = "aim_category_type.json";
constexpr const char* kLookedFor = "original/, mask/, trimap/, usr/ and aim_category_type.json";
constexpr std::int64_t kMostLabelBytes = 4 << 20;
constexpr int kFirstPicture = 11'000;

PreparedVariant variant_in(const std::string& name, const std::string& folder) {
  return {name,
          {{kSplit,
            folder + "original",
            folder + "mask",
            {{"trimap", folder + "trimap"}, {"usr", folder + "usr"}}}}};
}

const std::vector<PreparedVariant>& variants() {
  static const std::vector<PreparedVariant> list{variant_in("root", ""),
                                                 variant_in("folder", "AIM-500|AIM500/")};
  return list;
}

/// o_0c8f03f0
bool is_original_name(std::string_view stem) {
  constexpr std::size_t kLength = 10;
  return stem.size() == kLength && stem.starts_with("o_") &&
         stem.find_first_not_of("0123456789abcdef", 2) == std::string_view::npos;
}

bool recognises(const FileTree& tree) {
  const PreparedVariant* const variant = find_variant(tree, variants());
  if (variant == nullptr) return false;
  const PreparedSplit& split = variant->splits.front();
  if (variant->name == "folder" || tree.folder(split.trimaps.back().pattern) ||
      tree.file(kLabels) != nullptr) {
    return true;
  }
  return every_stem(tree, tree.folder(split.images).value(), is_original_name);
}

/// What the label file says of one image.
struct Kind {
  std::string category;
  std::string type;
};

std::string text_of(const Json& entry, const char* key) {
  const auto place = entry.find(key);
  return place != entry.end() && place->is_string() ? place->get<std::string>() : std::string{};
}

std::map<std::string, Kind, std::less<>> read_kinds(const fs::path& path, std::int64_t bytes) {
  if (bytes > kMostLabelBytes) {
    throw DataError(
        fmt::format("{}: has {} bytes, too many for labels of 500 images", path.string(), bytes),
        "copy it anew from the data set");
  }
  Json json;
  try {
    json = Json::parse(read_text(path));
  } catch (const Json::parse_error& error) {
    throw DataError(fmt::format("{}: is no JSON in UTF-8 at byte {}", path.string(), error.byte),
                    "copy it anew from the data set");
  } catch (const Json::exception&) {  // a number beyond all bounds
    throw DataError(fmt::format("{}: holds a value that cannot be read", path.string()),
                    "copy it anew from the data set");
  }
  if (!json.is_object()) {
    throw DataError(fmt::format("{}: is no object of images", path.string()),
                    "copy it anew from the data set");
  }
  std::map<std::string, Kind, std::less<>> kinds;
  for (const auto& [stem, entry] : json.items()) {
    if (entry.is_object()) kinds[stem] = {text_of(entry, "category"), text_of(entry, "type")};
  }
  return kinds;
}

const TreeFile* labels_of(const FileTree& tree, const PreparedVariant& variant) {
  const TreeFile* const inside = tree.file(std::string("AIM-500|AIM500/") + kLabels);
  return variant.name == "folder" && inside != nullptr ? inside : tree.file(kLabels);
}

void add_kinds(const FileTree& tree, const TreeFile& labels, DatasetContents& contents) {
  contents.lists.push_back(labels.path);
  const auto kinds = read_kinds(tree.absolute(labels.path), labels.bytes);
  for (FoundSample& sample : contents.samples) {
    const auto kind = kinds.find(sample.name);
    if (kind == kinds.end()) {
      contents.problems.push_back(
          fmt::format("{}: {} says nothing of this image; complete it", sample.image, labels.path));
      continue;
    }
    sample.category = kind->second.category;
    sample.type = kind->second.type;
  }
}

DatasetContents contents(const FileTree& tree, const LayoutOptions& options) {
  const Layout layout = aim500_layout();
  const PreparedVariant* const variant = find_variant(tree, variants());
  if (variant == nullptr) throw_not_there(tree, layout.title, kLookedFor);
  DatasetContents found = prepared_contents(tree, *variant, layout, options);
  if (const TreeFile* labels = labels_of(tree, *variant)) add_kinds(tree, *labels, found);
  return found;
}

/// The unified map of an image of this type.
Trimap unified_map(const Trimap& trimap, const std::string& type) {
  cv::Mat pixels = trimap.pixels().clone();
  if (type == "STM") pixels.setTo(cv::Scalar(Trimap::kUnknown), pixels == Trimap::kForeground);
  if (type == "NS") pixels.setTo(cv::Scalar(Trimap::kUnknown));
  return Trimap(pixels);
}

void write_fixture(FixtureWriter& writer) {
  constexpr std::array<const char*, 3> kTypes{"SO", "STM", "NS"};
  constexpr std::array<const char*, 7> kCategories{"animal",   "fruit", "furniture",  "plant",
                                                   "portrait", "toy",   "transparent"};
  Json labels = Json::object();
  for (int i = 0; i < writer.samples(); ++i) {
    const FixturePicture picture = FixtureWriter::picture(kFirstPicture + i);
    const std::string stem = fmt::format("o_{:08x}", kFirstPicture + i);
    const auto number = static_cast<std::size_t>(i);
    const std::string type = kTypes[number % kTypes.size()];
    writer.image(fmt::format("original/{}.jpg", stem), picture.composite);
    writer.alpha(fmt::format("mask/{}.png", stem), picture.alpha);
    writer.trimap(fmt::format("trimap/{}.png", stem), picture.trimap);
    writer.trimap(fmt::format("usr/{}.png", stem), unified_map(picture.trimap, type));
    labels[stem] = {{"type", type}, {"category", kCategories[number % kCategories.size()]}};
  }
  writer.text(kLabels, labels.dump(1) + "\n");
}

}  // namespace

Layout aim500_layout() {
  Layout layout;
  layout.name = "aim500";
  layout.title = "AIM-500";
  layout.summary = fmt::format("500 natural images: {}", kLookedFor);
  layout.obtain = "Google Drive or Baidu, linked from github.com/JizhiziLi/AIM";
  layout.licence = "a release agreement of the authors', titled MIT";
  layout.trimap_sources = {"trimap", "usr"};
  layout.counts = {{kSplit, 500, 0}};
  layout.recognises = recognises;
  layout.contents = contents;
  layout.write_fixture = write_fixture;
  return layout;
}

}  // namespace mbench
