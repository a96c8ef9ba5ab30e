#include "datasets/layouts/listed_composites.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "datasets/name_list.h"

namespace mbench {
namespace {

/// Pictures that the lists are to account for.
struct Expected {
  PicturesByStem pictures;
  std::set<const TreeFile*> used;

  const TreeFile* take(std::string_view stem) {
    const TreeFile* const found = picture_of(pictures, stem);
    if (found != nullptr) used.insert(found);
    return found;
  }
};

class Reader {
 public:
  Reader(const FileTree& tree, const BackgroundFinder& backgrounds, const ListedComposites& listed,
         DatasetContents& contents)
      : backgrounds_(backgrounds),
        listed_(listed),
        contents_(contents),
        foreground_names_(read_name_list(tree, *listed.foreground_list)),
        background_names_(read_name_list(tree, *listed.background_list)) {
    std::vector<std::string>& problems = contents.problems;
    foregrounds_ = pictures_in_folders(tree, listed.foregrounds, problems);
    alphas_ = pictures_in_folders(tree, listed.alphas, problems);
    if (listed.merged) merged_.pictures = pictures_by_stem(tree, *listed.merged, problems);
    if (listed.trimaps) trimaps_.pictures = pictures_by_stem(tree, *listed.trimaps, problems);
  }

  void read() {
    contents_.lists.push_back(listed_.foreground_list->path);
    contents_.lists.push_back(listed_.background_list->path);
    check_lengths();
    std::set<std::string> stems;
    for (std::size_t i = 0; i < foreground_names_.size(); ++i) {
      const std::string stem = stem_of_name(foreground_names_[i]);
      if (stems.insert(stem).second) {
        add_foreground(static_cast<int>(i), stem);
      } else {
        problem("{}: {} is named twice; the second is left out", listed_.foreground_list->path,
                foreground_names_[i]);
      }
    }
    tell_unlisted(merged_);
    tell_unlisted(trimaps_);
  }

 private:
  template <typename... Parts>
  void problem(fmt::format_string<Parts...> text, Parts&&... parts) {
    contents_.problems.push_back(fmt::format(text, std::forward<Parts>(parts)...));
  }

  void check_lengths() {
    const std::size_t needed =
        foreground_names_.size() * static_cast<std::size_t>(listed_.backgrounds_each);
    if (background_names_.size() == needed) return;
    problem("{}: {} names, but the {} foregrounds of {} need {}; put the published lists there",
            listed_.background_list->path, background_names_.size(), foreground_names_.size(),
            listed_.foreground_list->path, needed);
  }

  void add_foreground(int i, const std::string& stem) {
    const TreeFile* const foreground = picture_of(foregrounds_, stem);
    int without_alpha = 0;
    int without_image = 0;
    int not_made = 0;
    for (int j = 0; j < listed_.backgrounds_each; ++j) {
      FoundSample sample = composite(i, j, stem);
      const TreeFile* alpha = picture_of(alphas_, sample.name);
      if (alpha == nullptr) alpha = picture_of(alphas_, stem);
      if (foreground != nullptr) sample.foreground_file = foreground->path;
      const bool can_be_made = foreground != nullptr && !sample.background.empty();
      if (alpha == nullptr) {
        ++without_alpha;
      } else if (sample.image.empty() && !can_be_made) {
        ++without_image;
      } else {
        not_made += listed_.merged && sample.image.empty() ? 1 : 0;
        sample.alpha = alpha->path;
        contents_.samples.push_back(std::move(sample));
      }
    }
    const std::string& name = foreground_names_[static_cast<std::size_t>(i)];
    tell_missing(name, "alpha", listed_.alphas, without_alpha);
    tell_missing(name, "foreground with a background", listed_.foregrounds, without_image);
    if (not_made > 0) {
      problem("{}: {} of the {} composites of {} are not there; add them, or take all away",
              *listed_.merged, not_made, listed_.backgrounds_each, name);
    }
  }

  FoundSample composite(int i, int j, const std::string& stem) {
    const int running = i * listed_.backgrounds_each + j;
    FoundSample sample;
    sample.name = listed_.name(stem, running, j);
    sample.split = listed_.split;
    sample.protocol = listed_.protocol;
    sample.foreground = stem;
    const auto place = static_cast<std::size_t>(running);
    if (place < background_names_.size()) {
      sample.background = stem_of_name(background_names_[place]);
      const TreeFile* file = backgrounds_.find(background_names_[place]);
      if (file == nullptr) file = backgrounds_.find_stem(sample.name);
      if (file != nullptr) sample.background_file = file->path;
    }
    if (const TreeFile* const merged = merged_.take(sample.name)) sample.image = merged->path;
    if (const TreeFile* const trimap = trimaps_.take(sample.name)) {
      sample.trimap = trimap->path;
    } else if (listed_.trimaps) {
      problem("{}: there is no trimap {}; add it", *listed_.trimaps, sample.name);
    }
    return sample;
  }

  void tell_missing(const std::string& name, const char* part,
                    const std::vector<std::string>& folders, int composites) {
    if (composites == 0) return;
    problem(
        "{}: {} has no {} in {}; {} composites are left out", listed_.foreground_list->path, name,
        part,
        folders.empty() ? std::string("any folder") : fmt::format("{}", fmt::join(folders, ", ")),
        composites);
  }

  void tell_unlisted(const Expected& expected) {
    for (const auto& [stem, file] : expected.pictures) {
      if (expected.used.count(file) != 0) continue;
      problem("{}: {} does not ask for it; take it away", file->path,
              listed_.foreground_list->path);
    }
  }

  const BackgroundFinder& backgrounds_;
  const ListedComposites& listed_;
  DatasetContents& contents_;
  std::vector<std::string> foreground_names_;
  std::vector<std::string> background_names_;
  PicturesByStem foregrounds_;
  PicturesByStem alphas_;
  Expected merged_;
  Expected trimaps_;
};

}  // namespace

std::string name_with_own_number(std::string_view foreground, int, int j) {
  return fmt::format("{}_{}", foreground, j);
}

void add_listed_composites(const FileTree& tree, const BackgroundFinder& backgrounds,
                           const ListedComposites& listed, DatasetContents& contents) {
  Reader(tree, backgrounds, listed, contents).read();
}

PicturesByStem pictures_in_folders(const FileTree& tree, const std::vector<std::string>& folders,
                                   std::vector<std::string>& problems) {
  PicturesByStem all;
  for (const std::string& folder : folders) {
    const PicturesByStem pictures = pictures_by_stem(tree, folder, problems);
    all.insert(all.end(), pictures.begin(), pictures.end());
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  const auto last = std::unique(all.begin(), all.end(), [&](const auto& a, const auto& b) {
    if (a.first != b.first) return false;
    problems.push_back(fmt::format("{}: {} has the same name; remove or rename one of them",
                                   b.second->path, a.second->path));
    return true;
  });
  all.erase(last, all.end());
  return all;
}

}  // namespace mbench
