#include "datasets/layouts/simd.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

#include <fmt/format.h>

#include "datasets/layouts/background_finder.h"
#include "datasets/layouts/prepared_choice.h"
#include "datasets/name_list.h"
#include "datasets/prepared_folders.h"
#include "synth/protocol.h"

namespace mbench {
namespace {

constexpr const char* kList = "SIMD_composition_test_filelist.txt";
constexpr const char* kLookedFor =
    "<class>/{merged,trimap,alpha}, or <class>/{fg,alpha} and SIMD_composition_test_filelist.txt";
constexpr int kFirstPicture = 25'000;

constexpr std::array<std::string_view, 20> kClasses{
    "defocus",     "fire",       "fur",         "glass_ice",    "hair_easy",     "hair_hard",
    "insect",      "motion",     "net",         "plant_flower", "plant_leaf",    "plant_tree",
    "plastic_bag", "sharp",      "smoke_cloud", "spider_web",   "texture_holed", "texture_smooth",
    "water_drop",  "water_spray"};

bool is_class(const std::string& name) {
  return std::any_of(kClasses.begin(), kClasses.end(), [&](std::string_view known) {
    return folded_name(name) == folded_name(known);
  });
}

/// The folders below a base that hold both of two folders.
struct Classes {
  std::string base;
  std::vector<std::string> names;
};

Classes classes_with(const FileTree& tree, const char* images, const char* alphas) {
  Classes found;
  for (const char* base : {"", "SIMD", "generated_testset", "SIMD/generated_testset"}) {
    const auto folder = tree.folder(base);
    if (!folder) continue;
    found.base = *folder;
    for (const std::string& name : tree.folders_in(*folder)) {
      const std::string inner = below(*folder, name);
      const bool is_testset = folded_name(name) == "generated testset";
      if (!is_testset && tree.folder(below(inner, images)) && tree.folder(below(inner, alphas))) {
        found.names.push_back(name);
      }
    }
    if (!found.names.empty()) break;
  }
  return found;
}

Classes made_classes(const FileTree& tree) { return classes_with(tree, "merged", "alpha"); }
Classes raw_classes(const FileTree& tree) { return classes_with(tree, "fg", "alpha"); }

bool any_known(const Classes& classes) {
  return std::any_of(classes.names.begin(), classes.names.end(), is_class);
}

/// Made composites that are not divided by class.
std::optional<std::string> undivided(const FileTree& tree) {
  for (const char* base : {"generated_testset", "SIMD/generated_testset"}) {
    const auto folder = tree.folder(base);
    if (folder && tree.folder(below(*folder, "merged")) && tree.folder(below(*folder, "alpha"))) {
      return folder;
    }
  }
  return std::nullopt;
}

PreparedSplit split_in(const char* split, const std::string& folder, const char* images) {
  return {split,
          below(folder, images),
          below(folder, "alpha"),
          {{"trimap", below(folder, "trimap|trimaps")}}};
}

PreparedVariant variant_of(const char* name, const char* split, const Classes& classes,
                           const char* images) {
  PreparedVariant variant{name, {}};
  for (const std::string& one : classes.names) {
    variant.splits.push_back(split_in(split, below(classes.base, one), images));
  }
  return variant;
}

/// "fire" of "generated_testset/fire/merged/a_2008_000001.png".
std::string class_of(const std::string& image) {
  const fs::path folder = fs::path(image).parent_path().parent_path();
  return folder.filename().string();
}

/// Where "_2008_000001" begins, or the end.
std::size_t voc_name(std::string_view stem) {
  constexpr std::string_view kShape = "_0000_000000";
  if (stem.size() <= kShape.size()) return stem.size();
  const std::size_t begin = stem.size() - kShape.size();
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const char letter = stem[begin + i];
    const bool fits =
        kShape[i] == '_' ? letter == '_' : std::isdigit(static_cast<unsigned char>(letter)) != 0;
    if (!fits) return stem.size();
  }
  return begin;
}

struct Entry {
  std::string category;
  std::string foreground;
  std::string background;
  int line = 0;
  std::string name() const {
    return fmt::format("{}_{}", stem_of_name(foreground), stem_of_name(background));
  }
};

std::vector<Entry> read_entries(const FileTree& tree, const TreeFile& list) {
  std::vector<Entry> entries;
  for (const ListLine& line : read_list(tree, list, at_colons)) {
    if (line.names.size() != 3) {
      throw_bad_line(tree, list, line.number, "is not class:foreground:background");
    }
    entries.push_back({line.names[0], line.names[1], line.names[2], line.number});
  }
  return entries;
}

/// Foreground, background and class of made composites, from their names and the list.
void describe(const FileTree& tree, DatasetContents& contents, bool is_divided) {
  std::map<std::string, const Entry*> listed;
  std::vector<Entry> entries;
  if (const TreeFile* const list = find_list(tree, kList)) {
    entries = read_entries(tree, *list);
    contents.lists.push_back(list->path);
    for (const Entry& entry : entries) listed.emplace(entry.name(), &entry);
  }
  std::set<std::string> names;
  std::erase_if(contents.samples, [&](FoundSample& sample) {
    const std::size_t background = voc_name(sample.name);
    sample.foreground = sample.name.substr(0, background);
    if (background < sample.name.size()) sample.background = sample.name.substr(background + 1);
    const auto entry = listed.find(sample.name);
    if (is_divided) {
      sample.category = class_of(sample.image);
    } else if (entry != listed.end()) {
      sample.category = entry->second->category;
    }
    const bool is_new = names.insert(sample.name).second;
    if (!is_new) {
      contents.problems.push_back(
          fmt::format("{}: another class has this composite; it is left out", sample.image));
    }
    return !is_new;
  });
  for (const Entry& entry : entries) {
    if (names.count(entry.name()) != 0) continue;
    contents.problems.push_back(fmt::format("{}: line {}: there is no composite {}; make it",
                                            contents.lists.back(), entry.line, entry.name()));
  }
}

DatasetContents made(const FileTree& tree, const PreparedVariant& variant, const Layout& layout,
                     const LayoutOptions& options, bool is_divided) {
  DatasetContents contents = prepared_contents(tree, variant, layout, options);
  describe(tree, contents, is_divided);
  return contents;
}

FoundSample composite_of(const Entry& entry, const TreeFile& foreground, const TreeFile& alpha) {
  FoundSample sample;
  sample.name = entry.name();
  sample.split = "test";
  sample.alpha = alpha.path;
  sample.foreground_file = foreground.path;
  sample.foreground = stem_of_name(entry.foreground);
  sample.background = stem_of_name(entry.background);
  sample.category = entry.category;
  const Protocol& protocol = find_protocol("simd");
  sample.trimap_recipe = protocol.trimap_recipe;
  sample.protocol = protocol.name;
  return sample;
}

/// Composites that the list asks for, not made yet.
DatasetContents listed(const FileTree& tree, const TreeFile& list, const std::string& base) {
  DatasetContents contents;
  contents.variant = "listed";
  contents.lists = {list.path};
  const BackgroundFinder backgrounds(tree);
  std::map<std::string, PicturesByStem> folders;
  const auto picture = [&](const Entry& entry, const char* part) {
    const std::string pattern = below(base, below(entry.category, part));
    const auto [place, is_new] = folders.try_emplace(pattern);
    const auto folder = is_new ? tree.folder(pattern) : std::nullopt;
    if (folder) place->second = pictures_by_stem(tree, *folder, contents.problems);
    return picture_of(place->second, stem_of_name(entry.foreground));
  };
  std::set<std::string> names;
  for (const Entry& entry : read_entries(tree, list)) {
    const TreeFile* const foreground = picture(entry, "fg");
    const TreeFile* const alpha = picture(entry, "alpha");
    const bool is_there = foreground != nullptr && alpha != nullptr;
    const bool is_new = names.count(entry.name()) == 0;
    if (!is_there || !is_new) {
      contents.problems.push_back(fmt::format(
          "{}: line {}: {} {}; it is left out", list.path, entry.line, entry.name(),
          !is_new ? "is named twice"
                  : fmt::format("has no {} in {}", foreground == nullptr ? "foreground" : "alpha",
                                below(base, entry.category))));
      continue;
    }
    names.insert(entry.name());
    FoundSample sample = composite_of(entry, *foreground, *alpha);
    if (const auto* file = backgrounds.find(entry.background)) sample.background_file = file->path;
    contents.samples.push_back(std::move(sample));
  }
  return contents;
}

bool recognises(const FileTree& tree) {
  if (any_known(made_classes(tree)) || any_known(raw_classes(tree))) return true;
  if (undivided(tree)) return true;
  const bool has_folders = !made_classes(tree).names.empty() || !raw_classes(tree).names.empty();
  return has_folders && find_list(tree, kList) != nullptr;
}

DatasetContents contents(const FileTree& tree, const LayoutOptions& options) {
  const Layout layout = simd_layout();
  const Classes classes = made_classes(tree);
  if (!classes.names.empty()) {
    return made(tree, variant_of("generated", "test", classes, "merged"), layout, options, true);
  }
  if (const auto folder = undivided(tree)) {
    const PreparedVariant variant{"undivided", {split_in("test", *folder, "merged")}};
    return made(tree, variant, layout, options, false);
  }
  const Classes raw = raw_classes(tree);
  if (raw.names.empty()) throw_not_there(tree, layout.title, kLookedFor);
  if (const TreeFile* const list = find_list(tree, kList)) {
    check_trimap_taken(layout, options, "");
    return listed(tree, *list, raw.base);
  }
  DatasetContents found =
      prepared_contents(tree, variant_of("foregrounds", "foregrounds", raw, "fg"), layout, options);
  for (FoundSample& sample : found.samples) {
    sample.category = class_of(sample.image);
    sample.name = fmt::format("{}_{}", sample.category, sample.name);
  }
  return found;
}

void write_fixture(FixtureWriter& writer) {
  for (int i = 0; i < writer.samples(); ++i) {
    const FixturePicture picture = FixtureWriter::picture(kFirstPicture + i);
    const std::string_view category = kClasses[static_cast<std::size_t>(i) % kClasses.size()];
    const std::string name = fmt::format("object-{:03}_2008_{:06}.png", i, i);
    writer.image(fmt::format("{}/merged/{}", category, name), picture.composite);
    writer.trimap(fmt::format("{}/trimap/{}", category, name), picture.trimap);
    writer.alpha(fmt::format("{}/alpha/{}", category, name), picture.alpha);
  }
}

}  // namespace

Layout simd_layout() {
  Layout layout;
  layout.name = "simd";
  layout.title = "SIMD";
  layout.summary = std::string("Semantic Image Matting, 20 classes: ") + kLookedFor;
  layout.obtain = "Google Drive, linked from github.com/nowsyn/SIM; parts come with Composition-1K";
  layout.licence = "not stated; the parts of Composition-1K under Adobe's agreement";
  layout.trimap_sources = {"trimap"};
  // 89 foregrounds by class and name; one photograph is in two classes.
  layout.counts = {{"test", 890, 88}};
  layout.lists = {{kList, "a5ed33058f7d50743f6bd37ee583955532b56dd11215b4c3d3d0c455f88fd4cb"}};
  layout.recognises = recognises;
  layout.contents = contents;
  layout.write_fixture = write_fixture;
  return layout;
}

}  // namespace mbench
