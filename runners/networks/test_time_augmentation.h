#pragma once

#include "runners/models/augmentation.h"
#include "runners/networks/network.h"

namespace mbench {

/// The alpha of any network under test-time augmentation: H x W float32 on the CPU, the mean of
/// what it gives for each view of the sample, brought back to the sample's size and orientation.
///
/// Where a network kept the known pixels of a resized trimap, those of the sample's own trimap are
/// kept. With "aematter" the mean is not yet truncated to 8 bits again, as a network's alpha is
/// not. `probes` are told of the first view. Throws what Network::infer does.
at::Tensor infer_augmented(const Network& network, const MattingInput& input,
                           const Augmentation& augmentation, const Probes& probes = {});

}  // namespace mbench
