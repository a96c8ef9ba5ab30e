#include "datasets/layouts/coco.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "datasets/layouts/background_folders.h"
#include "datasets/layouts/prepared_choice.h"
#include "datasets/prepared_folders.h"

namespace mbench {
namespace {

constexpr const char* kLookedFor = "train2014/, val2014/, train2017/, ...";
constexpr int kFirstPicture = 28'000;

bool is_release(const std::string& name) {
  constexpr std::array<std::string_view, 8> kReleases{"train2014", "val2014",      "test2014",
                                                      "test2015",  "train2017",    "val2017",
                                                      "test2017",  "unlabeled2017"};
  return std::find(kReleases.begin(), kReleases.end(), name) != kReleases.end();
}

std::vector<BackgroundFolder> folders_of(const FileTree& tree) {
  std::vector<BackgroundFolder> folders = background_folders(
      tree, {"", "COCO|MSCOCO|MS-COCO", "images", "COCO|MSCOCO|MS-COCO/images"}, is_release);
  std::erase_if(folders,
                [&](const BackgroundFolder& folder) { return tree.in(folder.folder).empty(); });
  return folders;
}

bool recognises(const FileTree& tree) { return !folders_of(tree).empty(); }

DatasetContents contents(const FileTree& tree, const LayoutOptions& options) {
  const Layout layout = coco_layout();
  chosen_trimap(layout, options);
  const std::vector<BackgroundFolder> folders = folders_of(tree);
  if (folders.empty()) throw_not_there(tree, layout.title, kLookedFor);
  DatasetContents found = background_contents(tree, folders);
  found.variant = "distributed";
  return found;
}

void write_fixture(FixtureWriter& writer) {
  for (int i = 0; i < writer.samples(); ++i) {
    const int number = kFirstPicture + 2 * i;
    writer.image(fmt::format("train2014/COCO_train2014_{:012}.jpg", number),
                 FixtureWriter::background(number));
    writer.image(fmt::format("val2014/COCO_val2014_{:012}.jpg", number + 1),
                 FixtureWriter::background(number + 1));
  }
}

}  // namespace

Layout coco_layout() {
  Layout layout;
  layout.name = "coco";
  layout.title = "COCO";
  layout.summary = std::string("backgrounds: ") + kLookedFor;
  layout.obtain = "cocodataset.org: train2014.zip";
  layout.licence = "photographs from Flickr, each under its own licence";
  layout.recognises = recognises;
  layout.contents = contents;
  layout.write_fixture = write_fixture;
  return layout;
}

}  // namespace mbench
