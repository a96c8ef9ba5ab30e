#include "datasets/layouts/comp1k.h"

#include <algorithm>
#include <initializer_list>

#include "datasets/layouts/comp1k_fixture.h"
#include "datasets/layouts/comp1k_named.h"
#include "datasets/layouts/comp1k_paddleseg.h"
#include "datasets/layouts/comp1k_variants.h"
#include "datasets/layouts/listed_composites.h"
#include "datasets/layouts/prepared_choice.h"
#include "datasets/name_list.h"

namespace mbench {
namespace {

constexpr const char* kLookedFor =
    "Combined_Dataset/{Test_set,Training_set}/Adobe-licensed images, its four lists, or "
    "merged/, alpha_copy/, trimaps/ with names that end in a number";

struct ListNames {
  const char* split;
  const char* foregrounds;
  const char* backgrounds;
  const char* folder;
  int backgrounds_each;
};

constexpr ListNames kTest = {"test", "test_fg_names.txt", "test_bg_names.txt", "Test_set", 20};
constexpr ListNames kTrain = {"train", "training_fg_names.txt", "training_bg_names.txt",
                              "Training_set", 100};

using Patterns = std::initializer_list<const char*>;

/// All of the folders below `set` that are there.
std::vector<std::string> all_of(const FileTree& tree, const std::string& set, Patterns patterns) {
  std::vector<std::string> folders;
  for (const char* pattern : patterns) {
    if (const auto folder = tree.folder(below(set, pattern))) folders.push_back(*folder);
  }
  return folders;
}

/// Of the first group that has any.
std::vector<std::string> first_group(const FileTree& tree, const std::string& set,
                                     std::initializer_list<Patterns> groups) {
  for (const Patterns group : groups) {
    std::vector<std::string> folders = all_of(tree, set, group);
    if (!folders.empty()) return folders;
  }
  return {};
}

std::optional<std::string> first_of(const FileTree& tree, const std::string& set,
                                    Patterns patterns) {
  const std::vector<std::string> folders = all_of(tree, set, patterns);
  if (folders.empty()) return std::nullopt;
  return folders.front();
}

void find_folders(const FileTree& tree, const std::string& set, ListedComposites& listed) {
  if (listed.split == kTrain.split) {
    listed.foregrounds =
        first_group(tree, set, {{"Adobe-licensed images/fg", "Other/fg"}, {"all/fg"}, {"fg"}});
    listed.alphas = first_group(
        tree, set, {{"Adobe-licensed images/alpha", "Other/alpha"}, {"all/alpha"}, {"alpha"}});
    listed.merged = first_of(tree, set, {"merged"});
    return;
  }
  listed.foregrounds = first_group(tree, set, {{"Adobe-licensed images/fg"}, {"comp/fg"}, {"fg"}});
  listed.alphas = first_group(tree, set,
                              {{"Adobe-licensed images/alpha_copy", "Adobe-licensed images/alpha"},
                               {"comp/alpha"},
                               {"alpha_copy", "alpha"}});
  listed.merged = first_of(tree, set, {"Adobe-licensed images/merged", "comp/image", "merged"});
  listed.trimaps = first_of(
      tree, set, {"Adobe-licensed images/trimaps|trimap", "comp/trimap", "trimaps|trimap"});
}

/// The lists of a split and the folders that go with them; none if either is missing.
std::optional<ListedComposites> find_listed(const FileTree& tree, const ListNames& names) {
  ListedComposites listed;
  listed.split = names.split;
  listed.foreground_list = find_list(tree, names.foregrounds);
  listed.background_list = find_list(tree, names.backgrounds);
  if (listed.foreground_list == nullptr || listed.background_list == nullptr) return std::nullopt;
  listed.backgrounds_each = names.backgrounds_each;
  listed.name = name_with_own_number;
  std::vector<std::string> sets{std::string(listed.foreground_list->folder())};
  for (const std::string& base : comp1k_bases()) {
    for (const std::string& pattern : {below(base, names.folder), base}) {
      if (const auto set = tree.folder(pattern)) sets.push_back(*set);
    }
  }
  for (const std::string& set : sets) {
    find_folders(tree, set, listed);
    if (!listed.alphas.empty()) return listed;
  }
  return std::nullopt;
}

/// What of a prepared variant the lists have not given already.
PreparedVariant rest_of(const PreparedVariant& variant, bool has_test, bool has_train) {
  PreparedVariant rest = variant;
  std::erase_if(rest.splits, [&](const PreparedSplit& split) {
    return split.split == kTest.split ? has_test : has_train;
  });
  return rest;
}

/// mmagic lays its backgrounds beside the composites that the distribution's script made.
std::string name_of(const FileTree& tree, const PreparedVariant* variant) {
  constexpr const char* kDistributed = "distributed";
  if (variant == nullptr) return kDistributed;
  if (variant->name != "mmagic") return variant->name;
  const std::string merged = tree.folder(variant->splits.front().images).value();
  const std::string set = merged.substr(0, merged.size() - std::string_view("merged").size());
  return tree.folder(set + "bg") ? variant->name : kDistributed;
}

DatasetContents listed_and_prepared(const FileTree& tree, const LayoutOptions& options,
                                    const Layout& layout) {
  const PreparedVariant* const variant = find_variant(tree, comp1k_variants());
  const auto test = find_listed(tree, kTest);
  const auto train = find_listed(tree, kTrain);
  DatasetContents found;
  const PreparedVariant rest = variant == nullptr
                                   ? PreparedVariant{}
                                   : rest_of(*variant, test.has_value(), train.has_value());
  if (find_variant(tree, {rest}) != nullptr) {
    found = prepared_contents(tree, rest, layout, test ? LayoutOptions{} : options);
  } else if (!test && !train) {
    throw_not_there(tree, layout.title, kLookedFor);
  }
  found.variant = name_of(tree, variant);
  const BackgroundFinder backgrounds(tree);
  if (test) add_listed_composites(tree, backgrounds, *test, found);
  if (test && test->trimaps) found.trimap_source = "trimap";
  if (train) add_listed_composites(tree, backgrounds, *train, found);
  return found;
}

bool recognises(const FileTree& tree) {
  for (const std::string& base : comp1k_bases()) {
    for (const char* set : {kTest.folder, kTrain.folder, ""}) {
      const std::string folder = below(base, below(set, "Adobe-licensed images"));
      if (tree.folder(below(folder, "fg|alpha|merged"))) return true;
    }
  }
  return find_listed(tree, kTest) || find_listed(tree, kTrain) || find_foamliu(tree) ||
         find_paddleseg(tree) || is_comp1k_prepared(tree) || find_aematter(tree, false);
}

DatasetContents contents(const FileTree& tree, const LayoutOptions& options) {
  const Layout layout = comp1k_layout();
  DatasetContents found;
  if (const auto foamliu = find_foamliu(tree)) {
    found = foamliu_contents(tree, *foamliu);
  } else if (const auto paddleseg = find_paddleseg(tree)) {
    found = paddleseg_contents(tree, *paddleseg);
  } else if (const auto aematter = find_aematter(tree, true)) {
    found = aematter_contents(tree, *aematter);
  } else {
    found = listed_and_prepared(tree, options, layout);
  }
  check_trimap_taken(layout, options, found.trimap_source);
  return found;
}

}  // namespace

Layout comp1k_layout() {
  Layout layout;
  layout.name = "comp1k";
  layout.title = "Composition-1K";
  layout.summary = std::string("Adobe's data set: ") + kLookedFor;
  layout.obtain =
      "by mail from an institutional address, see sites.google.com/view/deepimagematting";
  layout.licence = "Adobe's agreement: not commercial, no redistribution";
  layout.trimap_sources = {"trimap", "usr"};
  layout.counts = {{kTest.split, 1000, 50}, {kTrain.split, 43100, 431}};
  layout.lists = {
      {kTest.foregrounds, "4bcd9b634c31d8faadaa116e5a02c5a0fb56cefb59cc5a8a45118f2e237af954"},
      {kTest.backgrounds, "7285f9fed96827812a20cfe2976bf1947c2f1df8ef52359609edf0b81875e3a6"},
      {kTrain.foregrounds, "5df9432cff59efcb45c6e55dd1eeb2cc02b3cc30c810cda244d725aeb7a85c80"},
      {kTrain.backgrounds, "de5ab182cc329f3e00e3f2fffe7df78ba58587ce10e41cb69c0c0ecb3c2d1a46"}};
  layout.pixel_hashes = {{kTest.split, "trimap", 1000,
                          "4bc8611400c0ecf1ba147d6cd12c3ddbcda4c94286fd1770d8ef560a9978e5dd"}};
  layout.recognises = recognises;
  layout.contents = contents;
  layout.write_fixture = write_comp1k_fixture;
  return layout;
}

}  // namespace mbench
