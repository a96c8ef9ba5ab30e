#pragma once

#include "datasets/layout.h"
#include "tests/datasets/tiny_dataset.h"

#include <string>
#include <vector>

namespace mbench {

/// A tree of files that are nowhere, for what is told from names alone.
FileTree tree_of(const std::vector<std::string>& files);

/// Empty files, where lists are to be read besides.
void touch(const TinyDataset& data, const std::vector<std::string>& files);

/// COUNT lines "PREFIX0SUFFIX", "PREFIX1SUFFIX", ...
std::string numbered_lines(const std::string& prefix, int count, const std::string& suffix);

/// "test cat_0: merged/cat_0.png alpha/cat.png trimaps/cat_0.png | cat < wood", the parts "-"
/// where they are not there.
std::string text_of(const FoundSample& sample);
std::vector<std::string> texts_of(const DatasetContents& contents);

/// "fg/cat.png over bg/wood.jpg".
std::string parts_of(const FoundSample& sample);

}  // namespace mbench
