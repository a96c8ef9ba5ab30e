#pragma once

#include "datasets/dataset_contents.h"
#include "datasets/file_tree.h"

#include <optional>
#include <string>

namespace mbench {

/// The folder that `merged` and `merged_test` lie in, if all pictures in one of them are called
/// FOREGROUND!BACKGROUND!I!J: the way of foamliu's Deep-Image-Matting-PyTorch.
std::optional<std::string> find_foamliu(const FileTree& tree);

/// The composites of `merged_test` (split test) and `merged` (train). They have their alphas in
/// `mask_test` and `mask` and are called FOREGROUND_J as elsewhere; the trimaps of the test set are
/// where the distribution has them.
DatasetContents foamliu_contents(const FileTree& tree, const std::string& base);

/// The folder that `image` and `trimap` lie in, if both hold the same stems, all with a number:
/// the way of AEMatter's test. A folder of alphas beside them makes it something else, unless
/// `whatever_lies_beside`: AEMatter writes its predictions to `alpha`.
std::optional<std::string> find_aematter(const FileTree& tree, bool whatever_lies_beside);

/// The composites of `image` with their trimaps, without ground truth (split test), and the
/// foregrounds of `adb` where they are there (split train-foregrounds).
DatasetContents aematter_contents(const FileTree& tree, const std::string& base);

}  // namespace mbench
