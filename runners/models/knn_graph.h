#pragma once

#include "core/image.h"
#include "core/thread_team.h"

#include <cstdint>
#include <vector>

namespace mbench {

/// How many neighbours a pixel is given, and how much its place counts beside its colour
/// (colours in 0..1, the image's sides 0..1 times `place_weight`).
struct NeighbourSearch {
  std::size_t neighbours = 0;
  float place_weight = 0;
};

/// The unknown pixels' equations of KNN matting: with the weight w(i,j) of a pair of
/// pixels, (Σ_j w(i,j))·α_i − Σ_unknown j w(i,j)·α_j = Σ_known j w(i,j)·α_j.
struct KnnSystem {
  std::vector<int> pixels;  ///< row·width + column of each unknown
  std::vector<double> diagonal;
  std::vector<std::size_t> row_begins;  ///< into the two below; one more at the end
  std::vector<std::uint32_t> columns;   ///< the unknown that a pixel is paired with
  std::vector<float> weights;
  std::vector<double> right_side;
};

/// Pairs each pixel with its nearest others in colour and place, once for each search;
/// w is 1 for each pixel of the two that found the other. Only the unknown pixels and the
/// known ones at most `band_px` away from one take part.
KnnSystem knn_system(const Image& image, const Trimap& trimap,
                     const std::vector<NeighbourSearch>& searches, double band_px,
                     ThreadTeam& team);

}  // namespace mbench
