#include "datasets/build_pairs.h"

#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "core/error.h"
#include "datasets/build_folders.h"
#include "datasets/layouts/prepared_choice.h"
#include "datasets/name_list.h"
#include "datasets/named_pictures.h"
#include "synth/pairing.h"

namespace mbench {
namespace {

/// The pictures of one class.
struct ClassFolders {
  NamedPictures foregrounds{"foreground"};
  NamedPictures alphas{"alpha"};
};

class PairPlanner {
 public:
  PairPlanner(const BuildRequest& request, const Protocol& protocol)
      : request_(request),
        protocol_(protocol),
        split_(protocol.split(request.split)),
        tree_(request.foregrounds) {
    if (!request.alphas.empty() || !request.trimaps.empty() || !request.background_list.empty() ||
        request.count_per_foreground != 0) {
      throw UsageError(
          fmt::format("protocol {} takes neither --alpha, --trimaps, --bg-list nor "
                      "--count-per-foreground",
                      protocol.name),
          "its one list, after --fg-list, names the pairs, and each class holds fg and alpha");
    }
    plan_.protocol = &protocol;
    plan_.split = split_.name;
    plan_.foregrounds = request.foreground_origin;
    plan_.layout = protocol.name;
    add_notes(tree_, plan_);
  }

  CompositePlan plan() {
    const FileTree background_tree(request_.backgrounds);
    add_notes(background_tree, plan_);
    backgrounds_.add_all(background_tree, real_path(request_.out).string());
    const fs::path list = list_file();
    plan_.lists.push_back({list, split_.foreground_list});
    const FileTree list_tree = tree_of_file(list);
    for (const ListLine& line : read_list(list_tree, list_tree.files().front(), at_colons)) {
      if (line.names.size() != 3) {
        throw_bad_line(list_tree, list_tree.files().front(), line.number,
                       "is not class:foreground:background");
      }
      add(line);
    }
    check(list);
    return std::move(plan_);
  }

 private:
  fs::path list_file() const {
    if (!request_.foreground_list.empty()) return fs::absolute(request_.foreground_list);
    if (const auto found = find_list_near(tree_, split_.foreground_list)) return *found;
    throw DataError(
        fmt::format("protocol {} follows a list, and there is no {} in or near {}", protocol_.name,
                    split_.foreground_list, request_.foregrounds.string()),
        "name it after --fg-list");
  }

  const ClassFolders& folders_of(const std::string& name) {
    const auto [place, is_new] = classes_.try_emplace(name);
    if (!is_new) return place->second;
    for (const char* base : {"", "SIMD"}) {
      const auto folder = tree_.folder(below(below(base, name), kForegroundNames));
      if (!folder) continue;
      place->second.foregrounds.add_folder(tree_, *folder);
      if (const auto alphas = tree_.folder(below(below(base, name), kAlphaNames))) {
        place->second.alphas.add_folder(tree_, *alphas);
      }
      break;
    }
    return place->second;
  }

  void add(const ListLine& line) {
    const std::string& category = line.names[0];
    const ClassFolders& folders = folders_of(category);
    const std::string stem = stem_of_name(line.names[1]);
    const auto foreground = folders.foregrounds.find(line.names[1]);
    const auto alpha = folders.alphas.find_stem(stem);
    const auto background = backgrounds_.find(line.names[2]);
    if (!foreground || !alpha || !background) {
      const char* const lacking = !foreground ? "foreground" : !alpha ? "alpha" : "background";
      missing_.push_back(
          fmt::format("line {}: the {} of {}", line.number, lacking, fmt::join(line.names, ":")));
      return;
    }
    PlannedComposite one;
    one.name = composite_name(split_.naming, stem, stem_of_name(line.names[2]), 0, 0);
    one.foreground = *foreground;
    one.alpha = *alpha;
    one.background = *background;
    one.category = category;
    one.image_file = fmt::format("{}/merged/{}.png", category, one.name);
    one.alpha_file = fmt::format("{}/alpha/{}.png", category, one.name);
    one.trimap_file = fmt::format("{}/trimap/{}.png", category, one.name);
    if (!images_.insert(one.image_file).second) {
      throw DataError(fmt::format("two composites would be called {}, the second by line {}",
                                  one.image_file, line.number),
                      "name each pair once");
    }
    plan_.composites.push_back(std::move(one));
  }

  void check(const fs::path& list) const {
    if (!missing_.empty()) {
      throw DataError(
          fmt::format(
              "{}: {} is not there{}", list.string(), missing_.front(),
              missing_.size() == 1 ? "" : fmt::format(", nor {} more", missing_.size() - 1)),
          fmt::format("looked in <class>/fg and <class>/alpha of {} and in {}; parts of SIMD come "
                      "with Composition-1K",
                      request_.foregrounds.string(), request_.backgrounds.string()));
    }
    if (plan_.composites.empty()) {
      throw DataError(fmt::format("{} names no pair", list.string()),
                      "its lines are class:foreground:background");
    }
  }

  const BuildRequest& request_;
  const Protocol& protocol_;
  const ProtocolSplit& split_;
  FileTree tree_;
  NamedPictures backgrounds_{"background"};
  std::map<std::string, ClassFolders> classes_;
  std::set<std::string> images_;
  std::vector<std::string> missing_;
  CompositePlan plan_;
};

}  // namespace

CompositePlan plan_pairs(const BuildRequest& request, const Protocol& protocol) {
  return PairPlanner(request, protocol).plan();
}

}  // namespace mbench
