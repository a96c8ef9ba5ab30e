#pragma once

#include "runners/weights/weight_fit.h"
#include "runners/weights/weight_registry.h"
#include "runners/weights/weight_source.h"

#include <memory>
#include <string>
#include <vector>

namespace mbench {

/// The files that a user's text for weights names: one, or several with commas between. A file
/// whose own name holds a comma is one.
std::vector<std::string> weight_paths(const std::string& text);

/// Opens them. Throws as Checkpoint.
std::vector<SharedCheckpoint> open_checkpoints(const std::vector<std::string>& paths);

/// A checkpoint's file with its digest (of an index: the digests of all its files, with "+"
/// between). Throws as WeightRegistry::examine.
WeightFile examined(const Checkpoint& checkpoint, WeightRegistry& registry, bool anew = false);

/// Weights of a network from files that fit it. Throws ModelError if they do not.
std::unique_ptr<WeightSource> weights_of_files(const ParameterManifest& manifest,
                                               const std::vector<SharedCheckpoint>& checkpoints);

}  // namespace mbench
