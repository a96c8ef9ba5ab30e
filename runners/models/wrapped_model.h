#pragma once

#include "runners/models/matting_model.h"
#include "runners/models/model_settings.h"

#include <memory>

namespace mbench {

/// The model with those of the settings that any model can have around it: windows or shrunk
/// pictures within test-time augmentation. Throws UsageError for settings that check() refuses.
std::unique_ptr<MattingModel> wrapped(std::unique_ptr<MattingModel> model,
                                      const ModelSettings& settings);

}  // namespace mbench
