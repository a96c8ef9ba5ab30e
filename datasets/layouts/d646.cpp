#include "datasets/layouts/d646.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include <fmt/format.h>

#include "datasets/layouts/listed_composites.h"
#include "datasets/layouts/prepared_choice.h"
#include "datasets/name_list.h"
#include "synth/composite.h"

namespace mbench {
namespace {

constexpr const char* kLookedFor =
    "Train_ori|Test_ori/{Fg_images,Alpha_matte}, {FG,GT}, Test/{Image,GT} or merged/ and "
    "alpha_copy/ with names test_0 to test_999";
constexpr int kTestBackgrounds = 20;
constexpr int kFirstPicture = 24'000;

/// What is where for one split.
struct KnownSplit {
  const char* split;
  const char* foreground_list;
  const char* background_list;
  int backgrounds_each;
  std::string (*name)(std::string_view foreground, int running, int j);
  std::vector<PreparedSplit> made;
  std::vector<PreparedSplit> foregrounds;
};

PreparedSplit folders(const char* split, const char* images, const char* alphas,
                      const char* trimaps) {
  return {split, images, alphas, {{"trimap", trimaps}}};
}

std::string test_name(std::string_view foreground, int running, int) {
  return fmt::format("{}_{}", foreground.substr(0, foreground.find('_')), running);
}

std::string train_name(std::string_view foreground, int running, int) {
  return fmt::format("{}_{}", foreground, running);
}

KnownSplit test_split() {
  return {"test",
          "fg_test.txt",
          "bg_test.txt",
          kTestBackgrounds,
          test_name,
          {folders("test", "Test/Image", "Test/GT", "Test/trimaps|trimap"),
           folders("test", "Test/merged", "Test/alpha_copy", "Test/trimaps|trimap"),
           folders("test", "merged", "alpha_copy", "trimaps|trimap")},
          {folders("test-foregrounds", "Test_ori/Fg_images", "Test_ori/Alpha_matte",
                   "Test_ori/trimaps"),
           folders("test-foregrounds", "Test/FG", "Test/GT", "Test/trimaps|trimap")}};
}

KnownSplit train_split() {
  return {"train",
          "fg_train.txt",
          "bg_train.txt",
          80,
          train_name,
          {folders("train", "Train/Image", "Train/GT", "Train/trimaps|trimap")},
          {folders("train-foregrounds", "Train_ori/Fg_images", "Train_ori/Alpha_matte",
                   "Train_ori/trimaps"),
           folders("train-foregrounds", "Train/FG", "Train/GT", "Train/trimaps|trimap"),
           folders("train-foregrounds", "FG", "GT", "trimaps|trimap")}};
}

std::optional<PreparedSplit> first_there(const FileTree& tree,
                                         const std::vector<PreparedSplit>& splits) {
  const std::vector<PreparedVariant> variants =
      below_bases({{"", splits}}, {"", "Distinctions-646|Distinctions646|D646"});
  for (const PreparedVariant& variant : variants) {
    for (const PreparedSplit& split : variant.splits) {
      if (is_there(tree, split)) return split;
    }
  }
  return std::nullopt;
}

std::optional<ListedComposites> find_listed(const FileTree& tree, const KnownSplit& known,
                                            const PreparedSplit& foregrounds) {
  ListedComposites listed;
  listed.split = known.split;
  listed.foreground_list = find_list(tree, known.foreground_list);
  listed.background_list = find_list(tree, known.background_list);
  if (listed.foreground_list == nullptr || listed.background_list == nullptr) return std::nullopt;
  listed.backgrounds_each = known.backgrounds_each;
  listed.protocol = "d646";
  listed.foregrounds = {tree.folder(foregrounds.images).value()};
  listed.alphas = {tree.folder(foregrounds.alphas).value()};
  listed.name = known.name;
  return listed;
}

/// "13(2).png_81", as the authors' script calls a composite of 13(2).png.
std::string made_foreground(const std::string& name) { return stem_of_name(without_number(name)); }

int number_of(std::string_view name) {
  int number = 0;
  const std::size_t begin = name.rfind('_') + 1;
  std::from_chars(name.data() + begin, name.data() + name.size(), number);
  return number;
}

/// The foreground and background that a made composite's running number stands for.
void add_pairing(const FileTree& tree, const BackgroundFinder& backgrounds,
                 DatasetContents& contents) {
  std::vector<std::string> names;
  if (const TreeFile* const list = find_list(tree, "bg_test.txt")) {
    names = read_name_list(tree, *list);
    contents.lists.push_back(list->path);
  }
  for (FoundSample& sample : contents.samples) {
    if (sample.split == "train") sample.foreground = made_foreground(sample.name);
    if (sample.split != "test" || !is_test_number(sample.name)) continue;
    const int number = number_of(sample.name);
    sample.foreground = fmt::format("test_{}", number / kTestBackgrounds);
    const auto place = static_cast<std::size_t>(number);
    if (place >= names.size()) continue;
    sample.background = stem_of_name(names[place]);
    if (const auto* file = backgrounds.find(names[place])) sample.background_file = file->path;
  }
}

bool holds_named_composites(const FileTree& tree) {
  const KnownSplit test = test_split();
  const std::vector<PreparedSplit>& made = test.made;
  return std::any_of(made.begin(), made.end(), [&](const PreparedSplit& one) {
    const auto split = first_there(tree, {one});
    return split && every_stem(tree, *tree.folder(split->images), is_test_number);
  });
}

bool recognises(const FileTree& tree) {
  if (holds_named_composites(tree)) return true;
  const auto test = first_there(tree, test_split().foregrounds);
  const auto train = first_there(tree, train_split().foregrounds);
  const auto is_told = [&](const std::optional<PreparedSplit>& split) {
    if (!split) return false;
    // Anybody's folder may hold images with GT and FG beside them.
    return split->images != "FG" ||
           !tree.folder("images|image|img|imgs|merged|original|composited_images");
  };
  return is_told(test) || is_told(train);
}

/// What is there: folders matched by stem, and composites that lists tell of.
struct Parts {
  PreparedVariant prepared{"foregrounds", {}};
  DatasetContents listed;
};

Parts find_parts(const FileTree& tree, const BackgroundFinder& backgrounds) {
  Parts parts;
  for (const KnownSplit& known : {test_split(), train_split()}) {
    const auto made = first_there(tree, known.made);
    const auto foregrounds = first_there(tree, known.foregrounds);
    if (made) {
      parts.prepared.splits.push_back(*made);
      parts.prepared.name = made->images.ends_with("merged") ? "merged" : "generated";
    } else if (foregrounds) {
      if (const auto lists = find_listed(tree, known, *foregrounds)) {
        add_listed_composites(tree, backgrounds, *lists, parts.listed);
      } else {
        parts.prepared.splits.push_back(*foregrounds);
      }
    }
  }
  return parts;
}

DatasetContents contents(const FileTree& tree, const LayoutOptions& options) {
  const Layout layout = d646_layout();
  const BackgroundFinder backgrounds(tree);
  auto [prepared, listed] = find_parts(tree, backgrounds);
  if (prepared.splits.empty()) {
    if (listed.lists.empty()) throw_not_there(tree, layout.title, kLookedFor);
    check_trimap_taken(layout, options, "");
    listed.variant = "listed";
    return listed;
  }
  DatasetContents found = prepared_contents(tree, prepared, layout, options);
  add_pairing(tree, backgrounds, found);
  std::move(listed.samples.begin(), listed.samples.end(), std::back_inserter(found.samples));
  std::move(listed.problems.begin(), listed.problems.end(), std::back_inserter(found.problems));
  std::move(listed.lists.begin(), listed.lists.end(), std::back_inserter(found.lists));
  return found;
}

void write_fixture(FixtureWriter& writer) {
  for (int i = 0; i < writer.samples(); ++i) {
    const FixturePicture picture = FixtureWriter::picture(kFirstPicture + i / kTestBackgrounds);
    const Image background = FixtureWriter::background(kFirstPicture + i, picture.alpha.size());
    const std::string name = fmt::format("test_{}.png", i);
    writer.image("Test/Image/" + name,
                 composite_dim(picture.foreground, picture.alpha, background));
    writer.alpha("Test/GT/" + name, picture.alpha);
    writer.image("Test/FG/" + name, picture.foreground);
    writer.image("Test/BG/" + name, background);
  }
}

}  // namespace

Layout d646_layout() {
  Layout layout;
  layout.name = "d646";
  layout.title = "Distinctions-646";
  layout.summary = kLookedFor;
  layout.obtain = "Google Drive, linked from github.com/yuhaoliu7456/CVPR2020-HAttMatting";
  layout.licence = "not commercial";
  layout.trimap_sources = {"trimap"};
  layout.counts = {{"test", 1000, 50}, {"train", 47680, 596}};
  layout.lists = {
      {"fg_test.txt", "23c5a29d51854c59fcc1201fdc5dec1264b6936e27234e8b4e8d2ba1ef423170"},
      {"bg_test.txt", "742acac45a78b9c9310f7dabea1e3d8624f7b4569adc32a333bcd024ea5e1d63"},
      {"fg_train.txt", "90558d96abcee75c5375f59b95fc11de66f5fecf4205439de94da007c4ff87f6"},
      {"bg_train.txt", "5a98091a777131d278715a2a92b809301aabef2f5d7a062268647387083cc5ef"}};
  layout.recognises = recognises;
  layout.contents = contents;
  layout.write_fixture = write_fixture;
  return layout;
}

}  // namespace mbench
