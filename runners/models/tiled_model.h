#pragma once

#include "runners/models/matting_model.h"
#include "runners/models/memory_mode.h"

#include <memory>

namespace mbench {

/// Any model that takes a trimap, window by window: squares of `tiles.side` pixels that share
/// `tiles.overlap` with each neighbour, where their alphas are blended linearly. Windows at the
/// right and lower edges are moved inwards, so all are of the full size where the picture is. A
/// window in which nothing is unknown is its trimap, and the model is not asked.
///
/// An approximation: the model sees no further than a window. matte() throws ModelError for an
/// input without a trimap, since a prompt means the whole picture.
std::unique_ptr<MattingModel> tiled(std::unique_ptr<MattingModel> model,
                                    const MemoryMode::Tiles& tiles);

}  // namespace mbench
