#pragma once

#include "runners/networks/compute.h"
#include "runners/weights/weight_source.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mbench {

/// Where a network's layers take their parameters from, under the names of the authors' state
/// dict: `parameters / "blocks" / 3` is what stands under "blocks.3.".
///
///   struct Net {
///     explicit Net(const Parameters& own) : first(own / "conv1", ...) {}
///   };
///   Parameters all(source);
///   Net net(all);
///   all.load(threads, compute);   // only now do the tensors hold values
///
/// Layers may divide, fold or reorder weights after that, not before.
class Parameters {
 public:
  explicit Parameters(const WeightSource& source);

  /// What stands under `name` and a dot.
  Parameters operator/(const std::string& name) const;
  Parameters operator/(int index) const { return *this / std::to_string(index); }

  /// Whether there is a parameter of that name here.
  bool has(const std::string& name) const;
  /// A tensor in C order, which load() fills. `shape` is checked then.
  at::Tensor tensor(const std::string& name, std::vector<std::int64_t> shape) const {
    return tensor(name, shape, shape);
  }
  /// The same, with the numbers laid out as another shape than the file's.
  at::Tensor tensor(const std::string& name, std::vector<std::int64_t> shape,
                    const std::vector<std::int64_t>& laid_out) const;
  /// A tensor that load() leaves in float32 where others become bf16 or fp16.
  at::Tensor exact_tensor(const std::string& name, std::vector<std::int64_t> shape) const;

  /// Reads everything that was asked for, by this object and those made of it, and brings it where
  /// `compute` says. Throws ModelError and DataError, see WeightSource::read.
  void load(int threads, const Compute& compute = {}) const;

 private:
  struct Shared;
  Parameters(std::shared_ptr<Shared> shared, std::string prefix);

  std::shared_ptr<Shared> shared_;
  std::string prefix_;  ///< empty, or ends with a dot
};

}  // namespace mbench
