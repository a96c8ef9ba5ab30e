#pragma once

#include "core/progress.h"
#include "store/sample_store.h"

#include <string>
#include <unordered_set>
#include <vector>

namespace mbench {

/// What is to be measured by decoding.
struct PixelQuestions {
  bool digests = false;                       ///< the sha256 of every picture's pixels
  bool unknown_shares = false;                ///< of every shipped trimap
  std::unordered_set<std::string> only = {};  ///< these files; empty: all
};

/// Decodes those files of an indexed data set whose answers are not stored yet, on `threads`
/// threads, and stores the answers every few hundred files, so that an interrupted call goes on
/// where it was. Returns one line for each file that cannot be decoded.
///
/// Throws Interrupted when the user asked to stop, StoreError.
std::vector<std::string> measure_pixels(SampleStore& store, const DatasetRecord& dataset,
                                        const PixelQuestions& questions, int threads,
                                        Progress& progress);

}  // namespace mbench
