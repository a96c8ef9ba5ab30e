#include "datasets/layouts/prepared_choice.h"

#include <fmt/format.h>

#include "core/error.h"

namespace mbench {

std::string below(std::string_view base, std::string_view pattern) {
  if (base.empty() || pattern.empty()) return fmt::format("{}{}", base, pattern);
  return fmt::format("{}/{}", base, pattern);
}

std::vector<PreparedVariant> below_bases(const std::vector<PreparedVariant>& variants,
                                         const std::vector<std::string>& bases) {
  std::vector<PreparedVariant> all;
  for (const std::string& base : bases) {
    for (PreparedVariant variant : variants) {
      for (PreparedSplit& split : variant.splits) {
        split.images = below(base, split.images);
        split.alphas = below(base, split.alphas);
        for (TrimapFolder& trimaps : split.trimaps) trimaps.pattern = below(base, trimaps.pattern);
      }
      all.push_back(std::move(variant));
    }
  }
  return all;
}

void check_trimap_taken(const Layout& layout, const LayoutOptions& options,
                        const std::string& taken) {
  if (options.trimap.empty() || chosen_trimap(layout, options) == taken) return;
  throw UsageError(
      fmt::format("this folder of {} has no trimaps '{}'", layout.title, options.trimap),
      "leave --trimap out, or add the folder of these trimaps");
}

bool every_stem(const FileTree& tree, std::string_view folder,
                bool (*is_wanted)(std::string_view)) {
  bool any = false;
  for (const TreeFile& file : tree.in(folder)) {
    if (!is_picture_name(file.name())) continue;
    if (!is_wanted(file.stem())) return false;
    any = true;
  }
  return any;
}

bool ends_in_number(std::string_view stem) { return without_number(stem) != stem; }

bool is_test_number(std::string_view stem) {
  return ends_in_number(stem) && without_number(stem) == "test";
}

bool all_jpeg(const FileTree& tree, std::string_view folder) {
  bool any = false;
  for (const TreeFile& file : tree.in(folder)) {
    if (!is_picture_name(file.name())) continue;
    const std::string ending = folded_name(file.extension());
    if (ending != ".jpg" && ending != ".jpeg") return false;
    any = true;
  }
  return any;
}

}  // namespace mbench
