#pragma once

#include "runners/models/matting_model.h"

namespace mbench {

/// `closed-form`: alpha is locally an affine function of the colours.
///
/// Levin, Lischinski, Weiss, "A Closed-Form Solution to Natural Image Matting" (PAMI
/// 2008): the unknown alphas minimise αᵀ·L·α with the matting Laplacian L (see
/// matting_laplacian.h) while the known ones are held. Solved by conjugate gradients
/// with a two-level preconditioner to a residual of 1e-7.
ModelEntry closed_form();

}  // namespace mbench
