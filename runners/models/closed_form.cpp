#include "runners/models/closed_form.h"

#include "core/conjugate_gradients.h"
#include "core/error.h"
#include "runners/models/colour_hats.h"
#include "runners/models/matting_laplacian.h"
#include "runners/models/model_registry.h"
#include "runners/models/strip_cholesky.h"
#include "runners/models/trimap_method.h"

#include <fmt/format.h>

namespace mbench {
namespace {

constexpr double kTolerance = 1e-7;
constexpr int kMostIterations = 5000;

ModelCard closed_form_card() {
  ModelCard card;
  card.name = "closed-form";
  card.summary = "closed-form matting: alpha is locally affine in colour";
  card.paper =
      "Levin, Lischinski, Weiss: A Closed-Form Solution to Natural Image Matting, PAMI 2008";
  card.licence = "Apache-2.0";
  card.parameters = {
      {"epsilon", 1e-7, 1e-10, 1, "how much the local affine functions are held back"},
      {"radius", 1, 1, 3, "half the side of the local windows, in pixels", true},
  };
  return card;
}

/// Incomplete Cholesky factors on strips plus the hats: each puts right what the other
/// leaves.
class TwoLevelPreconditioner {
 public:
  TwoLevelPreconditioner(const Image& image, const StencilMatrix& matrix, ThreadTeam& team)
      : team_(team), hats_(image, matrix, team), strips_(matrix), local_(matrix.lattice.slots()) {
    hats_and_strips([&] { hats_.factor(); }, [&](std::size_t i) { strips_.factor_strip(i); });
  }

  void apply(const Vector& right_side, Vector& solution) {
    team_.each(hats_.bands(), [&](std::size_t i) { hats_.restrict_band(i, right_side); });
    hats_and_strips(
        [&] { hats_.solve(); },
        [&](std::size_t i) { strips_.solve_strip(i, right_side.data(), local_.data()); });
    team_.each(hats_.bands(), [&](std::size_t i) { hats_.add_band(i, local_, solution); });
  }

 private:
  /// The hats' small system cannot be divided, so it is begun first.
  template <typename Hats, typename Strip>
  void hats_and_strips(const Hats& hats, const Strip& strip) {
    team_.each(strips_.strips().count() + 1, [&](std::size_t i) {
      if (i == 0) {
        hats();
      } else {
        strip(i - 1);
      }
    });
  }

  ThreadTeam& team_;
  ColourHats hats_;
  StripCholesky strips_;
  std::vector<float> local_;
};

class ClosedForm final : public TrimapMethod {
 public:
  explicit ClosedForm(const ModelOptions& options)
      : TrimapMethod("closed-form"),
        radius_(static_cast<int>(parameter(closed_form_card(), options, "radius"))),
        epsilon_(parameter(closed_form_card(), options, "epsilon")),
        threads_(options.threads) {}

 private:
  cv::Mat solve(const Image& image, const Trimap& trimap) override {
    ThreadTeam team(threads_);
    const MattingSystem system = matting_laplacian(image, trimap, radius_, epsilon_, team);
    TwoLevelPreconditioner preconditioner(image, system.matrix, team);
    const ConjugateGradientsResult result = conjugate_gradients(
        {[&](const Vector& x, Vector& product) { system.matrix.multiply(x, product, team); },
         [&](const Vector& r, Vector& z) { preconditioner.apply(r, z); }},
        system.right_side, kTolerance, kMostIterations, team);
    if (!(result.residual <= kTolerance)) {
      throw ModelError(fmt::format("closed-form did not converge: residual {:.1e} after {} "
                                   "iterations",
                                   result.residual, result.iterations),
                       "choose a larger epsilon");
    }
    return picture(system.matrix.lattice, result.solution, image.size());
  }

  static cv::Mat picture(const UnknownLattice& lattice, const Vector& solution, cv::Size size) {
    cv::Mat opacity(size, CV_32FC1, cv::Scalar(0));
    for (const auto& run : lattice.runs(0, lattice.rows())) {
      for (std::size_t i = 0; i < run.length(); ++i) {
        opacity.at<float>(run.row, run.begin + static_cast<int>(i)) =
            static_cast<float>(solution[run.slot + i]);
      }
    }
    return opacity;
  }

  int radius_;
  double epsilon_;
  int threads_;
};

}  // namespace

ModelEntry closed_form() {
  return {closed_form_card(),
          [](const ModelOptions& options) { return std::make_unique<ClosedForm>(options); }};
}

}  // namespace mbench
