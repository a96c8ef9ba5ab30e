#pragma once

#include "runners/models/matting_model.h"

#include <memory>

namespace mbench {

/// Any model on pictures that are shrunk, where they are larger, until the longer side has
/// `longest_side` pixels: the image by the mean of the pixels that fall together, the trimap by
/// the nearest pixel, a prompt with them. The alpha is enlarged bilinearly, and what the trimap
/// knows is kept at full size. An approximation.
std::unique_ptr<MattingModel> downscaled(std::unique_ptr<MattingModel> model, int longest_side);

}  // namespace mbench
