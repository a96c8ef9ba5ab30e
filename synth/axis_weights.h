#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "synth/pillow_weights.h"

namespace mbench {

/// Two neighbouring weights in the form that one multiply-add instruction takes: each is
/// high·2^15 + low with both parts in 16 bits, so that bytes times parts, summed in 32 bits,
/// lose nothing.
struct WeightPair {
  std::array<std::int16_t, 2> high;
  std::array<std::int16_t, 2> low;
};

/// The weights of one axis of a resize, for weigh_rows and weigh_columns.
class AxisWeights {
 public:
  static constexpr int kWeightBits = 22;  ///< of Pillow's fixed point
  static constexpr int kLowBits = 15;

  explicit AxisWeights(const PillowWeights& weights);

  int outputs() const { return static_cast<int>(windows_.size()); }
  const PillowWindow& window(int output) const {
    return windows_[static_cast<std::size_t>(output)];
  }
  /// The pairs of one output, an even number of them; weights beyond its window are 0.
  const WeightPair* pairs(int output) const {
    return pairs_.data() + first_pair_[static_cast<std::size_t>(output)];
  }
  /// The source samples that any output needs: the first, and one behind the last.
  int first_source() const;
  int end_source() const;
  /// The same weights for a source that begins `samples` later.
  void move_source(int samples);

 private:
  std::vector<PillowWindow> windows_;
  std::vector<std::size_t> first_pair_;
  std::vector<WeightPair> pairs_;
};

/// The weighted sum of bytes `step` apart, rounded and clipped to a byte.
std::uint8_t weigh_bytes(const WeightPair* pairs, int taps, const std::uint8_t* first,
                         std::size_t step);

}  // namespace mbench
