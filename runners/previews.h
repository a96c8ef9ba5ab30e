#pragma once

#include "core/image.h"
#include "datasets/sample.h"
#include "store/records.h"

#include <string>
#include <vector>

namespace mbench {

/// Long side of a picture in the report's gallery.
constexpr int kPreviewSide = 480;

/// The picture, averaged down if its long side is more than `side_px`.
cv::Mat within_side(const cv::Mat& pixels, int side_px);

/// "image", "trimap" and, with ground truth, "truth" of a sample, under its image's digest; the
/// trimap also under its own, as an image can have several.
std::vector<PreviewRecord> sample_previews(const std::string& image_digest,
                                           const std::string& trimap_digest,
                                           const LoadedSample& sample);

/// "alpha" and, with ground truth, "error" of a prediction, under its result's key. The
/// error map is the square root of |alpha - truth|, so that small errors can be seen,
/// from black over red to pale yellow.
std::vector<PreviewRecord> prediction_previews(const std::string& result_key, const Alpha& alpha,
                                               const LoadedSample& sample);

}  // namespace mbench
