#pragma once

#include "runners/weights/pickle_input.h"
#include "runners/weights/pickle_tree.h"

namespace mbench {

/// The number that `numpy.core.multiarray.scalar(dtype, bytes)` stands for, such as a loss or an
/// epoch beside the weights; an object "numpy.scalar" for kinds of which nothing is read.
PickleNode numpy_scalar(const PickleTree& tree, PickleId type, PickleId bytes,
                        const PickleInput& input);

}  // namespace mbench
