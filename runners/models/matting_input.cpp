#include "runners/models/matting_input.h"

#include <opencv2/imgproc.hpp>

namespace mbench {

std::optional<BoxPrompt> box_around(const Alpha& alpha) {
  constexpr int kHalf = 127;
  const cv::Mat object = to_bytes(alpha, Rounding::nearest).pixels() > kHalf;
  const cv::Rect box = cv::boundingRect(object);
  if (box.empty()) return std::nullopt;
  return BoxPrompt{static_cast<double>(box.x), static_cast<double>(box.y),
                   static_cast<double>(box.x + box.width - 1),
                   static_cast<double>(box.y + box.height - 1)};
}

}  // namespace mbench
