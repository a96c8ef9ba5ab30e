#pragma once

#include "core/image.h"
#include "core/thread_team.h"
#include "runners/models/stencil_matrix.h"

#include <vector>

namespace mbench {

/// The equations whose solution is closed-form matting's alpha of the unknown pixels.
struct MattingSystem {
  StencilMatrix matrix;
  std::vector<double> right_side;  ///< by slot
};

/// Levin, Lischinski, Weiss, "A Closed-Form Solution to Natural Image Matting" (PAMI
/// 2008), eq. 12: over all windows k that hold pixels i and j,
///
///   L(i,j) = Σ_k [i=j] − (1 + (I_i − µ_k)ᵀ (Σ_k + ε/|w|·E)⁻¹ (I_j − µ_k)) / |w|
///
/// with colours in 0..1, windows of 2·radius+1 pixels a side wholly inside the image, and
/// ε = `epsilon`. The rows of unknown pixels are kept; what known pixels contribute stands
/// on the right-hand side. An image narrower than a window has windows as narrow, so that
/// every pixel is in one.
MattingSystem matting_laplacian(const Image& image, const Trimap& trimap, int radius,
                                double epsilon, ThreadTeam& team);

}  // namespace mbench
