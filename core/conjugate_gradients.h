#pragma once

#include "core/thread_team.h"

#include <functional>
#include <vector>

namespace mbench {

using Vector = std::vector<double>;

/// A symmetric positive definite system as seen from outside. Both functions write every
/// entry of their second argument that is not always zero.
struct LinearSystem {
  std::function<void(const Vector&, Vector&)> multiply;
  /// Approximately the inverse of `multiply`, itself symmetric positive definite.
  std::function<void(const Vector&, Vector&)> precondition;
};

struct ConjugateGradientsResult {
  Vector solution;
  int iterations = 0;
  /// Norm of what is left of the right side, as a share of the right side's norm.
  double residual = 0;
};

/// Preconditioned conjugate gradients from zero (Hestenes and Stiefel 1952) until the
/// residual is at most `tolerance`, or for `most_iterations`.
///
/// The result does not depend on the number of threads if that of the system's functions
/// does not: sums are taken in pieces of fixed size.
ConjugateGradientsResult conjugate_gradients(const LinearSystem& system, const Vector& right_side,
                                             double tolerance, int most_iterations,
                                             ThreadTeam& team);

}  // namespace mbench
