#pragma once

#include "runners/weights/parameter_manifest.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

// Included by sources that also include LibTorch, so no newer than C++17.

namespace mbench {

/// Where a network gets its parameters: files that fit it, or a seed.
///
///   const auto weights = open_weights(parameter_manifest("vitmatte-s"), "");
///   weights->read("backbone.pos_embed", {1, 197, 384}, tensor.data_ptr<float>());
class WeightSource {
 public:
  virtual ~WeightSource() = default;

  /// Whether a parameter is there, by the name of the authors' state dict, or can be worked out
  /// of what is there ("X.weight" under a spectral norm).
  bool has(const std::string& name) const;

  /// The values of a parameter in C order as float32 into `values`, which has room for them. One
  /// tensor at a time is held besides, and most are read straight into their place. Several
  /// threads may read at once.
  ///
  /// A weight under a spectral norm is asked for as "X.weight" (of MAM "X.module.weight"), and is
  /// then the one that evaluation uses. Throws ModelError if it is not there or of another shape,
  /// DataError if the file cannot be read.
  void read(const std::string& name, const std::vector<std::int64_t>& shape, float* values) const;

  /// What tells these weights from all others: the SHA-256 of the file ("+" between several), or
  /// "synthetic:SEED". A file is read for it unless its digest is remembered. Throws DataError.
  virtual std::string digest() const = 0;
  /// Random weights measure speed and memory; their alphas mean nothing.
  virtual bool is_synthetic() const = 0;

 protected:
  /// Null if nothing is stored under that name.
  virtual const std::vector<std::int64_t>* shape_of(const std::string& name) const = 0;
  virtual void read_stored(const std::string& name, float* values) const = 0;

 private:
  void read_folded(const std::string& name, const std::vector<std::int64_t>& shape,
                   float* values) const;
};

/// Weights as the user names them: a file; two with a comma between (where they are published
/// so); "synthetic:SEED", "synthetic:SEED,head_gain=G"; or nothing: what `mbench models add`
/// registered.
///
/// Throws ModelError if nothing is registered (saying which file it takes, and where it is), or
/// the files do not fit; UsageError for a seed that is none; DataError, UnsafePickle.
std::unique_ptr<WeightSource> open_weights(const ParameterManifest& manifest,
                                           const std::string& text);

/// A parameter to be read, and where to.
struct WeightRequest {
  std::string name;
  std::vector<std::int64_t> shape;
  float* values = nullptr;
};

/// Reads all of them on `threads` threads, the largest first. Throws as WeightSource::read.
void read_weights(const WeightSource& source, std::vector<WeightRequest> requests, int threads);

}  // namespace mbench
