#pragma once

#include "runners/models/matting_input.h"
#include "runners/models/phase_timer.h"
#include "runners/networks/blocks.h"
#include "runners/networks/compute.h"
#include "runners/weights/weight_source.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace mbench {

/// Told the tensors between a network's stages, by the stages' names; tests compare them with
/// those of the authors' code.
using Probes = std::function<void(const std::string& stage, const at::Tensor& values)>;

/// How a network is run.
struct NetworkOptions {
  int threads = 1;
  /// MEMatte: the most tokens that one routed layer may send through attention.
  std::int64_t max_tokens = 18500;
  /// Matting Anything: how alphas of three scales become one; empty: the authors' default.
  std::string fusion;
  Blocks blocks = {};
  /// Where attention is over a whole picture, it runs within each of grid x grid sub-grids of
  /// tokens that lie so far apart; 1: as the authors train it.
  std::int64_t grid = 1;
  Compute compute = {};
};

/// A matting network with its weights: from pictures to alpha as its authors' inference script
/// goes, up to where that makes 8 bits of the alpha.
class Network {
 public:
  virtual ~Network() = default;

  /// H x W float32 on the CPU. `probes` may be empty. `phases`, of which `preprocess` runs already,
  /// is told when the others begin. Throws ModelError if the input lacks what the
  /// network needs, or is too small for it.
  virtual at::Tensor infer(const MattingInput& input, const Probes& probes,
                           PhaseTimer& phases) const = 0;
  at::Tensor infer(const MattingInput& input, const Probes& probes = {}) const {
    PhaseTimer unheard;
    return infer(input, probes, unheard);
  }
};

/// Throws what open_weights() and WeightSource::read throw.
std::unique_ptr<Network> make_network(const std::string& name, const WeightSource& weights,
                                      const NetworkOptions& options);

}  // namespace mbench
