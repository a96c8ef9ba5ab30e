#include "datasets/layouts/him2k.h"

#include <array>

#include <fmt/format.h>

#include "datasets/layouts/entity_fixture.h"
#include "datasets/prepared_folders.h"

namespace mbench {
namespace {

constexpr std::array<const char*, 2> kSplits{"comp", "natural"};
constexpr std::array<const char*, 2> kFolders{"", "HIM2K|HIM-2K/"};
constexpr const char* kLookedFor =
    "images/{comp,natural}/NAME.jpg and alphas/{comp,natural}/NAME/00.png, 01.png, ...";
constexpr int kFirstPicture = 23'000;

struct InstanceSplit {
  std::string split;
  std::string images;
  std::string alphas;  ///< holds a folder per image
};

/// The splits that are there, in the root or in the set's own folder.
std::vector<InstanceSplit> splits_of(const FileTree& tree) {
  for (const std::string folder : kFolders) {
    std::vector<InstanceSplit> found;
    for (const char* split : kSplits) {
      const auto images = tree.folder(fmt::format("{}images/{}", folder, split));
      const auto alphas = tree.folder(fmt::format("{}alphas/{}", folder, split));
      if (images && alphas) found.push_back({split, *images, *alphas});
    }
    if (!found.empty()) return found;
  }
  return {};
}

bool recognises(const FileTree& tree) { return !splits_of(tree).empty(); }

bool is_number(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

FoundSample sample_of_instance(const std::string& split, const TreeFile& image,
                               const TreeFile& alpha) {
  FoundSample sample;
  sample.name = fmt::format("{}_{}", image.stem(), alpha.stem());
  sample.split = split;
  sample.image = image.path;
  sample.alpha = alpha.path;
  sample.foreground = image.stem();
  sample.entity = alpha.stem();
  return sample;
}

void add_split(const FileTree& tree, const InstanceSplit& split, DatasetContents& contents) {
  std::vector<std::string>& problems = contents.problems;
  const PicturesByStem images = pictures_by_stem(tree, split.images, problems);
  for (const auto& [stem, image] : images) {
    const std::string folder = fmt::format("{}/{}", split.alphas, stem);
    const PicturesByStem alphas = pictures_by_stem(tree, folder, problems);
    if (alphas.empty()) {
      problems.push_back(
          fmt::format("{}: there are no alphas in {}; it is left out", image->path, folder));
    }
    for (const auto& [number, alpha] : alphas) {
      if (is_number(number)) {
        contents.samples.push_back(sample_of_instance(split.split, *image, *alpha));
      } else {
        problems.push_back(fmt::format("{}: its name is no number; it is left out", alpha->path));
      }
    }
  }
  for (const std::string& name : tree.folders_in(split.alphas)) {
    if (picture_of(images, name) != nullptr) continue;
    problems.push_back(fmt::format("{}/{}: these alphas have no image in {}; they are left out",
                                   split.alphas, name, split.images));
  }
}

DatasetContents contents(const FileTree& tree, const LayoutOptions& options) {
  const Layout layout = him2k_layout();
  chosen_trimap(layout, options);
  const std::vector<InstanceSplit> splits = splits_of(tree);
  if (splits.empty()) throw_not_there(tree, layout.title, kLookedFor);
  DatasetContents found;
  found.variant =
      splits.front().images.find('/') == splits.front().images.rfind('/') ? "root" : "folder";
  for (const InstanceSplit& split : splits) add_split(tree, split, found);
  return found;
}

void write_fixture(FixtureWriter& writer) {
  int number = kFirstPicture;
  for (const char* split : kSplits) {
    for (int i = 0; i < writer.samples(); ++i, ++number) {
      const EntityPicture picture = entity_picture(number, entities_on(i));
      const std::string stem = fmt::format("group-{:05}", number);
      writer.image(fmt::format("images/{}/{}.jpg", split, stem), picture.image);
      for (std::size_t entity = 0; entity < picture.alphas.size(); ++entity) {
        writer.alpha(fmt::format("alphas/{}/{}/{:02}.png", split, stem, entity),
                     picture.alphas[entity]);
      }
    }
  }
}

}  // namespace

Layout him2k_layout() {
  Layout layout;
  layout.name = "him2k";
  layout.title = "HIM2K";
  layout.summary = fmt::format("2,000 images of several people: {}", kLookedFor);
  layout.obtain =
      "linked from github.com/nowsyn/InstMatt; HIM2K_M-HIM2K.zip of chuonghm/MaGGIe-HIM on "
      "Hugging Face holds it too";
  layout.licence = "CC BY-NC 4.0 as the copy on Hugging Face states";
  layout.recognises = recognises;
  layout.contents = contents;
  layout.write_fixture = write_fixture;
  return layout;
}

}  // namespace mbench
