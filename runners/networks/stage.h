#pragma once

#include "runners/networks/network.h"

#include <string>

namespace mbench {

/// Tells the tensors of one part of a network, under names that begin with that of the part.
struct Stage {
  const Probes& probes;
  std::string name;

  /// `own` is added to the part's name.
  void operator()(const char* own, const at::Tensor& values) const {
    if (probes) probes(name + own, values);
  }
};

}  // namespace mbench
