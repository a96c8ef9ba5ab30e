#include "synth/stream/alpha_box.h"

#include <opencv2/imgproc.hpp>

namespace mbench {

std::optional<cv::Rect> alpha_box(const cv::Mat& alpha) {
  const cv::Rect box = cv::boundingRect(alpha > 0.5);
  if (box.empty()) return std::nullopt;
  return box;
}

}  // namespace mbench
