#include "datasets/layouts/ppm100.h"

#include <fmt/format.h>

#include "datasets/layouts/prepared_choice.h"
#include "datasets/prepared_folders.h"

namespace mbench {
namespace {

constexpr const char* kSplit = "test";
constexpr const char* kLookedFor = "image/ and matte/, both of JPEG files";
constexpr int kFirstPicture = 20'000;

const std::vector<PreparedVariant>& variants() {
  static const std::vector<PreparedVariant> list{
      {"root", {{kSplit, "image", "matte", {}}}},
      {"folder", {{kSplit, "PPM-100|PPM100/image", "PPM-100|PPM100/matte", {}}}}};
  return list;
}

bool recognises(const FileTree& tree) {
  const PreparedVariant* const variant = find_variant(tree, variants());
  if (variant == nullptr) return false;
  const PreparedSplit& split = variant->splits.front();
  return !tree.folder("trimap|trimaps") && all_jpeg(tree, tree.folder(split.images).value()) &&
         all_jpeg(tree, tree.folder(split.alphas).value());
}

DatasetContents contents(const FileTree& tree, const LayoutOptions& options) {
  const Layout layout = ppm100_layout();
  const PreparedVariant* const variant = find_variant(tree, variants());
  if (variant == nullptr) throw_not_there(tree, layout.title, kLookedFor);
  return prepared_contents(tree, *variant, layout, options);
}

void write_fixture(FixtureWriter& writer) {
  for (int i = 0; i < writer.samples(); ++i) {
    const FixturePicture picture = FixtureWriter::picture(kFirstPicture + i);
    const std::string stem = fmt::format("{}_portrait_b", 8'000'000 + i);
    writer.image(fmt::format("image/{}.jpg", stem), picture.composite);
    writer.alpha(fmt::format("matte/{}.jpg", stem), picture.alpha);
  }
}

}  // namespace

Layout ppm100_layout() {
  Layout layout;
  layout.name = "ppm100";
  layout.title = "PPM-100";
  layout.summary = fmt::format("100 natural portraits without trimaps: {}", kLookedFor);
  layout.obtain = "linked from github.com/ZHKKKe/PPM";
  layout.licence = "images Creative Commons, each its own (Flickr); mattes CC BY-NC-SA 4.0";
  layout.counts = {{kSplit, 100, 0}};
  layout.recognises = recognises;
  layout.contents = contents;
  layout.write_fixture = write_fixture;
  return layout;
}

}  // namespace mbench
