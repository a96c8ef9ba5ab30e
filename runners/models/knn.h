#pragma once

#include "runners/models/matting_model.h"

namespace mbench {

/// `knn`: pixels alike in colour and place are alike in opacity, however far apart.
///
/// Chen, Li, Tang, "KNN Matting" (CVPR 2012): a graph joins each pixel to its nearest
/// neighbours in colour and place, and the unknown alphas minimise Σ w(i,j)·(α_i − α_j)²
/// with the known ones held. As public implementations do, two searches are joined, one
/// that weighs place much and one that weighs it little, colours are RGB, and weights are
/// 0 or 1 for each search.
ModelEntry knn();

}  // namespace mbench
