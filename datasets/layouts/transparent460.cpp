#include "datasets/layouts/transparent460.h"

#include <fmt/format.h>

#include "datasets/layouts/prepared_choice.h"
#include "datasets/prepared_folders.h"

namespace mbench {
namespace {

constexpr const char* kLookedFor =
    "Test/{merged,alpha_copy,trimaps}, {composited_images,alpha_copy,trimap_copy} or "
    "Train|Test/{fg,alpha}";
constexpr int kFirstPicture = 22'000;

PreparedSplit composites(const std::string& images, const std::string& alphas,
                         const std::string& trimaps) {
  return {"test", images, alphas, {{"trimap", trimaps}}, true};
}

PreparedSplit photographs(const char* split, const std::string& set) {
  return {split, set + "/fg", set + "/alpha", {{"trimap", set + "/trimap|trimaps"}}};
}

PreparedVariant with_training(const char* name, const PreparedSplit& test) {
  return {name, {test, photographs("train-foregrounds", "Train")}};
}

const std::vector<std::string>& bases() {
  static const std::vector<std::string> list{"", "Transparent-460|Transparent460"};
  return list;
}

/// The one with photographs alone last: they count only where there are no composites.
const std::vector<PreparedVariant>& variants() {
  static const std::vector<PreparedVariant> list = below_bases(
      {with_training("merged",
                     composites("Test/merged", "Test/alpha_copy|alpha", "Test/trimaps|trimap")),
       with_training("copies",
                     composites("Test/composited_images", "Test/alpha_copy", "Test/trimap_copy")),
       with_training("copies", composites("composited_images", "alpha_copy", "trimap_copy")),
       with_training("photographs", photographs("test-foregrounds", "Test"))},
      bases());
  return list;
}

/// The first variant with a test set, else the first of which anything is there.
const PreparedVariant* chosen_variant(const FileTree& tree) {
  for (const PreparedVariant& variant : variants()) {
    if (is_there(tree, variant.splits.front())) return &variant;
  }
  for (const PreparedVariant& variant : variants()) {
    if (variant.name == "photographs" && is_there(tree, variant.splits.back())) return &variant;
  }
  return nullptr;
}

bool recognises(const FileTree& tree) {
  for (const std::string& base : bases()) {
    const auto there = [&](const char* folder) { return tree.folder(below(base, folder)); };
    if (there("Test/merged") && there("Test/alpha_copy") && there("Test/trimaps")) return true;
    if (there("Test/fg") && there("Test/alpha")) return true;
    if (there("Test/composited_images") && there("Test/alpha_copy")) return true;
    const auto images = there("composited_images");
    if (images && there("alpha_copy") && there("trimap_copy") &&
        every_stem(tree, *images, ends_in_number)) {
      return true;
    }
  }
  return false;
}

DatasetContents contents(const FileTree& tree, const LayoutOptions& options) {
  const Layout layout = transparent460_layout();
  const PreparedVariant* const variant = chosen_variant(tree);
  if (variant == nullptr) throw_not_there(tree, layout.title, kLookedFor);
  return prepared_contents(tree, *variant, layout, options);
}

void write_fixture(FixtureWriter& writer) {
  for (int i = 0; i < writer.samples(); ++i) {
    const FixturePicture picture = FixtureWriter::picture(kFirstPicture + i);
    const std::string name = fmt::format("glass-{:03}_0.png", i);
    writer.image("Test/merged/" + name, picture.composite);
    writer.alpha("Test/alpha_copy/" + name, picture.alpha);
    writer.trimap("Test/trimaps/" + name, picture.trimap);
  }
}

}  // namespace

Layout transparent460_layout() {
  Layout layout;
  layout.name = "transparent460";
  layout.title = "Transparent-460";
  layout.summary = std::string("transparent objects: ") + kLookedFor;
  layout.obtain = "Google Drive, linked from github.com/AceCHQ/TransMatting";
  layout.licence = "the authors' agreement: not commercial, no redistribution";
  layout.trimap_sources = {"trimap"};
  layout.counts = {
      {"test", 1000, 50}, {"train-foregrounds", 410, 410}, {"test-foregrounds", 50, 50}};
  layout.recognises = recognises;
  layout.contents = contents;
  layout.write_fixture = write_fixture;
  return layout;
}

}  // namespace mbench
