#include "datasets/layouts/p3m10k.h"

#include <algorithm>

#include <fmt/format.h>

#include "datasets/prepared_folders.h"

namespace mbench {
namespace {

constexpr const char* kTrain = "train";
constexpr const char* kBlurred = "p3m-500-p";
constexpr const char* kPlain = "p3m-500-np";
constexpr const char* kLookedFor =
    "train/{blurred_image, mask}, P3M-500-P/{blurred_image, mask, trimap} and "
    "P3M-500-NP/{original_image, mask, trimap}, the latter two also in validation/";
constexpr int kFirstPicture = 16'000;

PreparedVariant variant_in(const std::string& name, const std::string& folder,
                           const std::string& validation) {
  const std::string train = folder + "train/";
  const std::string blurred = folder + validation + "P3M-500-P/";
  const std::string plain = folder + validation + "P3M-500-NP/";
  return {
      name,
      {{kTrain, train + "blurred_image", train + "mask", {}},
       {kBlurred, blurred + "blurred_image", blurred + "mask", {{"trimap", blurred + "trimap"}}},
       {kPlain, plain + "original_image", plain + "mask", {{"trimap", plain + "trimap"}}}}};
}

const std::vector<PreparedVariant>& variants() {
  static const std::vector<PreparedVariant> list{
      variant_in("published", "", "validation/"),
      variant_in("flat", "", ""),
      variant_in("published-folder", "P3M-10k|P3M10k/", "validation/"),
      variant_in("flat-folder", "P3M-10k|P3M10k/", ""),
  };
  return list;
}

/// The variant of which most is there, as `train` alone belongs to two; null if nothing is.
const PreparedVariant* variant_of(const FileTree& tree) {
  const auto splits_there = [&](const PreparedVariant& variant) {
    return std::count_if(variant.splits.begin(), variant.splits.end(),
                         [&](const PreparedSplit& split) { return is_there(tree, split); });
  };
  const auto most = std::max_element(
      variants().begin(), variants().end(),
      [&](const auto& a, const auto& b) { return splits_there(a) < splits_there(b); });
  return splits_there(*most) == 0 ? nullptr : &*most;
}

bool recognises(const FileTree& tree) { return variant_of(tree) != nullptr; }

DatasetContents contents(const FileTree& tree, const LayoutOptions& options) {
  const Layout layout = p3m10k_layout();
  const PreparedVariant* const variant = variant_of(tree);
  if (variant == nullptr) throw_not_there(tree, layout.title, kLookedFor);
  return prepared_contents(tree, *variant, layout, options);
}

void write_split(FixtureWriter& writer, const std::string& folder, const std::string& images,
                 int first_picture, bool with_trimaps) {
  for (int i = 0; i < writer.samples(); ++i) {
    const FixturePicture picture = FixtureWriter::picture(first_picture + i);
    const std::string stem = fmt::format("p_{:08x}", first_picture + i);
    writer.image(fmt::format("{}/{}/{}.jpg", folder, images, stem), picture.composite);
    writer.alpha(fmt::format("{}/mask/{}.png", folder, stem), picture.alpha);
    if (with_trimaps) writer.trimap(fmt::format("{}/trimap/{}.png", folder, stem), picture.trimap);
  }
}

void write_fixture(FixtureWriter& writer) {
  const int samples = writer.samples();
  write_split(writer, "train", "blurred_image", kFirstPicture, false);
  write_split(writer, "validation/P3M-500-P", "blurred_image", kFirstPicture + samples, true);
  write_split(writer, "validation/P3M-500-NP", "original_image", kFirstPicture + 2 * samples, true);
}

}  // namespace

Layout p3m10k_layout() {
  Layout layout;
  layout.name = "p3m10k";
  layout.title = "P3M-10k";
  layout.summary = fmt::format("10,421 natural portraits: {}", kLookedFor);
  layout.obtain = "linked from github.com/JizhiziLi/P3M";
  layout.licence = "a release agreement of the authors', titled MIT";
  layout.trimap_sources = {"trimap"};
  layout.counts = {{kTrain, 9421, 0}, {kBlurred, 500, 0}, {kPlain, 500, 0}};
  layout.recognises = recognises;
  layout.contents = contents;
  layout.write_fixture = write_fixture;
  return layout;
}

}  // namespace mbench
