#include "datasets/build_folders.h"

#include <vector>

#include <fmt/format.h>

#include "core/error.h"
#include "datasets/layouts/prepared_choice.h"
#include "datasets/name_list.h"
#include "datasets/sample_facts.h"

namespace mbench {
namespace {

/// Patterns of folders that belong together.
struct Trio {
  std::string foregrounds;
  std::string alphas;
  std::string trimaps;
};

/// Groups of which the first that is there counts, with all of its trios.
std::vector<std::vector<Trio>> groups_of(const std::string& base) {
  const auto trio = [&](const std::string& folder) {
    const std::string inner = below(base, folder);
    return Trio{below(inner, kForegroundNames), below(inner, kAlphaNames),
                below(inner, kTrimapNames)};
  };
  return {{trio("Adobe-licensed images"), trio("Other")}, {trio("all")}, {trio("")}};
}

std::vector<std::string> bases_of(std::string_view split) {
  if (split == "train") {
    return {"", "Training_set", "Combined_Dataset/Training_set", "Train_ori", "Train"};
  }
  return {"", "Test_set", "Combined_Dataset/Test_set", "Test_ori", "Test"};
}

bool add_trio(const FileTree& tree, const Trio& trio, SourceFolders& found) {
  const auto foregrounds = tree.folder(trio.foregrounds);
  if (!foregrounds) return false;
  found.foregrounds.add_folder(tree, *foregrounds);
  if (const auto alphas = tree.folder(trio.alphas)) found.alphas.add_folder(tree, *alphas);
  if (const auto trimaps = tree.folder(trio.trimaps)) {
    found.trimaps.add_folder(tree, *trimaps);
    found.has_trimaps = true;
  }
  return true;
}

SourceFolders in_tree(const FileTree& tree, std::string_view split) {
  SourceFolders found;
  for (const std::string& base : bases_of(split)) {
    for (const std::vector<Trio>& group : groups_of(base)) {
      bool any = false;
      for (const Trio& trio : group) any = add_trio(tree, trio, found) || any;
      if (any) return found;
    }
  }
  found.foregrounds.add_folder(tree, "");
  return found;
}

NamedPictures pictures_in(const char* what, const fs::path& folder) {
  NamedPictures pictures(what);
  pictures.add_folder(FileTree(folder), "");
  return pictures;
}

}  // namespace

SourceFolders find_foregrounds(const FileTree& tree, std::string_view split, const fs::path& alphas,
                               const fs::path& trimaps) {
  SourceFolders found = in_tree(tree, split);
  if (!alphas.empty()) found.alphas = pictures_in("alpha", alphas);
  if (!trimaps.empty()) {
    found.trimaps = pictures_in("trimap", trimaps);
    found.has_trimaps = true;
  }
  const std::string root = tree.root().string();
  if (found.foregrounds.files().empty()) {
    throw DataError(fmt::format("{} holds no foregrounds", root),
                    fmt::format("looked for pictures in it, in {}, and in Adobe-licensed images/fg "
                                "and Other/fg, also below {}",
                                kForegroundNames, fmt::join(bases_of(split), " ")));
  }
  if (found.alphas.files().empty()) {
    throw DataError(
        fmt::format("there are no alphas for the foregrounds of {}",
                    alphas.empty() ? root : fmt::format("{} in {}", root, alphas.string())),
        "name their folder after --alpha, or let the folder hold fg and alpha");
  }
  return found;
}

std::optional<fs::path> find_list_near(const FileTree& tree, const std::string& name) {
  if (const TreeFile* const list = find_list(tree, name)) return tree.absolute(list->path);
  fs::path folder = tree.root();
  for (int up = 0; up < 2 && folder.has_parent_path(); ++up) {
    folder = folder.parent_path();
    boost::system::error_code error;
    if (fs::is_regular_file(folder / name, error)) return folder / name;
  }
  return std::nullopt;
}

FileTree tree_of_file(const fs::path& file) {
  const FileStamp stamp = file_stamp(file);
  const fs::path whole = fs::absolute(file);
  return FileTree(whole.parent_path(),
                  {{whole.filename().string(), stamp.bytes, stamp.modified_ns}});
}

}  // namespace mbench
