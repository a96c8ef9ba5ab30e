#pragma once

#include <cstdint>

namespace mbench {

/// At most this many pixels are swept at a time.
constexpr int kSweepPixels = 128;

/// How much neighbours pull at each other: regularization + gradient_weight · |difference of
/// their opacities|.
struct NeighbourPull {
  float regularization = 0;
  float gradient_weight = 0;
};

/// The 2x2 equations of a run of pixels in their foreground F and background B:
///
///     (M + Σ pull·1)·(F, B) = (a·I, (1-a)·I) + Σ pull·(F, B of the neighbour),
///
/// M the outer product of (a, 1-a) with itself. Germer, Uelwer, Conrad, Harmeling, "Fast
/// Multi-Level Foreground Estimation" (ICPR 2020), eq. 5.
struct PixelEquations {
  alignas(64) float known[8 * kSweepPixels];  ///< a·I, 0, (1-a)·I, 0
  alignas(64) float left[kSweepPixels];       ///< pull of the neighbour there
  alignas(64) float right[kSweepPixels];
  alignas(64) float above[kSweepPixels];
  alignas(64) float below[kSweepPixels];
  alignas(64) double inverse_ff[kSweepPixels];  ///< of the matrix on the left side
  alignas(64) double inverse_fb[kSweepPixels];
  alignas(64) double inverse_bb[kSweepPixels];
};

/// Opacities of three rows from the run's first pixel on. `here` also has one before and one
/// behind the run; beyond the picture's edges the nearest pixel's stands.
struct OpacityRows {
  const float* above;
  const float* here;
  const float* below;
};

/// The equations of `count` pixels with these R, G, B bytes. Which operations are done in
/// float and which in double is that of the reference.
void set_up_equations(const OpacityRows& opacities, const std::uint8_t* colours, int count,
                      const NeighbourPull& pull, PixelEquations& equations);

/// A row that is swept: colours as in LayerPiece, from column 0 on. `above` and `below` are the
/// neighbours, or the row itself at the picture's edges.
struct SweptRow {
  const float* above;
  float* here;
  const float* below;
  const PixelEquations* equations;  ///< of the columns begin..end-1
};

/// Solves the pixels `begin`..`end`-1 of a row of `width` from left to right, in place and
/// clipped to 0..1: one part of a Gauss-Seidel sweep in reading order.
void sweep_row(const SweptRow& row, int begin, int end, int width);

/// The same for a row and then the one above it, which is one iteration ahead: `lower.above` is
/// `upper.here`, `upper.below` is `lower.here`. Pixel by pixel in turns, since either row is
/// a chain of operations that leaves the processor idle.
void sweep_two_rows(const SweptRow& lower, const SweptRow& upper, int begin, int end, int width);

}  // namespace mbench
