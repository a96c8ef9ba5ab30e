#pragma once

#include "runners/models/matting_model.h"

#include <vector>

namespace mbench {

/// The neural networks. They run in the program mbench-torch, so their entries cannot make a
/// model; see network_model.h.
std::vector<ModelEntry> network_cards();

}  // namespace mbench
