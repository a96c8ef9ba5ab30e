#pragma once

#include "runners/models/matting_model.h"
#include "runners/models/model_registry.h"
#include "runners/models/model_settings.h"
#include "runners/networks/tensor_memory.h"

#include <c10/core/Device.h>

#include <memory>

namespace mbench {

/// A network of the list, with its weights loaded, as a model. `matte` returns the trimap as an
/// alpha where nothing in it is unknown and the network needs one, without running it.
///
/// Throws ModelError if the weights are missing or of another network, or if the network does not
/// have the mode asked for; DataError if their file cannot be read.
/// `memory` is that of this process; its limit, if it has one, decides how large blocks are. On a
/// GPU that is settings.vram_bytes.
std::unique_ptr<MattingModel> make_network_model(const ModelSpec& spec,
                                                 const ModelSettings& settings, int threads,
                                                 const TensorMemory& memory,
                                                 const c10::Device& device = c10::kCPU);

}  // namespace mbench
