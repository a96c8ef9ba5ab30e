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

/// The weights of one axis of a resize, for weigh_rows.
class RowWeights {
 public:
  explicit RowWeights(const PillowWeights& weights);
  int outputs() const { return static_cast<int>(windows_.size()); }
  const PillowWindow& window(int output) const {
    return windows_[static_cast<std::size_t>(output)];
  }
  /// The pairs of one output; the partner of an odd last weight is 0.
  const WeightPair* pairs(int output) const {
    return pairs_.data() + first_pair_[static_cast<std::size_t>(output)];
  }

 private:
  std::vector<PillowWindow> windows_;
  std::vector<std::size_t> first_pair_;
  std::vector<WeightPair> pairs_;
};

/// Rows of bytes, `stride` bytes apart.
struct Rows {
  const std::uint8_t* first;
  std::size_t stride;
};

/// to[i] = the weighted sum of the rows' byte i, for `lanes` bytes: from the row
/// window(output).first on, in Pillow's 22-bit fixed point, rounded and clipped to a byte.
void weigh_rows(const RowWeights& weights, int output, Rows rows, int lanes, std::uint8_t* to);

/// As many lanes as AVX2 takes at once, from the front; how many were done. Only to be
/// called on a processor that has AVX2.
int weigh_rows_avx2(const WeightPair* pairs, int taps, Rows rows, int lanes, std::uint8_t* to);

}  // namespace mbench
