#pragma once

#include "runners/weights/checkpoint.h"
#include "runners/weights/parameter_manifest.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace mbench {

using SharedCheckpoint = std::shared_ptr<const Checkpoint>;

/// A tensor of one of the files.
struct FittedTensor {
  std::size_t checkpoint = 0;
  const CheckpointTensor* tensor = nullptr;
};

/// A tensor whose sides are not the network's.
struct OtherShape {
  std::string name;
  std::vector<std::int64_t> expected;
  std::vector<std::int64_t> found;
};

/// How the tensors of some files match what a network needs.
struct WeightFit {
  std::string model;
  std::size_t matched = 0;  ///< parameters found with the right shape
  std::vector<std::string> missing;
  std::vector<std::string> extra;
  std::vector<OtherShape> other_shapes;
  std::vector<UnreadEntry> unread;        ///< of the missing: what stands under the name instead
  std::vector<std::string> absent_parts;  ///< optional parts that are not there

  /// Every tensor of the files by its published name.
  std::unordered_map<std::string, FittedTensor> tensors;

  bool ok() const { return missing.empty() && extra.empty() && other_shapes.empty(); }
  /// "2 tensors are missing (a, b), 1 is extra (c)"; the first few of each kind are named.
  std::string complaint() const;
};

/// Compares names and shapes. A weight under a spectral norm counts as there if its three parts
/// are. Counters and index tables are neither needed nor extra. The files' names may be those of
/// Hugging Face's port, begin with "model." or the like, or be those of one published part.
WeightFit fit_weights(const ParameterManifest& manifest,
                      const std::vector<SharedCheckpoint>& checkpoints);

/// The published file that is needed besides; null unless exactly what it holds is missing.
const PublishedFile* missing_file(const ParameterManifest& manifest, const WeightFit& fit);

/// The networks that the files fit, in the order of parameter_manifests().
std::vector<std::string> models_that_fit(const std::vector<SharedCheckpoint>& checkpoints);

/// The fit, or a ModelError that says what is wrong and which network the files do fit.
WeightFit require_fit(const ParameterManifest& manifest,
                      const std::vector<SharedCheckpoint>& checkpoints);

}  // namespace mbench
