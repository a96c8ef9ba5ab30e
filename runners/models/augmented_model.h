#pragma once

#include "runners/models/augmentation.h"
#include "runners/models/matting_model.h"

#include <memory>

namespace mbench {

/// Any model under test-time augmentation: the mean of its alphas of all views of the sample, each
/// brought back to the sample's size and orientation.
///
/// Where the model kept the known pixels of a resized trimap, those of the sample's own trimap are
/// kept. With "aematter" the mean is not yet truncated to 8 bits again, as no model's alpha is.
std::unique_ptr<MattingModel> augmented(std::unique_ptr<MattingModel> model,
                                        const Augmentation& augmentation);

}  // namespace mbench
