#include "benchmarks/datasets/full_refmatte.h"

#include "core/image_io.h"
#include "datasets/fixture_writer.h"

#include <fmt/format.h>

#include <fstream>

namespace mbench {
namespace {

struct Split {
  const char* name;
  int images;
  int masks;
};
constexpr Split kSplits[] = {{"train", 45000, 112506}, {"test", 2500, 6243}};

/// Plainly, as nothing of it is to last.
void write(const fs::path& path, const std::vector<unsigned char>& bytes) {
  std::ofstream(path.string(), std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

void write_split(const fs::path& root, const Split& split) {
  constexpr int kJpegQuality = 95;
  const FixturePicture picture = FixtureWriter::picture(1);
  const auto image = encode_jpeg(picture.composite.pixels(), kJpegQuality);
  const auto mask = encode_png(picture.alpha.pixels());
  fs::create_directories(root / split.name / "img");
  fs::create_directories(root / split.name / "mask");
  std::ofstream labels(
      (root / split.name / fmt::format("refmatte_{}_label.json", split.name)).string());
  const char* separator = "{";
  for (int i = 0; i < split.images; ++i) {
    const std::string name = fmt::format("rim_{}_{:08x}", split.name, i);
    write(root / split.name / "img" / (name + ".jpg"), image);
    // Spread evenly: two or three a picture.
    const auto masks_before = [&](std::int64_t images) {
      return static_cast<int>(images * split.masks / split.images);
    };
    const int count = masks_before(i + 1) - masks_before(i);
    for (int k = 1; k <= count; ++k) {
      write(root / split.name / "mask" / fmt::format("{}_{}.png", name, k), mask);
      labels << fmt::format(
          "{}\"{}_{}\":{{\"image_name\":\"{}\",\"expressions\":[\"the dog {}\",\"the brown dog "
          "with long hair\",\"the dog at the left of the picture\",\"the dog which is left of the "
          "flower {}\"]}}",
          separator, name, k, name, k, i);
      separator = ",\n";
    }
  }
  labels << "}\n";
}

}  // namespace

const fs::path& full_refmatte() {
  static const TemporaryFolder folder;
  static const bool written = [] {
    for (const Split& split : kSplits) write_split(folder.path() / "refmatte", split);
    return true;
  }();
  static const fs::path root = folder.path() / "refmatte";
  static_cast<void>(written);
  return root;
}

}  // namespace mbench
