#pragma once

#include "runners/models/matting_input.h"

#include <ATen/core/Tensor.h>

#include <opencv2/core/types.hpp>

namespace mbench {

/// The size that an image has within SAM's square of 1024: its longer side is 1024. Throws
/// ModelError for an image so narrow that nothing of its shorter side would be left.
cv::Size size_for_sam(cv::Size image);

/// 1 x 3 x 1024 x 1024: the image resized as Pillow does it, in 8 bits, normalised, and zeros to
/// its right and below (SHI-Labs/Matting-Anything at eb01e1c1, inference_benchmark.py).
at::Tensor picture_for_sam(const Image& image);

/// The input's points and box in pixels of the resized image. Without a box it is the least one
/// around the prompt's mask where that is above one half; without any prompt, around all that
/// the trimap does not call background, since a trimap says as well which object is meant.
///
/// Throws ModelError if there is nothing to go by: no prompt and no trimap, a mask of another
/// size than the image, one without any pixel, or a box whose corners are swapped.
Prompt prompt_for_sam(const MattingInput& input);

}  // namespace mbench
