#include "datasets/layouts/comp1k_variants.h"

#include <algorithm>

#include "datasets/layouts/prepared_choice.h"

namespace mbench {
namespace {

/// What makes a variant Composition-1K's own.
enum class Telling { folders, folders_with_trimaps, numbered_composites, nothing };

struct KnownVariant {
  PreparedVariant folders;
  Telling telling;
};

constexpr const char* kForegrounds = "train-foregrounds";

KnownVariant composites(const char* name, const std::string& images, const std::string& alphas,
                        const std::string& trimaps, Telling telling) {
  return {{name, {{"test", images, alphas, {{"trimap", trimaps}}, true}}}, telling};
}

KnownVariant in_one_folder(const char* name, const std::string& folder, Telling telling) {
  return composites(name, below(folder, "merged"), below(folder, "alpha_copy|alpha"),
                    below(folder, "trimaps|trimap"), telling);
}

KnownVariant foregrounds(const char* name, const std::string& images, const std::string& alphas,
                         Telling telling) {
  return {{name, {{kForegrounds, images, alphas, {}}}}, telling};
}

KnownVariant adobe_alphas(const std::string& set) {
  const std::string adobe = below(set, "Adobe-licensed images");
  return composites("mmagic", below(set, "merged"), below(adobe, "alpha"),
                    below(adobe, "trimaps|trimap"), Telling::folders);
}

KnownVariant huochaitiantang() {
  KnownVariant variant = composites("huochaitiantang", "Test_set/comp/image", "Test_set/comp/alpha",
                                    "Test_set/comp/trimap", Telling::folders);
  variant.folders.splits.push_back(
      {kForegrounds, "Training_set/all/fg", "Training_set/all/alpha", {}});
  return variant;
}

KnownVariant unified_maps(const std::string& folder) {
  return {{"aim",
           {{kForegrounds,
             below(folder, "fg"),
             below(folder, "mask"),
             {{"usr", below(folder, "usr")}}}}},
          Telling::folders_with_trimaps};
}

/// Relative to a base; of two that are there the first counts.
std::vector<KnownVariant> known_variants() {
  return {
      in_one_folder("gca", "Test_set/Adobe-licensed images", Telling::folders),
      in_one_folder("gca", "Adobe-licensed images", Telling::folders),
      adobe_alphas("Test_set"),
      adobe_alphas(""),
      in_one_folder("indexnet", "Test_set", Telling::numbered_composites),
      huochaitiantang(),
      // Read with either name, told by the singular: Transparent-460 has `Test/trimaps`.
      in_one_folder("gca-readme", "test", Telling::nothing),
      composites("gca-readme", "test/merged", "test/alpha_copy", "test/trimap",
                 Telling::numbered_composites),
      composites("gca", "merged", "alpha_copy", "trimaps|trimap", Telling::numbered_composites),
      composites("sim", "merged", "alpha", "trimap|trimaps", Telling::numbered_composites),
      composites("huochaitiantang", "comp/image", "comp/alpha", "comp/trimap",
                 Telling::numbered_composites),
      unified_maps("DIM/train"),
      unified_maps("train"),
      foregrounds("aematter", "adb/fg", "adb/alpha", Telling::folders),
      foregrounds("sdmatte", "combined_fg", "combined_alpha", Telling::folders),
      foregrounds("sdmatte", "Training_set/combined_fg", "Training_set/combined_alpha",
                  Telling::folders),
      foregrounds("mam", "fg", "alpha", Telling::nothing),
  };
}

std::vector<PreparedVariant> variants_told_by(Telling telling) {
  std::vector<PreparedVariant> wanted;
  for (KnownVariant& known : known_variants()) {
    if (known.telling == telling) wanted.push_back(std::move(known.folders));
  }
  return below_bases(wanted, comp1k_bases());
}

bool has_trimaps(const FileTree& tree, const PreparedVariant& variant) {
  const PreparedSplit& split = variant.splits.front();
  return is_there(tree, split) && tree.folder(split.trimaps.front().pattern);
}

bool has_numbered_composites(const FileTree& tree, const PreparedVariant& variant) {
  return has_trimaps(tree, variant) &&
         every_stem(tree, *tree.folder(variant.splits.front().images), ends_in_number);
}

bool any_of(const FileTree& tree, Telling telling,
            bool (*is_comp1k)(const FileTree&, const PreparedVariant&)) {
  const std::vector<PreparedVariant> variants = variants_told_by(telling);
  return std::any_of(variants.begin(), variants.end(),
                     [&](const PreparedVariant& variant) { return is_comp1k(tree, variant); });
}

}  // namespace

const std::vector<std::string>& comp1k_bases() {
  static const std::vector<std::string> bases = [] {
    const std::string own = "Composition-1k-testset|Composition-1K|adobe_composition-1k|Comp1k";
    const std::string outer = "data|dataset|datasets|AIM";
    return std::vector<std::string>{
        "", "Combined_Dataset", own, outer + "/" + own, outer + "/Combined_Dataset", outer};
  }();
  return bases;
}

const std::vector<PreparedVariant>& comp1k_variants() {
  static const std::vector<PreparedVariant> variants = [] {
    std::vector<PreparedVariant> all;
    for (KnownVariant& known : known_variants()) all.push_back(std::move(known.folders));
    return below_bases(all, comp1k_bases());
  }();
  return variants;
}

bool is_comp1k_prepared(const FileTree& tree) {
  for (const std::string base : {"Combined_Dataset", "AIM/Combined_Dataset"}) {
    if (tree.folder(base + "/fg") && tree.folder(base + "/alpha")) return true;
  }
  return find_variant(tree, variants_told_by(Telling::folders)) != nullptr ||
         any_of(tree, Telling::folders_with_trimaps, has_trimaps) ||
         any_of(tree, Telling::numbered_composites, has_numbered_composites);
}

}  // namespace mbench
