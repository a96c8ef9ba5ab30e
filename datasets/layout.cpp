#include "datasets/layout.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.h"
#include "core/nearest_names.h"
#include "datasets/demo_layout.h"
#include "datasets/folder_layout.h"
#include "datasets/layouts/aim500.h"
#include "datasets/layouts/am2k.h"
#include "datasets/layouts/bg20k.h"
#include "datasets/layouts/coco.h"
#include "datasets/layouts/comp1k.h"
#include "datasets/layouts/d646.h"
#include "datasets/layouts/him2k.h"
#include "datasets/layouts/p3m10k.h"
#include "datasets/layouts/ppm100.h"
#include "datasets/layouts/refmatte.h"
#include "datasets/layouts/refmatte_rw100.h"
#include "datasets/layouts/rwp636.h"
#include "datasets/layouts/simd.h"
#include "datasets/layouts/transparent460.h"
#include "datasets/layouts/uhr395.h"
#include "datasets/layouts/voc.h"

namespace mbench {
namespace {

/// The folders directly in the root, for an error message.
std::string found_folders(const FileTree& tree) {
  constexpr std::size_t kShown = 12;
  std::vector<std::string> names = tree.folders_in("");
  if (names.empty()) return "no folder that holds files";
  const std::size_t hidden = names.size() > kShown ? names.size() - kShown : 0;
  names.resize(names.size() - hidden);
  std::string text = fmt::format("{}/", fmt::join(names, "/, "));
  if (hidden > 0) text += fmt::format(" and {} more", hidden);
  return text;
}

}  // namespace

const std::vector<Layout>& layouts() {
  static const std::vector<Layout> list{
      demo_layout(),   refmatte_layout(),       refmatte_rw100_layout(), him2k_layout(),
      p3m10k_layout(), rwp636_layout(),         aim500_layout(),         am2k_layout(),
      ppm100_layout(), simd_layout(),           d646_layout(),           uhr395_layout(),
      comp1k_layout(), transparent460_layout(), bg20k_layout(),          voc_layout(),
      coco_layout(),   folder_layout(),
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

const Layout& recognise_layout(const FileTree& tree) {
  std::string looked_for;
  for (const Layout& layout : layouts()) {
    if (layout.recognises(tree)) return layout;
    looked_for += fmt::format("\n  {}: {}", layout.name, layout.summary);
  }
  throw DataError(fmt::format("{} has the structure of no known data set: found {}, looked for{}",
                              tree.root().string(), found_folders(tree), looked_for),
                  "name the folder that directly holds the image folder, rename the folders in it, "
                  "or say --layout");
}

std::string chosen_trimap(const Layout& layout, const LayoutOptions& options) {
  if (options.trimap.empty()) {
    return layout.trimap_sources.empty() ? std::string{} : layout.trimap_sources.front();
  }
  for (const std::string& source : layout.trimap_sources) {
    if (source == options.trimap) return source;
  }
  throw UsageError(fmt::format("{} has no trimaps named '{}'", layout.title, options.trimap),
                   layout.trimap_sources.empty()
                       ? std::string("it ships none")
                       : fmt::format("it has {}", fmt::join(layout.trimap_sources, " and ")));
}

}  // namespace mbench
