#include "runners/models/wrapped_model.h"

#include "runners/models/augmented_model.h"
#include "runners/models/downscaled_model.h"
#include "runners/models/tiled_model.h"

#include <utility>

namespace mbench {

std::unique_ptr<MattingModel> wrapped(std::unique_ptr<MattingModel> model,
                                      const ModelSettings& settings) {
  const MemoryMode mode = settings.memory_mode();
  if (mode.tiles) model = tiled(std::move(model), *mode.tiles);
  if (mode.longest_side) model = downscaled(std::move(model), *mode.longest_side);
  if (!settings.augmentation.empty()) {
    model = augmented(std::move(model), parse_augmentation(settings.augmentation));
  }
  return model;
}

}  // namespace mbench
