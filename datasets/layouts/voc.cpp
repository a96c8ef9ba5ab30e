#include "datasets/layouts/voc.h"

#include <algorithm>

#include <fmt/format.h>

#include "datasets/layouts/background_folders.h"
#include "datasets/layouts/prepared_choice.h"
#include "datasets/prepared_folders.h"

namespace mbench {
namespace {

constexpr const char* kLookedFor = "VOCdevkit/VOC20xx/JPEGImages";
constexpr int kFirstPicture = 27'000;

/// "voc2012"
bool is_year(const std::string& name) {
  constexpr std::string_view kPrefix = "voc20";
  return name.size() == kPrefix.size() + 2 && name.starts_with(kPrefix) &&
         name.find_first_not_of("0123456789", kPrefix.size()) == std::string::npos;
}

std::vector<BackgroundFolder> folders_of(const FileTree& tree) {
  std::vector<BackgroundFolder> years = background_folders(tree, {"VOCdevkit", ""}, is_year);
  std::vector<BackgroundFolder> found;
  for (BackgroundFolder& year : years) {
    if (auto folder = tree.folder(below(year.folder, "JPEGImages"))) {
      found.push_back({year.split, std::move(*folder)});
    }
  }
  if (!found.empty()) return found;
  return background_folders(tree, {""},
                            [](const std::string& name) { return name == "jpegimages"; });
}

bool recognises(const FileTree& tree) { return !folders_of(tree).empty(); }

DatasetContents contents(const FileTree& tree, const LayoutOptions& options) {
  const Layout layout = voc_layout();
  chosen_trimap(layout, options);
  const std::vector<BackgroundFolder> folders = folders_of(tree);
  if (folders.empty()) throw_not_there(tree, layout.title, kLookedFor);
  DatasetContents found = background_contents(tree, folders);
  found.variant = "distributed";
  return found;
}

void write_fixture(FixtureWriter& writer) {
  for (int i = 0; i < writer.samples(); ++i) {
    writer.image(fmt::format("VOCdevkit/VOC2012/JPEGImages/2007_{:06}.jpg", i),
                 FixtureWriter::background(kFirstPicture + i));
  }
}

}  // namespace

Layout voc_layout() {
  Layout layout;
  layout.name = "voc";
  layout.title = "PASCAL VOC";
  layout.summary = std::string("backgrounds: ") + kLookedFor;
  layout.obtain = "host.robots.ox.ac.uk/pascal/VOC: VOCtrainval_11-May-2012.tar";
  layout.licence = "photographs from Flickr under its terms of use";
  layout.recognises = recognises;
  layout.contents = contents;
  layout.write_fixture = write_fixture;
  return layout;
}

}  // namespace mbench
