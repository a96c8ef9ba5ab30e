#pragma once

#include "core/image.h"
#include "datasets/sample.h"
#include "store/records.h"

#include <string>
#include <vector>

namespace mbench {

/// Long side of a picture in the report's gallery.
constexpr int kPreviewSide = 480;

/// "image", "trimap" and, with ground truth, "truth" of a sample, under its image's digest.
std::vector<PreviewRecord> sample_previews(const std::string& image_digest,
                                           const LoadedSample& sample);

/// "alpha" and, with ground truth, "error" of a prediction, under its result's key. The
/// error map is the square root of |alpha - truth|, so that small errors can be seen,
/// from black over red to pale yellow.
std::vector<PreviewRecord> prediction_previews(const std::string& result_key, const Alpha& alpha,
                                               const LoadedSample& sample);

}  // namespace mbench
