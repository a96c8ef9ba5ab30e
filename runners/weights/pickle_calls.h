#pragma once

#include "runners/weights/pickle_input.h"
#include "runners/weights/pickle_tree.h"

#include <string>

namespace mbench {

/// What calling `callable` with the tuple `arguments` stands for, as PyTorch, NumPy and Python
/// write their values: a tensor, a container, a number; for other classes an object of that name.
/// Throws UnsafePickle for other functions, DataError for arguments that do not fit.
PickleNode called(PickleTree& tree, PickleId callable, PickleId arguments,
                  const PickleInput& input);

/// What a class makes without a call: a dict of the dict classes, else an object of that name.
PickleNode instance(const PickleTree& tree, PickleId type, const PickleInput& input);

/// What a persistent id of PyTorch stands for: a storage, or the class of a module.
PickleNode persistent(PickleTree& tree, PickleId id, const PickleInput& input);

}  // namespace mbench
