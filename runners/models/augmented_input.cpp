#include "runners/models/augmented_input.h"

#include <algorithm>
#include <cmath>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace mbench {
namespace {

/// Moves pictures and positions of a sample to where a view has them.
class ViewMap {
 public:
  ViewMap(const AugmentedView& view, cv::Size size)
      : view_(view), size_(size), scaled_(scaled(size.width), scaled(size.height)) {}

  cv::Mat picture(const cv::Mat& pixels, bool nearest) const {
    cv::Mat result = pixels;
    if (scaled_ != size_) {
      const int smooth = view_.scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR;
      cv::resize(pixels, result, scaled_, 0, 0, nearest ? cv::INTER_NEAREST_EXACT : smooth);
    }
    if (view_.quarter_turns != 0) {
      constexpr int kTurns[] = {cv::ROTATE_90_COUNTERCLOCKWISE, cv::ROTATE_180,
                                cv::ROTATE_90_CLOCKWISE};
      cv::Mat turned;
      cv::rotate(result, turned, kTurns[view_.quarter_turns - 1]);
      result = turned;
    }
    if (view_.mirrored) {
      cv::Mat mirrored;
      cv::flip(result, mirrored, 1);
      result = mirrored;
    }
    return result;
  }

  cv::Point2d position(cv::Point2d at) const {
    at.x = resized(at.x, size_.width, scaled_.width);
    at.y = resized(at.y, size_.height, scaled_.height);
    cv::Size size = scaled_;
    for (int turn = 0; turn < view_.quarter_turns; ++turn) {
      at = {at.y, size.width - 1 - at.x};
      std::swap(size.width, size.height);
    }
    if (view_.mirrored) at.x = size.width - 1 - at.x;
    return at;
  }

 private:
  int scaled(int side) const {
    return std::max(1, static_cast<int>(std::lround(side * view_.scale)));
  }
  static double resized(double at, int from, int to) {
    if (from == to) return at;
    return std::clamp((at + 0.5) * to / from - 0.5, 0.0, to - 1.0);
  }

  AugmentedView view_;
  cv::Size size_;
  cv::Size scaled_;
};

BoxPrompt moved(const BoxPrompt& box, const ViewMap& map) {
  const cv::Point2d a = map.position({box.left, box.top});
  const cv::Point2d b = map.position({box.right, box.bottom});
  return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

}  // namespace

MattingInput augmented_input(const MattingInput& input, const AugmentedView& view) {
  const ViewMap map(view, input.image.size());
  MattingInput result = input;
  result.image = Image(map.picture(input.image.pixels(), /*nearest=*/false));
  if (input.trimap) result.trimap = Trimap(map.picture(input.trimap->pixels(), /*nearest=*/true));
  if (input.prompt.box) result.prompt.box = moved(*input.prompt.box, map);
  for (PointPrompt& point : result.prompt.points) {
    const cv::Point2d at = map.position({point.x, point.y});
    point.x = at.x;
    point.y = at.y;
  }
  if (input.prompt.mask) {
    result.prompt.mask = Alpha(map.picture(input.prompt.mask->pixels(), /*nearest=*/false));
  }
  return result;
}

}  // namespace mbench
