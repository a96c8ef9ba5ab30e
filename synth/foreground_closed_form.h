#pragma once

#include "core/image.h"
#include "core/thread_team.h"
#include "synth/foreground_layers.h"

namespace mbench {

/// Raised when the same input may give other values than before.
constexpr int kClosedFormVersion = 1;

/// How exactly the closed-form method solves its equations.
struct ClosedFormOptions {
  /// What may be left of the right side, as a share of its norm.
  double tolerance = 1e-8;
  int most_iterations = 1000;

  /// Throws UsageError that names the value.
  void check() const;
};

/// How a solution came about.
struct ClosedFormSolution {
  std::size_t joined_pixels = 0;  ///< those that are not solved for each by itself
  int iterations = 0;             ///< of conjugate gradients
};

/// Foreground and background by section 7 of Levin, Lischinski, Weiss, "A Closed-Form Solution
/// to Natural Image Matting" (PAMI 2008), in the form of its authors' solveFB.m, as
/// MarcoForte/closed-form-matting at d5d8b05 has it (solve_foreground_background.py). Sought is,
/// for each colour, the F and B with the least sum over all pixels of
///
///     (a·F + (1-a)·B - I)²
///   + (u(a)·(F - I))², or (0.01·F)² where a < 0.02
///   + (u(1-a)·(B - I))², or (0.01·B)² where a > 0.98
///
/// with u(a) = 100 + 0.03·a where a > 0.98, 0.03·a where a > 0.7, else 0; and, over all pairs of
/// neighbours p, q (eight to a pixel, q the later one in reading order) of which one has an
/// opacity in 0.02..0.98,
///
///   + ((√|a_p - a_q| + 0.003·(1-a_q))·(F_p - F_q))² + ((√|a_p - a_q| + 0.003·a_q)·(B_p - B_q))².
///
/// If all opacities lie in 0.3..0.7, where there may be no single solution, every F and B is held
/// to I with a weight of 1e-4. The values may leave 0..1, as the reference's do.
///
/// Solved by conjugate gradients with a multigrid cycle as preconditioner; colours are then off by
/// some 1e-6. Needs about 600 bytes for a pixel that has an opacity in 0.02..0.98 or a neighbour
/// with one, and 4 for the others.
///
/// Throws DataError if image and alpha differ in size or the iterations do not suffice,
/// Interrupted.
ClosedFormSolution closed_form_layers(const Image& image, const Alpha& alpha,
                                      const ClosedFormOptions& options, ThreadTeam& team,
                                      const LayerSink& sink);

}  // namespace mbench
