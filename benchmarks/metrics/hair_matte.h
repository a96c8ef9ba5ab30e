#pragma once

#include <opencv2/core/mat.hpp>

namespace mbench {

/// A truth, a prediction and a trimap to be measured, all CV_8UC1 of one size.
struct MatteSample {
  cv::Mat predicted;
  cv::Mat truth;
  cv::Mat trimap;
};

/// A drawn head and shoulders with thousands of hairs 1 to 3 pixels wide, the prediction a
/// little smoother, noisier and too thin here and there; 15 to 20 % of the pixels unknown.
/// Its 0.06 changes of level a pixel are those of the golden case hair_real at every size,
/// which makes a large picture harder than a photograph of it would be. The same every time.
MatteSample hair_matte(cv::Size size);

/// Uniform noise in both alphas, all unknown: the worst case.
MatteSample noise_matte(cv::Size size);

}  // namespace mbench
