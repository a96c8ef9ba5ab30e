#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "core/error.h"
#include "datasets/layout.h"
#include "tests/datasets/tiny_dataset.h"

namespace mbench {

inline DatasetContents contents_of(const Layout& layout, const TinyDataset& data,
                                   const std::string& trimap = {}) {
  return layout.contents(FileTree(data.root()), {trimap});
}

inline bool is_recognised(const Layout& layout, const TinyDataset& data) {
  return layout.recognises(FileTree(data.root()));
}

/// "SPLIT/NAME" of each sample, in the order of the samples.
inline std::vector<std::string> names_in(const DatasetContents& contents) {
  std::vector<std::string> names;
  for (const FoundSample& sample : contents.samples) {
    names.push_back(sample.split + "/" + sample.name);
  }
  return names;
}

/// Throws DataError if there is no sample of that name.
inline FoundSample sample_named(const DatasetContents& contents, const std::string& name) {
  for (const FoundSample& sample : contents.samples) {
    if (sample.name == name) return sample;
  }
  throw DataError("there is no sample " + name);
}

/// Image, alpha and trimap of one stem as .jpg and .png; folders that are empty are left out.
inline void add_pictures(const TinyDataset& data, const std::string& stem,
                         const std::string& images, const std::string& alphas,
                         const std::string& trimaps = {}) {
  data.image(images + "/" + stem + ".jpg");
  data.alpha(alphas + "/" + stem + ".png");
  if (!trimaps.empty()) data.trimap(trimaps + "/" + stem + ".png");
}

}  // namespace mbench
