#pragma once

#include "runners/weights/weight_source.h"

#include <cstdint>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

namespace mbench {

/// What the source gives for a tensor of that shape.
inline std::vector<float> read(const WeightSource& source, const std::string& name,
                               const std::vector<std::int64_t>& shape) {
  const std::int64_t count =
      std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
  std::vector<float> values(static_cast<std::size_t>(count));
  source.read(name, shape, values.data());
  return values;
}

}  // namespace mbench
