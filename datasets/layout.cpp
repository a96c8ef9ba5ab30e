#include "datasets/layout.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.h"
#include "core/nearest_names.h"
#include "datasets/demo_layout.h"
#include "datasets/folder_layout.h"

namespace mbench {
namespace {

/// The folders directly in `root`, for an error message.
std::string found_folders(const fs::path& root) {
  std::vector<std::string> names;
  boost::system::error_code error;
  for (fs::directory_iterator entry(root, error), end; !error && entry != end;
       entry.increment(error)) {
    if (fs::is_directory(entry->path(), error)) names.push_back(entry->path().filename().string());
  }
  if (names.empty()) return "no folder";
  std::sort(names.begin(), names.end());
  constexpr std::size_t kShown = 12;
  const std::size_t hidden = names.size() > kShown ? names.size() - kShown : 0;
  names.resize(names.size() - hidden);
  std::string text = fmt::format("{}/", fmt::join(names, "/, "));
  if (hidden > 0) text += fmt::format(" and {} more", hidden);
  return text;
}

}  // namespace

const std::vector<Layout>& layouts() {
  static const std::vector<Layout> list{
      demo_layout(),
      folder_layout(),
  };
  return list;
}

const Layout& find_layout(std::string_view name) {
  std::vector<std::string> names;
  for (const Layout& layout : layouts()) {
    if (layout.name == name) return layout;
    names.push_back(layout.name);
  }
  throw UsageError(fmt::format("there is no layout named '{}'", name), did_you_mean(name, names));
}

const Layout& recognise_layout(const fs::path& root) {
  boost::system::error_code error;
  if (!fs::is_directory(root, error)) {
    throw DataError(fmt::format("{} is not a folder", root.string()),
                    "name the folder that holds the data set");
  }
  std::string looked_for;
  for (const Layout& layout : layouts()) {
    if (layout.recognises(root)) return layout;
    looked_for += fmt::format("\n  {}: {}", layout.name, layout.summary);
  }
  throw DataError(
      fmt::format("{} has the structure of no known data set: found {}, looked for", root.string(),
                  found_folders(root)) +
          looked_for,
      "name the folder that directly holds the image folder, or rename the folders in it");
}

}  // namespace mbench
