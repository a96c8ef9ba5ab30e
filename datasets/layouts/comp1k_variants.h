#pragma once

#include "datasets/file_tree.h"
#include "datasets/prepared_folders.h"

#include <string>
#include <vector>

namespace mbench {

/// The folder that Composition-1K's folders may lie in, as patterns: the root itself,
/// `Combined_Dataset`, `Composition-1K` and what others call it, `data`.
const std::vector<std::string>& comp1k_bases();

/// The ways in which Composition-1K is prepared whose pictures are matched by stem alone. Split
/// "train-foregrounds" holds foregrounds as they are, without a background.
const std::vector<PreparedVariant>& comp1k_variants();

/// Whether one of comp1k_variants() is there that no other data set shares: by the names of its
/// folders, or by these and stems that all end in a number.
bool is_comp1k_prepared(const FileTree& tree);

}  // namespace mbench
