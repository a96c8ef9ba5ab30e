#include "synth/trimap_steps.h"

#include "core/error.h"
#include "core/random.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>

namespace mbench {
namespace {

constexpr int kLargestDrawnPx = 29;
constexpr float kTolerance = 1e-5F;

TrimapSteps two_sizes(Random& random, int smallest_px, int largest_px) {
  TrimapSteps steps;
  steps.foreground.ellipse_px = random.integer(smallest_px, largest_px);
  steps.background.ellipse_px = random.integer(smallest_px, largest_px);
  return steps;
}

TrimapSteps gca(Random& random) {
  TrimapSteps steps = two_sizes(random, 1, kLargestDrawnPx);
  steps.tolerance = kTolerance;
  return steps;
}

TrimapSteps matteformer(Random& random) {
  constexpr std::array<int, 4> kInterpolations{cv::INTER_NEAREST, cv::INTER_LINEAR, cv::INTER_CUBIC,
                                               cv::INTER_LANCZOS4};
  TrimapSteps steps = gca(random);
  steps.squash_interpolation = kInterpolations[random.below(kInterpolations.size())];
  return steps;
}

TrimapSteps mam(Random& random, cv::Size size) {
  constexpr int kLargestKnownPx = 99;
  const double share = std::min(size.width, size.height) / 2048.0;
  const int bound = std::max(kLargestDrawnPx + 1, static_cast<int>(share * 30));
  TrimapSteps steps = two_sizes(random, 1, std::min(bound - 1, kLargestKnownPx));
  steps.tolerance = kTolerance;
  return steps;
}

TrimapSteps aematter(Random& random) {
  return random.chance(0.01) ? two_sizes(random, 10, 39) : two_sizes(random, 1, kLargestDrawnPx);
}

TrimapSteps huochaitiantang(Random& random) {
  TrimapSteps steps;
  steps.foreground.ellipse_px = random.integer(2, 4);
  steps.foreground.iterations = random.integer(5, 14);
  steps.background = steps.foreground;
  return steps;
}

}  // namespace

TrimapSteps trimap_steps(const TrimapRecipe& recipe, std::string_view sample, cv::Size size) {
  recipe.check();
  TrimapSteps fixed;
  fixed.foreground = fixed.background = {recipe.ellipse_px, recipe.iterations};
  // The family has numbers of its own, so that equal seeds do not tie recipes together.
  TrimapRecipe unseeded = recipe;
  unseeded.seed = 0;
  Random random = Random(recipe.seed).part(unseeded.text()).part(sample);
  switch (recipe.family) {
    case TrimapFamily::ellipse:
      return fixed;
    case TrimapFamily::gca:
      return gca(random);
    case TrimapFamily::matteformer:
      return matteformer(random);
    case TrimapFamily::mam:
      return mam(random, size);
    case TrimapFamily::aematter:
      return aematter(random);
    case TrimapFamily::huochaitiantang:
      return huochaitiantang(random);
    case TrimapFamily::background_matting_v2:
      break;
  }
  throw InternalError("this recipe has other steps");
}

}  // namespace mbench
