#include "datasets/build_plan.h"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "core/error.h"
#include "datasets/build_folders.h"
#include "datasets/build_pairs.h"
#include "datasets/layouts/prepared_choice.h"
#include "datasets/name_list.h"
#include "synth/pairing.h"

namespace mbench {
namespace {

/// Where the files of a result lie, below its folder.
struct ResultFolders {
  std::string layout;
  std::string base;  ///< of lists and of the three below; with its '/', or empty
  std::string images = "merged";
  std::string alphas = "alpha_copy";
  std::string trimaps = "trimaps";
  bool an_alpha_each = true;  ///< or one for all composites of a foreground
};

/// In the way in which most programs that evaluate look for them.
ResultFolders folders_of(const Protocol& protocol, const std::string& split, bool is_whole) {
  ResultFolders folders;
  folders.layout = !is_whole ? "folder" : protocol.name == "d646" ? "d646" : "comp1k";
  if (split != "train") return folders;
  if (folders.layout == "d646") {
    folders.images = "Train/Image";
    folders.alphas = "Train/GT";
    folders.trimaps = "Train/trimaps";
    return folders;
  }
  if (folders.layout == "comp1k") folders.base = "Training_set/";
  folders.alphas = "alpha";
  folders.an_alpha_each = false;
  return folders;
}

/// A list's names, each with its file.
struct Listed {
  std::vector<std::string> stems;
  std::vector<fs::path> files;
};

Listed by_list(const NamedPictures& pictures, const char* what, const fs::path& list,
               const fs::path& folder) {
  const FileTree tree = tree_of_file(list);
  Listed listed;
  std::size_t missing = 0;
  std::string first;
  for (const std::string& name : read_name_list(tree, tree.files().front())) {
    const std::optional<fs::path> file = pictures.find(name);
    if (!file && missing++ == 0) first = name;
    listed.stems.push_back(stem_of_name(name));
    listed.files.push_back(file.value_or(fs::path()));
  }
  if (missing > 0) {
    throw DataError(
        fmt::format("{} names the {} {}, which {} does not hold{}", list.string(), what, first,
                    folder.string(), missing == 1 ? "" : fmt::format(", nor {} more", missing - 1)),
        fmt::format("complete the {}s, or name their folder", what));
  }
  if (listed.files.empty()) {
    throw DataError(fmt::format("{} names no {}", list.string(), what), "name one in each line");
  }
  return listed;
}

Listed by_folder(const NamedPictures& pictures) {
  Listed listed;
  for (const fs::path& file : pictures.files()) {
    listed.stems.push_back(file.stem().string());
    listed.files.push_back(file);
  }
  return listed;
}

/// Two pictures of one stem cannot be told apart by their composites' names.
void check_stems(const Listed& foregrounds) {
  std::map<std::string, const fs::path*> known;
  for (std::size_t i = 0; i < foregrounds.stems.size(); ++i) {
    const auto [other, is_new] = known.emplace(foregrounds.stems[i], &foregrounds.files[i]);
    if (is_new) continue;
    const bool same = *other->second == foregrounds.files[i];
    throw DataError(
        same ? fmt::format("the foreground {} is named twice", foregrounds.files[i].string())
             : fmt::format("two foregrounds have one name: {} and {}", other->second->string(),
                           foregrounds.files[i].string()),
        "composites are called after their foregrounds: leave one out, or rename it");
  }
}

std::string ending_of(const fs::path& file) { return file.extension().string(); }

/// Turns a request for PairingRule::in_order into a plan.
class Planner {
 public:
  Planner(const BuildRequest& request, const Protocol& protocol)
      : request_(request),
        protocol_(protocol),
        split_(protocol.split(request.split)),
        tree_(request.foregrounds),
        found_(find_foregrounds(tree_, split_.name, request.alphas, request.trimaps)) {
    plan_.protocol = &protocol;
    plan_.split = split_.name;
    plan_.foregrounds = request.foreground_origin;
    if (!protocol.needs_lists) plan_.backgrounds_each = request.count_per_foreground;
    is_whole_ = protocol.needs_lists && !request.foreground_origin &&
                (request.count_per_foreground == 0 ||
                 request.count_per_foreground == split_.backgrounds_each);
    folders_ = folders_of(protocol, split_.name, is_whole_);
    plan_.layout = folders_.layout;
    plan_.needs_sample_manifest = !is_whole_;
    add_notes(tree_, plan_);
  }

