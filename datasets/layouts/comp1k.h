#pragma once

#include "datasets/layout.h"

namespace mbench {

/// Composition-1K, the Adobe image matting data set: splits "test", 50 foregrounds over 20
/// backgrounds each, and "train", 431 over 100.
///
/// As distributed, in `Combined_Dataset/{Test_set,Training_set}` or with one of these as the
/// root: composite STEM_j of foreground i has background 20·i + j (100·i + j) of the shipped
/// lists and trimap `trimaps/STEM_j`. Where it lies made in `merged`, that is its image; else it
/// has none, and a background file only if some folder of the root holds it.
///
/// As prepared by others, by name of the variant: gca, gca-readme, indexnet, mmagic,
/// huochaitiantang, sim (folders matched by stem); foamliu (names FG!BG!I!J); paddleseg (lists of
/// `fg bg trimap`); aematter's test (`image`, `trimap`, no ground truth). Where only foregrounds
/// with their alphas are there (aim, aematter, mam, sdmatte), they make up the split
/// "train-foregrounds": photographs, another task than the composites.
///
/// Without these folders' names it is recognised by stems that all end in a number.
Layout comp1k_layout();

}  // namespace mbench
