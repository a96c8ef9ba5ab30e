#pragma once

#include "runners/models/augmentation.h"
#include "runners/models/matting_input.h"

// Included by sources that also include LibTorch, so no newer than C++17.

namespace mbench {

/// The sample as the view shows it: image, trimap and prompts resized, turned and mirrored alike.
///
/// Image and mask are shrunk by area or enlarged bilinearly; the trimap takes the nearest pixel.
/// A side becomes the nearest whole number of pixels, at least one. Boxes and points stay on the
/// content that they were on, pixel centres kept.
MattingInput augmented_input(const MattingInput& input, const AugmentedView& view);

}  // namespace mbench
