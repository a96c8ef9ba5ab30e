#include "datasets/layouts/rwp636.h"

#include <algorithm>

#include <fmt/format.h>
#include <opencv2/core.hpp>

#include "datasets/prepared_folders.h"

namespace mbench {
namespace {

constexpr const char* kSplit = "test";
constexpr const char* kSource = "detailmap";
constexpr const char* kSuffix = "_cloud_trimap";
constexpr const char* kLookedFor = "image/, alpha/ and detailmap/ with NAME_cloud_trimap.jpg";
constexpr int kFirstPicture = 21'000;

PreparedVariant variant_in(const std::string& name, const std::string& folder) {
  return {name,
          {{kSplit, folder + "image", folder + "alpha", {{kSource, folder + kSource, kSuffix}}}}};
}

const std::vector<PreparedVariant>& variants() {
  static const std::vector<PreparedVariant> list{
      variant_in("root", ""), variant_in("folder", "RealWorldPortrait-636|RWP-636|RWP636/")};
  return list;
}

bool recognises(const FileTree& tree) {
  const PreparedVariant* const variant = find_variant(tree, variants());
  return variant != nullptr && (variant->name == "folder" || tree.folder(kSource));
}

DatasetContents contents(const FileTree& tree, const LayoutOptions& options) {
  const Layout layout = rwp636_layout();
  const PreparedVariant* const variant = find_variant(tree, variants());
  if (variant == nullptr) throw_not_there(tree, layout.title, kLookedFor);
  return prepared_contents(tree, *variant, layout, options);
}

/// The trimap in blocks of JPEG's size: one that is not all known alike becomes unknown. A block
/// of one value outlives JPEG unchanged.
cv::Mat in_blocks(const Trimap& trimap) {
  constexpr int kBlock = 8;
  cv::Mat pixels = trimap.pixels().clone();
  for (int y = 0; y < pixels.rows; y += kBlock) {
    for (int x = 0; x < pixels.cols; x += kBlock) {
      cv::Mat block = pixels(
          cv::Rect(x, y, std::min(kBlock, pixels.cols - x), std::min(kBlock, pixels.rows - y)));
      const auto first = block.at<std::uint8_t>(0, 0);
      const bool even = cv::countNonZero(block == first) == block.rows * block.cols;
      block.setTo(cv::Scalar(even ? first : Trimap::kUnknown));
    }
  }
  return pixels;
}

void write_fixture(FixtureWriter& writer) {
  for (int i = 0; i < writer.samples(); ++i) {
    const FixturePicture picture = FixtureWriter::picture(kFirstPicture + i);
    const std::string stem = fmt::format("portrait-{:03}", i);
    writer.image(fmt::format("image/{}.jpg", stem), picture.composite);
    writer.alpha(fmt::format("alpha/{}.png", stem), picture.alpha);
    writer.alpha(fmt::format("{}/{}{}.jpg", kSource, stem, kSuffix),
                 Alpha(in_blocks(picture.trimap)));
  }
}

}  // namespace

Layout rwp636_layout() {
  Layout layout;
  layout.name = "rwp636";
  layout.title = "RealWorldPortrait-636";
  layout.summary = fmt::format("636 natural portraits: {}", kLookedFor);
  layout.obtain = "linked from github.com/yucornetto/MGMatting";
  layout.licence = "not stated where it is linked; ask its authors";
  layout.trimap_sources = {kSource};
  layout.counts = {{kSplit, 636, 0}};
  layout.recognises = recognises;
  layout.contents = contents;
  layout.write_fixture = write_fixture;
  return layout;
}

}  // namespace mbench
