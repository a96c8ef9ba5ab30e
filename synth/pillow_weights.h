#pragma once

#include "synth/pillow_resize.h"

#include <cstdint>
#include <vector>

namespace mbench {

/// Which source samples one output sample is made of, along one axis, as Pillow weighs them.
struct PillowWindow {
  int first = 0;            ///< the first source sample
  int taps = 0;             ///< how many there are
  std::size_t weights = 0;  ///< where their weights begin in PillowWeights::weights
};

/// The windows of the first `windows.size()` output samples and their weights.
///
/// Each window's weights sum to about 2^22 (Pillow's fixed point), rounded half away from zero.
struct PillowWeights {
  std::vector<PillowWindow> windows;
  std::vector<std::int32_t> weights;
};

/// For resizing `from` samples to `to`, of which the first `needed` are wanted; not for
/// the nearest neighbour, which has no weights.
///
/// The centre of output x is (x + 1/2)·from/to; the filter's support grows with from/to
/// when shrinking; weights are normalised in double before they become integers.
PillowWeights pillow_weights(int from, int to, int needed, PillowFilter filter);

/// The source sample of each of the first `needed` output samples for the nearest
/// neighbour; -1 where Pillow's accumulated position has left the picture, which it
/// leaves black.
std::vector<int> pillow_nearest(int from, int to, int needed);

}  // namespace mbench
