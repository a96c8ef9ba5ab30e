#include "datasets/layouts/comp1k_named.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include <fmt/format.h>

#include "datasets/layouts/background_finder.h"
#include "datasets/layouts/comp1k_variants.h"
#include "datasets/layouts/prepared_choice.h"

namespace mbench {
namespace {

struct FoamliuName {
  std::string foreground;
  std::string background;
  int number = 0;  ///< over all foregrounds, or of this one
};

std::optional<FoamliuName> parse_foamliu(std::string_view stem) {
  std::size_t marks[3] = {};
  std::size_t end = stem.size();
  for (std::size_t& mark : marks) {
    mark = end == 0 ? std::string_view::npos : stem.rfind('!', end - 1);
    if (mark == std::string_view::npos) return std::nullopt;
    end = mark;
  }
  const auto [last, middle, first] = marks;
  FoamliuName name;
  name.foreground = stem.substr(0, first);
  name.background = stem.substr(first + 1, middle - first - 1);
  const std::string_view number = stem.substr(last + 1);
  const auto parsed = std::from_chars(number.data(), number.data() + number.size(), name.number);
  const bool whole = parsed.ec == std::errc{} && parsed.ptr == number.data() + number.size();
  if (!whole || name.number < 0 || name.foreground.empty()) return std::nullopt;
  return name;
}

bool is_foamliu_name(std::string_view stem) { return parse_foamliu(stem).has_value(); }

/// One split in foamliu's folders.
struct FoamliuSplit {
  const char* split;
  std::string suffix;
  int backgrounds_each;
  bool has_trimaps;
};

const std::vector<FoamliuSplit>& foamliu_splits() {
  static const std::vector<FoamliuSplit> splits{{"train", "", 100, false},
                                                {"test", "_test", 20, true}};
  return splits;
}

constexpr const char* kFoamliuTrimaps[] = {
    "trimaps_test|trimap_test", "Combined_Dataset/Test_set/Adobe-licensed images/trimaps"};

PicturesByStem pictures_at(const FileTree& tree, const std::string& pattern,
                           DatasetContents& contents) {
  const auto folder = tree.folder(pattern);
  return folder ? pictures_by_stem(tree, *folder, contents.problems) : PicturesByStem{};
}

PicturesByStem foamliu_trimaps(const FileTree& tree, const std::string& base,
                               DatasetContents& contents) {
  for (const char* pattern : kFoamliuTrimaps) {
    const PicturesByStem trimaps = pictures_at(tree, below(base, pattern), contents);
    if (trimaps.empty()) continue;
    contents.trimap_source = "trimap";
    return trimaps;
  }
  return {};
}

/// Reads one split of foamliu's.
class FoamliuReader {
 public:
  FoamliuReader(const FileTree& tree, const std::string& base, const FoamliuSplit& split,
                const BackgroundFinder& backgrounds, DatasetContents& contents)
      : split_(split), backgrounds_(backgrounds), contents_(contents) {
    const auto folder = [&](const char* name) { return below(base, name + split_.suffix); };
    merged_ = pictures_at(tree, folder("merged"), contents);
    alphas_ = pictures_at(tree, folder("mask"), contents);
    foregrounds_ = pictures_at(tree, folder("fg"), contents);
    if (split_.has_trimaps && !merged_.empty()) trimaps_ = foamliu_trimaps(tree, base, contents);
  }

  void read() {
    for (const auto& [stem, image] : merged_) {
      const auto name = parse_foamliu(stem);
      if (!name) {
        problem(*image, "is not called FOREGROUND!BACKGROUND!I!J; it is left out");
      } else if (const TreeFile* const alpha = picture_of(alphas_, name->foreground)) {
        add(*name, *image, *alpha);
      } else {
        problem(*image, fmt::format("there is no alpha {} in mask{}; it is left out",
                                    name->foreground, split_.suffix));
      }
    }
  }

 private:
  void problem(const TreeFile& image, const std::string& what) {
    contents_.problems.push_back(fmt::format("{}: {}", image.path, what));
  }

