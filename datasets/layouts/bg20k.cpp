#include "datasets/layouts/bg20k.h"

#include <algorithm>

#include <fmt/format.h>

#include "datasets/layouts/background_folders.h"
#include "datasets/layouts/prepared_choice.h"
#include "datasets/prepared_folders.h"

namespace mbench {
namespace {

constexpr const char* kLookedFor = "BG-20k/{train,testval} or BG20k/full";
constexpr int kFirstPicture = 26'000;

std::vector<BackgroundFolder> folders_of(const FileTree& tree) {
  std::vector<BackgroundFolder> folders =
      background_folders(tree, {"BG-20k|BG20k", ""}, [](const std::string& name) {
        return name == "train" || name == "testval" || name == "full";
      });
  std::erase_if(folders,
                [&](const BackgroundFolder& folder) { return tree.in(folder.folder).empty(); });
  return folders;
}

/// "h_0a1b2c3d"
bool is_own_name(std::string_view stem) { return stem.starts_with("h_"); }

bool recognises(const FileTree& tree) {
  const std::vector<BackgroundFolder> folders = folders_of(tree);
  return std::any_of(folders.begin(), folders.end(), [&](const BackgroundFolder& folder) {
    return folder.split == "testval" || every_stem(tree, folder.folder, is_own_name);
  });
}

DatasetContents contents(const FileTree& tree, const LayoutOptions& options) {
  const Layout layout = bg20k_layout();
  chosen_trimap(layout, options);
  const std::vector<BackgroundFolder> folders = folders_of(tree);
  if (folders.empty()) throw_not_there(tree, layout.title, kLookedFor);
  DatasetContents found = background_contents(tree, folders);
  found.variant = folders.front().split == "full" ? "full" : "distributed";
  return found;
}

void write_fixture(FixtureWriter& writer) {
  for (int i = 0; i < writer.samples(); ++i) {
    const int number = kFirstPicture + 2 * i;
    writer.image(fmt::format("BG-20k/train/h_{:08x}.jpg", number),
                 FixtureWriter::background(number));
    writer.image(fmt::format("BG-20k/testval/h_{:08x}.jpg", number + 1),
                 FixtureWriter::background(number + 1));
  }
}

}  // namespace

Layout bg20k_layout() {
  Layout layout;
  layout.name = "bg20k";
  layout.title = "BG-20k";
  layout.summary = std::string("backgrounds: ") + kLookedFor;
  layout.obtain = "linked from github.com/JizhiziLi/GFM";
  layout.licence = "a release agreement of the authors', titled MIT";
  layout.counts = {{"full", 20000, 0}};
  layout.recognises = recognises;
  layout.contents = contents;
  layout.write_fixture = write_fixture;
  return layout;
}

}  // namespace mbench