  CompositePlan plan() {
    const FileTree background_tree(request_.backgrounds);
    add_notes(background_tree, plan_);
    NamedPictures backgrounds("background");
    backgrounds.add_all(background_tree, real_path(request_.out).string());
    const auto foreground_list = list(request_.foreground_list, split_.foreground_list, nullptr);
    const auto background_list =
        list(request_.background_list, split_.background_list, &background_tree);
    const Listed front = foreground_list ? by_list(found_.foregrounds, "foreground",
                                                   *foreground_list, request_.foregrounds)
                                         : by_folder(found_.foregrounds);
    const Listed back =
        background_list ? by_list(backgrounds, "background", *background_list, request_.backgrounds)
                        : by_folder(backgrounds);
    check_stems(front);
    const std::vector<CompositePair> pairs =
        pairs_in_order(protocol_, split_, front.stems, back.stems, request_.count_per_foreground);
    if (protocol_.needs_lists && back.files.size() > pairs.back().background + 1 && is_whole_) {
      plan_.notes.push_back(fmt::format("{} names {} backgrounds, of which {} are used",
                                        background_list->string(), back.files.size(),
                                        pairs.back().background + 1));
    }
    for (const CompositePair& pair : pairs) {
      add(pair, front.stems[pair.foreground], front.files[pair.foreground],
          back.files[pair.background]);
    }
    check_missing();
    return std::move(plan_);
  }

 private:
  /// The list that the user named, else the one found near the pictures. None where the folders'
  /// order counts.
  std::optional<fs::path> list(const fs::path& named, const std::string& usual,
                               const FileTree* other_tree) {
    std::optional<fs::path> file;
    if (!named.empty()) file = fs::absolute(named);
    if (!file && !usual.empty()) file = find_list_near(tree_, usual);
    if (!file && !usual.empty() && other_tree != nullptr) {
      file = find_list_near(*other_tree, usual);
    }
    if (!file && protocol_.needs_lists) {
      throw DataError(fmt::format("protocol {} follows lists, and there is no {} in or near {}",
                                  protocol_.name, usual, request_.foregrounds.string()),
                      "name it after --fg-list or --bg-list; --protocol local goes without lists");
    }
    if (file) {
      plan_.lists.push_back({*file, is_whole_ ? folders_.base + usual : std::string()});
    }
    return file;
  }

  void add(const CompositePair& pair, const std::string& stem, const fs::path& foreground,
           const fs::path& background) {
    PlannedComposite one;
    one.name = pair.name;
    one.foreground = foreground;
    one.background = background;
    one.alpha = found_.alphas.find_stem(stem).value_or(fs::path());
    if (one.alpha.empty()) {
      without_alpha_.push_back(foreground.string());
      return;
    }
    one.image_file = fmt::format("{}{}/{}.png", folders_.base, folders_.images, pair.name);
    one.alpha_file = fmt::format("{}{}/{}{}", folders_.base, folders_.alphas,
                                 folders_.an_alpha_each ? pair.name : stem, ending_of(one.alpha));
    if (found_.has_trimaps) add_trimap(one, stem);
    plan_.composites.push_back(std::move(one));
  }

  void add_trimap(PlannedComposite& one, const std::string& stem) {
    std::optional<fs::path> trimap = found_.trimaps.find_stem(one.name);
    // Published ones differ from composite to composite of a foreground.
    if (!trimap && !protocol_.needs_lists) trimap = found_.trimaps.find_stem(stem);
    if (!trimap) {
      without_trimap_.push_back(one.name);
      return;
    }
    one.trimap = *trimap;
    one.trimap_file =
        fmt::format("{}{}/{}{}", folders_.base, folders_.trimaps, one.name, ending_of(*trimap));
  }

  void check_missing() {
    const auto more = [](const std::vector<std::string>& names) {
      return names.size() == 1 ? std::string()
                               : fmt::format(", nor have {} more", names.size() - 1);
    };
    if (!without_alpha_.empty()) {
      throw DataError(fmt::format("{} has no alpha of its name{}", without_alpha_.front(),
                                  more(without_alpha_)),
                      "complete the alphas, or name their folder after --alpha");
    }
    if (without_trimap_.empty()) return;
    const std::string lacking = fmt::format("the composite {} has no trimap of its name{}",
                                            without_trimap_.front(), more(without_trimap_));
    // A folder beside one's own foregrounds need not be meant for their composites.
    if (protocol_.needs_lists || !request_.trimaps.empty()) {
      throw DataError(lacking,
                      "complete the trimaps, or take their folder away: suites can make "
                      "trimaps by a recipe");
    }
    plan_.notes.push_back(lacking + "; no trimaps are copied");
    for (PlannedComposite& one : plan_.composites) {
      one.trimap.clear();
      one.trimap_file.clear();
    }
  }

  const BuildRequest& request_;
  const Protocol& protocol_;
  const ProtocolSplit& split_;
  FileTree tree_;
  SourceFolders found_;
  bool is_whole_ = false;
  ResultFolders folders_;
  CompositePlan plan_;
  std::vector<std::string> without_alpha_;
  std::vector<std::string> without_trimap_;
};

}  // namespace

void add_notes(const FileTree& tree, CompositePlan& plan) {
  for (const std::string& problem : tree.problems()) {
    plan.notes.push_back(fmt::format("{}: {}", tree.root().string(), problem));
  }
}

CompositePlan plan_composites(const BuildRequest& request) {
  const Protocol& protocol = find_protocol(request.protocol);
  if (protocol.pairing == PairingRule::listed) return plan_pairs(request, protocol);
  return Planner(request, protocol).plan();
}

}  // namespace mbench
