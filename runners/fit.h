#pragma once

#include "runners/models/model_registry.h"
#include "runners/models/model_settings.h"
#include "store/records.h"

#include <opencv2/core/types.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// One model in one mode within one memory; settings.ram_bytes or vram_bytes is the memory.
struct FitQuestion {
  ModelSpec model;
  ModelSettings settings;
  int threads = 1;
  std::string device = "cpu";
  std::optional<double> timeout_s;  ///< of one try
};

/// One picture that was tried, in a process of its own.
struct FitTry {
  cv::Size size;
  RowState state = RowState::ok;
  std::string message;
  std::optional<double> latency_ms;
  std::optional<std::int64_t> peak_bytes;  ///< of tensors where they are counted, else resident
};

/// Mattes a picture of that size, with a quarter of it unknown. Throws Interrupted.
FitTry try_size(const FitQuestion& question, cv::Size size);

/// Sides of square pictures: every `step` from `low` to at most `high`.
struct SideRange {
  int low = 1024;
  int high = 8192;
  int step = 64;
};

struct LargestSide {
  std::optional<FitTry> largest;  ///< none where not even the smallest is done
  std::optional<FitTry> refused;  ///< the smallest that was not done; none where all are
  std::vector<FitTry> tries;      ///< in their order
};

/// The largest square picture of the range that the model does, by bisection with real tries: about
/// log2 of the number of sides. What is larger than one that fails is taken to fail as well.
/// `before_try` is told each side.
LargestSide find_largest_side(const FitQuestion& question, const SideRange& range,
                              const std::function<void(int side)>& before_try);

}  // namespace mbench