  void add(const FoamliuName& name, const TreeFile& image, const TreeFile& alpha) {
    FoundSample sample;
    sample.name = fmt::format("{}_{}", name.foreground, name.number % split_.backgrounds_each);
    sample.split = split_.split;
    sample.image = image.path;
    sample.alpha = alpha.path;
    sample.foreground = name.foreground;
    sample.background = name.background;
    if (const auto* file = picture_of(foregrounds_, name.foreground)) {
      sample.foreground_file = file->path;
    }
    if (const auto* file = backgrounds_.find_stem(name.background)) {
      sample.background_file = file->path;
    }
    if (const auto* file = picture_of(trimaps_, sample.name)) {
      sample.trimap = file->path;
    } else if (!trimaps_.empty()) {
      problem(image, fmt::format("there is no trimap {}; add it", sample.name));
    }
    contents_.samples.push_back(std::move(sample));
  }

  const FoamliuSplit& split_;
  const BackgroundFinder& backgrounds_;
  DatasetContents& contents_;
  PicturesByStem merged_;
  PicturesByStem alphas_;
  PicturesByStem foregrounds_;
  PicturesByStem trimaps_;
};

bool has_alphas_beside(const FileTree& tree, const std::string& base) {
  return tree.folder(below(base, "alpha|alphas|alpha_copy|mask|masks|matte|mattes|gt")).has_value();
}

std::vector<std::string_view> stems_in(const FileTree& tree, const std::string& folder) {
  std::vector<std::string> problems;
  std::vector<std::string_view> stems;
  for (const auto& [stem, file] : pictures_by_stem(tree, folder, problems)) stems.push_back(stem);
  return stems;
}

}  // namespace

std::optional<std::string> find_foamliu(const FileTree& tree) {
  for (const std::string& base : comp1k_bases()) {
    for (const FoamliuSplit& split : foamliu_splits()) {
      const auto merged = tree.folder(below(base, "merged" + split.suffix));
      if (merged && every_stem(tree, *merged, is_foamliu_name)) return tree.folder(base);
    }
  }
  return std::nullopt;
}

DatasetContents foamliu_contents(const FileTree& tree, const std::string& base) {
  DatasetContents contents;
  contents.variant = "foamliu";
  const BackgroundFinder backgrounds(tree);
  for (const FoamliuSplit& split : foamliu_splits()) {
    FoamliuReader(tree, base, split, backgrounds, contents).read();
  }
  return contents;
}

std::optional<std::string> find_aematter(const FileTree& tree, bool whatever_lies_beside) {
  for (const std::string& base : comp1k_bases()) {
    const auto images = tree.folder(below(base, "image"));
    const auto trimaps = tree.folder(below(base, "trimap"));
    if (!images || !trimaps || !every_stem(tree, *images, ends_in_number)) continue;
    if (!whatever_lies_beside && has_alphas_beside(tree, base)) continue;
    if (stems_in(tree, *images) == stems_in(tree, *trimaps)) return tree.folder(base);
  }
  return std::nullopt;
}

DatasetContents aematter_contents(const FileTree& tree, const std::string& base) {
  DatasetContents contents;
  contents.variant = "aematter";
  contents.trimap_source = "trimap";
  const PicturesByStem trimaps = pictures_at(tree, below(base, "trimap"), contents);
  for (const auto& [stem, image] : pictures_at(tree, below(base, "image"), contents)) {
    FoundSample sample;
    sample.name = stem;
    sample.split = "test";
    sample.image = image->path;
    sample.foreground = without_number(stem);
    if (const auto* trimap = picture_of(trimaps, stem)) sample.trimap = trimap->path;
    contents.samples.push_back(std::move(sample));
  }
  const PreparedVariant* const training = find_variant(tree, comp1k_variants());
  if (training == nullptr || training->name != contents.variant) return contents;
  DatasetContents more = prepared_contents(tree, *training, "");
  std::move(more.samples.begin(), more.samples.end(), std::back_inserter(contents.samples));
  std::move(more.problems.begin(), more.problems.end(), std::back_inserter(contents.problems));
  return contents;
}

}  // namespace mbench
