#include "datasets/layouts/uhr395.h"

#include <algorithm>

#include <fmt/format.h>

#include "datasets/layouts/prepared_choice.h"
#include "datasets/prepared_folders.h"

namespace mbench {
namespace {

constexpr const char* kLookedFor =
    "UHRIM/Test/{merged,alpha_copy,trimaps} with .jpg and .jpeg in merged";
constexpr int kFirstPicture = 23'000;

/// Root last: there the folders alone say little.
const std::vector<PreparedVariant>& variants() {
  static const std::vector<PreparedVariant> list = below_bases(
      {{"released", {{"test", "merged", "alpha_copy", {{"trimap", "trimaps|trimap"}}, true}}}},
      {"UHRIM|UHR-395|UHR395/Test", "UHRIM|UHR-395|UHR395", "Test", ""});
  return list;
}

bool recognises(const FileTree& tree) {
  return std::any_of(variants().begin(), variants().end(), [&](const PreparedVariant& variant) {
    const PreparedSplit& split = variant.splits.front();
    if (!is_there(tree, split) || !tree.folder(split.trimaps.front().pattern)) return false;
    const std::string merged = tree.folder(split.images).value();
    if (!all_jpeg(tree, merged)) return false;
    return &variant != &variants().back() || every_stem(tree, merged, ends_in_number);
  });
}

DatasetContents contents(const FileTree& tree, const LayoutOptions& options) {
  const Layout layout = uhr395_layout();
  const PreparedVariant* const variant = find_variant(tree, variants());
  if (variant == nullptr) throw_not_there(tree, layout.title, kLookedFor);
  return prepared_contents(tree, *variant, layout, options);
}

void write_fixture(FixtureWriter& writer) {
  for (int i = 0; i < writer.samples(); ++i) {
    const FixturePicture picture = FixtureWriter::picture(kFirstPicture + i);
    const std::string stem = fmt::format("fern-{:03}_0", i);
    const char* const ending = i % 2 == 0 ? "jpg" : "jpeg";
    writer.image(fmt::format("UHRIM/Test/merged/{}.{}", stem, ending), picture.composite);
    writer.alpha(fmt::format("UHRIM/Test/alpha_copy/{}.png", stem), picture.alpha);
    writer.trimap(fmt::format("UHRIM/Test/trimaps/{}.png", stem), picture.trimap);
  }
}

}  // namespace

Layout uhr395_layout() {
  Layout layout;
  layout.name = "uhr395";
  layout.title = "UHR-395";
  layout.summary = std::string("ultra high resolution: ") + kLookedFor;
  layout.obtain = "Hugging Face dafbgd/UHRIM, linked from github.com/linyiheng123/MEMatte";
  layout.licence = "not stated";
  layout.trimap_sources = {"trimap"};
  layout.counts = {{"test", 1000, 40}};
  layout.recognises = recognises;
  layout.contents = contents;
  layout.write_fixture = write_fixture;
  return layout;
}

}  // namespace mbench
