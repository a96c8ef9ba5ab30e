#include "runners/models/knn.h"

#include "core/conjugate_gradients.h"
#include "core/error.h"
#include "runners/models/knn_graph.h"
#include "runners/models/model_registry.h"
#include "runners/models/trimap_method.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace mbench {
namespace {

constexpr double kTolerance = 1e-7;
constexpr int kMostIterations = 5000;
constexpr std::size_t kRowsInAPiece = 8192;

ModelCard knn_card() {
  ModelCard card;
  card.name = "knn";
  card.summary = "KNN matting: pixels alike in colour and place are alike in opacity";
  card.paper = "Chen, Li, Tang: KNN Matting, CVPR 2012";
  card.licence = "Apache-2.0";
  card.parameters = {
      {"near", 20, 1, 100, "neighbours for which place counts twice as much as colour", true},
      {"far", 10, 1, 100, "neighbours for which place counts a tenth of colour", true},
      {"band", 30, 1, 100000, "known pixels take part up to so many pixels from an unknown one"},
  };
  return card;
}

/// product = matrix · x for the rows begin..end-1.
void multiply_rows(const KnnSystem& system, std::size_t begin, std::size_t end, const Vector& x,
                   Vector& product) {
  for (std::size_t i = begin; i < end; ++i) {
    double sum = system.diagonal[i] * x[i];
    for (std::size_t k = system.row_begins[i]; k < system.row_begins[i + 1]; ++k) {
      sum -= static_cast<double>(system.weights[k]) * x[system.columns[k]];
    }
    product[i] = sum;
  }
}

/// A group of unknown pixels that no path of the graph joins to a known one says nothing
/// of its opacity. A pull of this strength towards one half decides it, and moves no other.
constexpr double kPull = 1e-9;

class Knn final : public TrimapMethod {
 public:
  explicit Knn(const ModelOptions& options)
      : TrimapMethod("knn"),
        near_(static_cast<std::size_t>(parameter(knn_card(), options, "near"))),
        far_(static_cast<std::size_t>(parameter(knn_card(), options, "far"))),
        band_px_(parameter(knn_card(), options, "band")),
        threads_(options.threads) {}

 private:
  cv::Mat solve(const Image& image, const Trimap& trimap) override {
    ThreadTeam team(threads_);
    KnnSystem system = knn_system(image, trimap, {{near_, 2.0F}, {far_, 0.1F}}, band_px_, team);
    for (std::size_t i = 0; i < system.pixels.size(); ++i) {
      system.diagonal[i] += kPull;
      system.right_side[i] += 0.5 * kPull;
    }
    const ConjugateGradientsResult result = conjugate_gradients(
        linear_system(system, team), system.right_side, kTolerance, kMostIterations, team);
    if (!(result.residual <= kTolerance)) {
      throw ModelError(fmt::format("knn did not converge: residual {:.1e} after {} iterations",
                                   result.residual, result.iterations));
    }
    cv::Mat opacity(image.size(), CV_32FC1, cv::Scalar(0));
    for (std::size_t i = 0; i < system.pixels.size(); ++i) {
      opacity.at<float>(system.pixels[i] / opacity.cols, system.pixels[i] % opacity.cols) =
          static_cast<float>(result.solution[i]);
    }
    return opacity;
  }

  static LinearSystem linear_system(const KnnSystem& system, ThreadTeam& team) {
    const auto in_pieces = [&system, &team](const auto& work) {
      const std::size_t rows = system.pixels.size();
      team.each((rows + kRowsInAPiece - 1) / kRowsInAPiece, [&](std::size_t piece) {
        work(piece * kRowsInAPiece, std::min(rows, (piece + 1) * kRowsInAPiece));
      });
    };
    return {[&system, in_pieces](const Vector& x, Vector& product) {
              in_pieces([&](std::size_t begin, std::size_t end) {
                multiply_rows(system, begin, end, x, product);
              });
            },
            [&system, in_pieces](const Vector& r, Vector& z) {
              in_pieces([&](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i) z[i] = r[i] / system.diagonal[i];
              });
            }};
  }

  std::size_t near_;
  std::size_t far_;
  double band_px_;
  int threads_;
};

}  // namespace

ModelEntry knn() {
  return {knn_card(), [](const ModelOptions& options) { return std::make_unique<Knn>(options); }};
}

}  // namespace mbench
