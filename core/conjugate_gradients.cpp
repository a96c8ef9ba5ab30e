#include "core/conjugate_gradients.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mbench {
namespace {

constexpr std::size_t kPiece = 16384;

/// Sums over all indices what `piece` returns for a range of them.
template <typename Piece>
double sum_over(std::size_t size, ThreadTeam& team, const Piece& piece) {
  Vector sums((size + kPiece - 1) / kPiece);
  team.each(sums.size(),
            [&](std::size_t i) { sums[i] = piece(i * kPiece, std::min((i + 1) * kPiece, size)); });
  return std::accumulate(sums.begin(), sums.end(), 0.0);
}

double dot(const Vector& a, const Vector& b, ThreadTeam& team) {
  return sum_over(a.size(), team, [&](std::size_t begin, std::size_t end) {
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) sum += a[i] * b[i];
    return sum;
  });
}

/// x += step·direction and r -= step·change; the squared norm of the new r.
double advance(double step, const Vector& direction, const Vector& change, Vector& x, Vector& r,
               ThreadTeam& team) {
  return sum_over(x.size(), team, [&](std::size_t begin, std::size_t end) {
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) {
      x[i] += step * direction[i];
      r[i] -= step * change[i];
      sum += r[i] * r[i];
    }
    return sum;
  });
}

}  // namespace

ConjugateGradientsResult conjugate_gradients(const LinearSystem& system, const Vector& right_side,
                                             double tolerance, int most_iterations,
                                             ThreadTeam& team) {
  const std::size_t size = right_side.size();
  ConjugateGradientsResult result{Vector(size), 0, 0};
  const double scale = std::sqrt(dot(right_side, right_side, team));
  if (scale == 0) return result;

  Vector residual = right_side;
  Vector preconditioned(size);
  Vector change(size);
  system.precondition(residual, preconditioned);
  Vector direction = preconditioned;
  double product = dot(residual, preconditioned, team);
  result.residual = 1;
  // Written so that a residual that is no number ends the loop.
  while (result.residual > tolerance && result.iterations < most_iterations) {
    system.multiply(direction, change);
    const double step = product / dot(direction, change, team);
    result.residual =
        std::sqrt(advance(step, direction, change, result.solution, residual, team)) / scale;
    ++result.iterations;
    if (result.residual <= tolerance) break;
    system.precondition(residual, preconditioned);
    const double next_product = dot(residual, preconditioned, team);
    const double keep = next_product / product;
    product = next_product;
    sum_over(size, team, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        direction[i] = preconditioned[i] + keep * direction[i];
      }
      return 0.0;
    });
  }
  return result;
}

}  // namespace mbench
