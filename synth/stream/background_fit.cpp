#include "synth/stream/background_fit.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace mbench {
namespace {

const BackgroundFit& draw_fit(const std::vector<BackgroundFit>& fits, Random& random) {
  MBENCH_ASSERT(!fits.empty());
  double total = 0;
  for (const BackgroundFit& fit : fits) total += fit.weight;
  double place = random.uniform(0, total);
  for (const BackgroundFit& fit : fits) {
    if (place < fit.weight) return fit;
    place -= fit.weight;
  }
  return fits.back();
}

/// The middle of the background that is resized.
cv::Rect middle_part(cv::Size background, cv::Size size, const BackgroundPlan& plan) {
  double width = background.width;
  double height = background.height;
  if (plan.keeps_shape) {
    const double scale = std::max(size.width / width, size.height / height);
    width = size.width / scale;
    height = size.height / scale;
  }
  const auto whole = [&](double side, int most) {
    return std::clamp(static_cast<int>(std::lround(side / plan.margin)), 1, most);
  };
  const cv::Size part(whole(width, background.width), whole(height, background.height));
  return {cv::Point((background.width - part.width) / 2, (background.height - part.height) / 2),
          part};
}

cv::Mat smoothed(const cv::Mat& pixels, cv::Size size) {
  const double across = std::max(0.0, (double(pixels.cols) / size.width - 1) / 2);
  const double down = std::max(0.0, (double(pixels.rows) / size.height - 1) / 2);
  if (across == 0 && down == 0) return pixels;
  const auto side_px = [](double sigma) { return 2 * static_cast<int>(std::ceil(4 * sigma)) + 1; };
  cv::Mat result;
  cv::sepFilter2D(pixels, result, -1,
                  cv::getGaussianKernel(side_px(across), std::max(across, 1e-3)),
                  cv::getGaussianKernel(side_px(down), std::max(down, 1e-3)));
  return result;
}

}  // namespace

BackgroundPlan draw_background(const BackgroundStep& step, Random& random) {
  const BackgroundFit& fit = draw_fit(step.fits, random);
  BackgroundPlan plan;
  plan.keeps_shape = fit.keeps_shape;
  plan.margin = fit.margin;
  plan.smooth_when_shrinking = step.smooth_when_shrinking;
  plan.interpolation = draw_interpolations(step.interpolation, random).colour;
  const bool blurs = random.chance(step.box_blur_probability);
  if (blurs) plan.box_px = step.box_sides_px[random.below(step.box_sides_px.size())];
  return plan;
}

cv::Mat fitted_background(const cv::Mat& background, cv::Size size, const BackgroundPlan& plan) {
  cv::Mat part = background(middle_part(background.size(), size, plan)).clone();
  if (plan.smooth_when_shrinking) part = smoothed(part, size);
  cv::Mat fitted = resized(part, size, plan.interpolation);
  if (plan.box_px > 0) cv::blur(fitted, fitted, {plan.box_px, plan.box_px});
  return fitted;
}

}  // namespace mbench
