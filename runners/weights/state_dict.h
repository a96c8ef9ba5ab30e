#pragma once

#include "runners/weights/pickle_tree.h"

#include <string>
#include <vector>

namespace mbench {

/// A parameter as a state dict names it.
struct NamedPickle {
  std::string name;
  PickleId value = kNoPickle;
};

/// One of the sets of named tensors that a checkpoint holds, such as the trained weights and
/// their moving average.
struct StateDict {
  std::string path;  ///< the keys that lead to it, "a/b"; empty: the whole file is one
  std::vector<NamedPickle> entries;  ///< tensors, and what could not be read as one
  std::size_t tensors = 0;
};

/// Every state dict in the tree: dicts whose values are tensors, at most four keys deep, and the
/// parameters of modules that were pickled whole. What optimizers hold is left out. Copies that
/// stand in one dict under a prefix such as "ema." are separated.
std::vector<StateDict> find_state_dicts(const PickleTree& tree);

/// Which of them is meant where nobody chose, as an index: the moving average ("params_ema",
/// "model_ema", "ema"), which is what projects that keep one evaluate; then "state_dict", "model",
/// "params" and the like; then any other; last "teacher" and "ema_state_dict" (under which
/// mmengine keeps the weights that are not averaged). Dicts with few tensors are left aside.
/// `dicts` is not empty.
std::size_t preferred_state_dict(const std::vector<StateDict>& dicts);

}  // namespace mbench
