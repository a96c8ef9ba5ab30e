#pragma once

#include "core/image.h"
#include "core/thread_team.h"
#include "synth/foreground_layers.h"

namespace mbench {

/// What the multi-level method may be told; the defaults are pymatting's.
struct MultilevelOptions {
  /// How much neighbours are alike where the opacity does not change.
  double regularization = 1e-5;
  /// How much more they are where it does.
  double gradient_weight = 1.0;
  /// Sweeps of a level of at most `small_size_px` in both directions, and of a larger one.
  int small_iterations = 10;
  int large_iterations = 2;
  int small_size_px = 32;

  /// Throws UsageError that names the value: a regularization that is not positive (the
  /// equations would have no solution), a negative weight or size, no iteration.
  void check() const;
};

/// Raised when the same input may give other values than before.
constexpr int kMultilevelVersion = 1;

/// The size of level `level` of `levels`: side^(level/levels), rounded half to even.
cv::Size foreground_level_size(cv::Size size, int level, int levels);

/// Foreground and background by Germer, Uelwer, Conrad, Harmeling, "Fast Multi-Level Foreground
/// Estimation" (ICPR 2020), as pymatting/pymatting at 35c4159 computes it
/// (estimate_foreground_ml), float by float: from one pixel to the whole picture in
/// ceil(log2(longest side)) levels, each started with the nearest pixels of the one before. A
/// picture of a single pixel, which the reference refuses, is one level.
///
/// Besides the picture it needs about 8 bytes a pixel. `options` must have passed check().
///
/// Throws DataError if image and alpha differ in size, Interrupted.
void multilevel_layers(const Image& image, const Alpha& alpha, const MultilevelOptions& options,
                       ThreadTeam& team, const LayerSink& sink);

}  // namespace mbench
