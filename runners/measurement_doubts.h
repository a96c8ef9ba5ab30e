#pragma once

#include "store/records.h"

#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// A line each on what speaks against the figures of one image: timed runs that gave another alpha
/// than the scored one, a latency that did not become as quiet as was asked, throttling.
std::vector<std::string> doubts_about(const MeasurementRecord& measurement,
                                      std::optional<double> max_noise);

}  // namespace mbench
