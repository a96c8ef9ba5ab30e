#pragma once

#include "core/progress.h"
#include "runners/weights/checkpoint.h"

#include <iosfwd>
#include <map>
#include <string>
#include <vector>

namespace mbench {

/// One tensor to be written, and the name it gets.
struct TensorToWrite {
  std::string name;
  const CheckpointTensor* tensor = nullptr;
};

/// Writes tensors of a checkpoint as a safetensors file, one after the other, so that no more
/// than a piece of one is in memory. `as_floats`: floating numbers become float32; integers and
/// truths keep their type. The header is padded to a multiple of 8 bytes with blanks.
///
/// Throws DataError, Interrupted.
void write_safetensors(const Checkpoint& checkpoint, const std::vector<TensorToWrite>& tensors,
                       const std::map<std::string, std::string>& metadata, bool as_floats,
                       std::ostream& out, Progress& progress);

}  // namespace mbench
