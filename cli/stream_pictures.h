#pragma once

#include "synth/stream/stream_inputs.h"

#include <string>
#include <vector>

namespace mbench {

/// The pictures of a folder and all below it, sorted by path.
///
/// `warnings` receives what had to be left out. Throws DataError if it is no folder or holds no
/// picture.
std::vector<StreamFile> stream_pictures(const std::string& folder,
                                        std::vector<std::string>& warnings);

/// The pictures of `folder` with those of `alphas` of the same path, whatever their endings.
///
/// Throws DataError, with the first of them, if pictures have no alpha or two have one name.
std::vector<StreamPair> stream_pairs(const std::string& folder, const std::string& alphas,
                                     std::vector<std::string>& warnings);

/// The foregrounds of a data set with their alphas, each once, in the order of its samples; the
/// data set is given as choose_dataset() has it. An empty split means all.
///
/// Throws DataError if none of its samples has a foreground of its own.
std::vector<StreamPair> stream_foregrounds(const std::string& dataset, const std::string& split,
                                           const std::string& db);

}  // namespace mbench
