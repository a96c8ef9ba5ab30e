#include "synth/axis_weights.h"

#include <algorithm>

namespace mbench {
namespace {

constexpr int kLowBits = AxisWeights::kLowBits;

std::int16_t high_part(std::int32_t weight) {
  return static_cast<std::int16_t>(weight >> kLowBits);
}

std::int16_t low_part(std::int32_t weight) {
  return static_cast<std::int16_t>(weight & ((1 << kLowBits) - 1));
}

std::int32_t whole(std::int16_t high, std::int16_t low) { return high * (1 << kLowBits) + low; }

}  // namespace

AxisWeights::AxisWeights(const PillowWeights& weights) : windows_(weights.windows) {
  first_pair_.reserve(windows_.size());
  pairs_.reserve(weights.weights.size() / 2 + 2 * windows_.size());
  for (const PillowWindow& window : windows_) {
    first_pair_.push_back(pairs_.size());
    const std::int32_t* const w = weights.weights.data() + window.weights;
    const auto weight = [&](int tap) { return tap < window.taps ? w[tap] : 0; };
    for (int tap = 0; tap < window.taps; tap += 4) {
      for (const int first : {tap, tap + 2}) {
        const std::int32_t left = weight(first);
        const std::int32_t right = weight(first + 1);
        pairs_.push_back({{high_part(left), high_part(right)}, {low_part(left), low_part(right)}});
      }
    }
  }
}

// Neither end of a window ever moves back from one output to the next.

int AxisWeights::first_source() const { return windows_.front().first; }

int AxisWeights::end_source() const { return windows_.back().first + windows_.back().taps; }

void AxisWeights::move_source(int samples) {
  for (PillowWindow& window : windows_) window.first -= samples;
}

std::uint8_t weigh_bytes(const WeightPair* pairs, int taps, const std::uint8_t* first,
                         std::size_t step) {
  std::int32_t sum = 1 << (AxisWeights::kWeightBits - 1);
  for (int tap = 0; tap < taps; ++tap, first += step) {
    const WeightPair& pair = pairs[tap / 2];
    const auto part = static_cast<std::size_t>(tap % 2);
    sum += whole(pair.high[part], pair.low[part]) * *first;
  }
  return static_cast<std::uint8_t>(std::clamp(sum >> AxisWeights::kWeightBits, 0, 255));
}

}  // namespace mbench
