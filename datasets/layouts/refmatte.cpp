#include "datasets/layouts/refmatte.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "datasets/layouts/referring_fixture.h"
#include "datasets/layouts/referring_samples.h"
#include "datasets/prepared_folders.h"

namespace mbench {
namespace {

constexpr std::array<const char*, 2> kSplits{"train", "test"};
constexpr std::array<const char*, 2> kFolders{"", "RefMatte/"};
constexpr const char* kLookedFor =
    "{train,test}/img, {train,test}/mask and refmatte_train_label.json, refmatte_test_label.json "
    "in them";
constexpr int kFirstPicture = 26'000;

std::string labels_of(const std::string& split) {
  return fmt::format("refmatte_{}_label.json", split);
}

/// The splits that are there, in the root or in the set's own folder.
std::vector<ReferringSplit> splits_of(const FileTree& tree) {
  for (const std::string folder : kFolders) {
    std::vector<ReferringSplit> found;
    for (const std::string split : kSplits) {
      const std::string place = folder + split;
      const auto images = tree.folder(place + "/img|img_full");
      const auto masks = tree.folder(place + "/mask");
      if (!images || !masks) continue;
      const TreeFile* labels = tree.file(fmt::format("{}/{}|label.json", place, labels_of(split)));
      if (labels == nullptr) labels = tree.file(folder + labels_of(split));
      found.push_back(
          {split, *images, *masks, labels, fmt::format("{}/{}", split, labels_of(split))});
    }
    if (!found.empty()) return found;
  }
  return {};
}

bool recognises(const FileTree& tree) {
  const std::vector<ReferringSplit> splits = splits_of(tree);
  return std::any_of(splits.begin(), splits.end(), [&](const ReferringSplit& split) {
    if (split.labels != nullptr) return true;
    const auto masks = tree.in(split.masks);
    return !masks.empty() && without_number(masks.front().stem()) != masks.front().stem();
  });
}

DatasetContents contents(const FileTree& tree, const LayoutOptions& options) {
  const Layout layout = refmatte_layout();
  chosen_trimap(layout, options);
  const std::vector<ReferringSplit> splits = splits_of(tree);
  if (splits.empty()) throw_not_there(tree, layout.title, kLookedFor);
  DatasetContents found;
  found.variant = tree.folder("train|test") ? "root" : "folder";
  // At once: to move a hundred thousand samples later would need room for them twice.
  std::size_t masks = 0;
  for (const ReferringSplit& split : splits) masks += tree.in(split.masks).size();
  found.samples.reserve(masks);
  for (const ReferringSplit& split : splits) add_referring_split(tree, split, found);
  return found;
}

void write_fixture(FixtureWriter& writer) {
  int number = kFirstPicture;
  for (const std::string split : kSplits) {
    ReferringFixture fixture(writer, split + "/img", split + "/mask");
    for (int i = 0; i < writer.samples(); ++i, ++number) {
      fixture.add(fmt::format("rim_{}_{:08x}", split, number), number, entities_on(i));
    }
    fixture.write_labels(fmt::format("{}/{}", split, labels_of(split)));
  }
}

}  // namespace

Layout refmatte_layout() {
  Layout layout;
  layout.name = "refmatte";
  layout.title = "RefMatte";
  layout.summary = fmt::format("47,500 composites with expressions: {}", kLookedFor);
  layout.obtain = "OneDrive, linked from github.com/JizhiziLi/RIM";
  layout.licence = "CC BY-NC";
  layout.counts = {{"train", 112'506, 45'000}, {"test", 6'243, 2'500}};
  layout.recognises = recognises;
  layout.contents = contents;
  layout.write_fixture = write_fixture;
  return layout;
}

}  // namespace mbench
