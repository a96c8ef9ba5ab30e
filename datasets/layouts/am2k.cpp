#include "datasets/layouts/am2k.h"

#include <fmt/format.h>

#include "datasets/layouts/prepared_choice.h"
#include "datasets/prepared_folders.h"

namespace mbench {
namespace {

constexpr const char* kTrain = "train";
constexpr const char* kValidation = "validation";
constexpr const char* kLookedFor =
    "train/{original, mask} and validation/{original, mask, trimap}, or AM-200/{original, mask, "
    "trimap}";
constexpr int kFirstPicture = 13'000;

PreparedSplit validation_in(const std::string& folder) {
  return {kValidation, folder + "original", folder + "mask", {{"trimap", folder + "trimap"}}};
}

PreparedVariant both_in(const std::string& name, const std::string& folder) {
  return {name,
          {{kTrain, folder + "train/original", folder + "train/mask", {}},
           validation_in(folder + "validation/")}};
}

const std::vector<PreparedVariant>& variants() {
  static const std::vector<PreparedVariant> list{
      both_in("root", ""),
      both_in("folder", "AM-2k|AM2k/"),
      {"validation-folder", {validation_in("AM-200|AM-2k|AM2k/")}},
      {"validation", {validation_in("")}},
  };
  return list;
}

/// m_0a1b2c3d
bool is_animal_name(std::string_view stem) {
  constexpr std::size_t kLength = 10;
  return stem.size() == kLength && stem.starts_with("m_") &&
         stem.find_first_not_of("0123456789abcdef", 2) == std::string_view::npos;
}

bool recognises(const FileTree& tree) {
  const PreparedVariant* const variant = find_variant(tree, variants());
  if (variant == nullptr) return false;
  if (variant->name != "validation") return true;
  // Other data sets have these three folders too.
  return every_stem(tree, tree.folder(variant->splits.front().images).value(), is_animal_name);
}

DatasetContents contents(const FileTree& tree, const LayoutOptions& options) {
  const Layout layout = am2k_layout();
  const PreparedVariant* const variant = find_variant(tree, variants());
  if (variant == nullptr) throw_not_there(tree, layout.title, kLookedFor);
  return prepared_contents(tree, *variant, layout, options);
}

void write_fixture(FixtureWriter& writer) {
  for (int i = 0; i < 2 * writer.samples(); ++i) {
    const bool trains = i < writer.samples();
    const std::string split = trains ? kTrain : kValidation;
    const FixturePicture picture = FixtureWriter::picture(kFirstPicture + i);
    const std::string stem = fmt::format("m_{:08x}", kFirstPicture + i);
    writer.image(fmt::format("{}/original/{}.jpg", split, stem), picture.composite);
    writer.alpha(fmt::format("{}/mask/{}.png", split, stem), picture.alpha);
    if (!trains) writer.trimap(fmt::format("{}/trimap/{}.png", split, stem), picture.trimap);
  }
}

}  // namespace

Layout am2k_layout() {
  Layout layout;
  layout.name = "am2k";
  layout.title = "AM-2k";
  layout.summary = fmt::format("2,000 natural images of animals: {}", kLookedFor);
  layout.obtain = "linked from github.com/JizhiziLi/GFM";
  layout.licence = "a release agreement of the authors', titled MIT";
  layout.trimap_sources = {"trimap"};
  layout.counts = {{kTrain, 1800, 0}, {kValidation, 200, 0}};
  layout.recognises = recognises;
  layout.contents = contents;
  layout.write_fixture = write_fixture;
  return layout;
}

}  // namespace mbench
