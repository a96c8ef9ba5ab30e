#include "datasets/layouts/comp1k_paddleseg.h"

#include <map>
#include <set>

#include <fmt/format.h>

#include "datasets/layouts/comp1k_variants.h"
#include "datasets/layouts/prepared_choice.h"
#include "datasets/name_list.h"

namespace mbench {
namespace {

struct PaddleSplit {
  const char* split;
  const char* folder;
};

constexpr PaddleSplit kSplits[] = {{"train", "train"}, {"test", "val"}};

const TreeFile* list_of(const FileTree& tree, const std::string& base, const PaddleSplit& split) {
  const bool there = tree.folder(below(base, std::string(split.folder) + "/fg")) &&
                     tree.folder(below(base, std::string(split.folder) + "/alpha"));
  return there ? tree.file(below(base, std::string(split.folder) + ".txt")) : nullptr;
}

/// Reads one list. Folders are listed once, however many lines name them.
class Reader {
 public:
  Reader(const FileTree& tree, const std::string& base, const PaddleSplit& split,
         const TreeFile& list, DatasetContents& contents)
      : tree_(tree), base_(base), split_(split), list_(list), contents_(contents) {}

  void read() {
    constexpr std::size_t kMostNames = 3;
    contents_.lists.push_back(list_.path);
    for (const ListLine& line : read_list(tree_, list_, at_bars_tabs_or_blanks)) {
      if (line.names.size() > kMostNames) {
        throw_bad_line(tree_, list_, line.number, "more than foreground, background and trimap");
      }
      add(line);
    }
  }

 private:
  void problem(const ListLine& line, const std::string& name, const std::string& outcome) {
    contents_.problems.push_back(
        fmt::format("{}: line {}: {} is not there; {}", list_.path, line.number, name, outcome));
  }

  /// The picture of a name, below the base or in the folder where it should be.
  const TreeFile* picture(const std::string& name, const std::string& usual_folder) {
    const std::size_t slash = name.rfind('/');
    const std::string folder = slash == std::string::npos ? usual_folder : name.substr(0, slash);
    const auto [place, is_new] = folders_.try_emplace(folder);
    if (is_new) {
      const auto found = tree_.folder(below(base_, folder));
      if (found) place->second = pictures_by_stem(tree_, *found, contents_.problems);
    }
    return picture_of(place->second, stem_of_name(name));
  }

  /// "train/alpha" for the foregrounds of "train/fg".
  std::string alpha_folder(const std::string& foreground) const {
    constexpr std::string_view kInner = "/fg/";
    const std::size_t inner = foreground.rfind(kInner);
    if (inner == std::string::npos) return std::string(split_.folder) + "/alpha";
    return foreground.substr(0, inner) + "/alpha";
  }

  void add(const ListLine& line) {
    const std::string folder = split_.folder;
    const std::string& name = line.names.front();
    const std::string stem = stem_of_name(name);
    const TreeFile* const foreground = picture(name, folder + "/fg");
    const TreeFile* const alpha = picture(stem, alpha_folder(name));
    if (foreground == nullptr) return problem(line, name, "its line is left out");
    if (alpha == nullptr) return problem(line, "the alpha of " + name, "its line is left out");
    FoundSample sample;
    sample.split = split_.split;
    sample.alpha = alpha->path;
    sample.foreground = stem;
    sample.name = stem;
    if (line.names.size() == 1) {
      sample.image = foreground->path;
    } else {
      sample.foreground_file = foreground->path;
      sample.background = stem_of_name(line.names[1]);
      sample.name = fmt::format("{}_{}", stem, composites_[stem]++);
      if (const auto* file = picture(line.names[1], "bg")) {
        sample.background_file = file->path;
      } else {
        problem(line, line.names[1], "add it, or the composite cannot be made");
      }
    }
    if (line.names.size() == 3) add_trimap(line, sample);
    if (!names_.insert(sample.name).second) {
      contents_.problems.push_back(fmt::format("{}: line {}: a second {}; its line is left out",
                                               list_.path, line.number, sample.name));
      return;
    }
    contents_.samples.push_back(std::move(sample));
  }

  void add_trimap(const ListLine& line, FoundSample& sample) {
    const std::string& name = line.names[2];
    const std::string stem = stem_of_name(name);
    if (without_number(stem) == sample.foreground && stem != sample.foreground) sample.name = stem;
    const TreeFile* const trimap = picture(name, std::string(split_.folder) + "/trimap");
    if (trimap == nullptr) return problem(line, name, "add it");
    sample.trimap = trimap->path;
    contents_.trimap_source = "trimap";
  }

  const FileTree& tree_;
  const std::string& base_;
  const PaddleSplit& split_;
  const TreeFile& list_;
  DatasetContents& contents_;
  std::map<std::string, PicturesByStem> folders_;
  std::map<std::string, int> composites_;
  std::set<std::string> names_;
};

}  // namespace

std::optional<std::string> find_paddleseg(const FileTree& tree) {
  for (const std::string& base : comp1k_bases()) {
    for (const PaddleSplit& split : kSplits) {
      if (list_of(tree, base, split) != nullptr) return tree.folder(base);
    }
  }
  return std::nullopt;
}

DatasetContents paddleseg_contents(const FileTree& tree, const std::string& base) {
  DatasetContents contents;
  contents.variant = "paddleseg";
  for (const PaddleSplit& split : kSplits) {
    if (const TreeFile* const list = list_of(tree, base, split)) {
      Reader(tree, base, split, *list, contents).read();
    }
  }
  return contents;
}

}  // namespace mbench
