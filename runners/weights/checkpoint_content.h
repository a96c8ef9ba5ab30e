#pragma once

#include "runners/weights/byte_source.h"
#include "runners/weights/checkpoint_tensor.h"

#include <string>
#include <vector>

namespace mbench {

/// Something under a parameter's name that cannot be read as numbers, and why.
struct UnreadEntry {
  std::string name;
  std::string reason;  ///< "it is of class mylib.Quantised"
};

/// What a reader found in a weight file.
struct CheckpointContent {
  std::string format;  ///< "safetensors", "PyTorch zip", "PyTorch legacy"
  std::vector<SharedSource> sources;
  std::vector<CheckpointTensor> tensors;  ///< in the file's order; each name once
  std::vector<UnreadEntry> unread;
  std::string copy;                       ///< which of its state dicts; empty: the only one
  std::vector<std::string> other_copies;  ///< the others, as they may be asked for
};

}  // namespace mbench
