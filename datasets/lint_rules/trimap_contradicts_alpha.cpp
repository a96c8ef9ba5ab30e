#include <cstdint>

#include <fmt/format.h>

#include "core/image.h"
#include "datasets/lint_rules/lint_rules.h"

namespace mbench {
namespace {

/// Above this share of the known pixels the trimap can hardly belong to the alpha.
constexpr double kErrorShare = 0.01;

struct Contradictions {
  std::int64_t known = 0;
  std::int64_t background = 0;  ///< where the alpha is above 0
  std::int64_t foreground = 0;  ///< where the alpha is not opaque
};

template <typename Opacity>
Contradictions contradictions(const cv::Mat& trimap, const cv::Mat& alpha, Opacity opaque) {
  Contradictions count;
  for (int y = 0; y < trimap.rows; ++y) {
    const std::uint8_t* const known = trimap.ptr(y);
    const Opacity* const opacity = alpha.ptr<Opacity>(y);
    for (int x = 0; x < trimap.cols; ++x) {
      const bool background = known[x] == Trimap::kBackground;
      const bool foreground = known[x] == Trimap::kForeground;
      count.known += background || foreground ? 1 : 0;
      count.background += background && opacity[x] > Opacity{0} ? 1 : 0;
      count.foreground += foreground && opacity[x] < opaque ? 1 : 0;
    }
  }
  return count;
}

void of_sample(const LintSample& sample, Findings& findings) {
  if (!sample.alpha || !sample.trimap) return;
  const cv::Mat& trimap = sample.trimap->pixels;
  const cv::Mat& alpha = sample.alpha->pixels;
  if (trimap.size() != alpha.size()) return;
  const Contradictions count = alpha.depth() == CV_8U
                                   ? contradictions<std::uint8_t>(trimap, alpha, 255)
                                   : contradictions<float>(trimap, alpha, 1.0F);
  const std::int64_t wrong = count.background + count.foreground;
  if (wrong == 0) return;
  const double share = static_cast<double>(wrong) / static_cast<double>(count.known);
  FindingText text{
      sample.trimap->file, sample.found.name,
      fmt::format("{} of {} known pixels ({:.3g} %) contradict {}: background where alpha > 0 at "
                  "{}, foreground where it is not opaque at {}",
                  wrong, count.known, 100 * share, sample.alpha->file, count.background,
                  count.foreground),
      "make the trimap anew from this alpha, or check that they belong together"};
  findings.push_back(
      share > kErrorShare
          ? make_exceptional_finding(FindingCode::trimap_contradicts_alpha, std::move(text))
          : make_finding(FindingCode::trimap_contradicts_alpha, std::move(text)));
}

}  // namespace

LintRule trimap_contradicts_alpha_rule() { return {nullptr, of_sample, nullptr}; }

}  // namespace mbench
