#pragma once

#include "core/filesystem.h"
#include "runners/weights/checkpoint.h"

#include <string>
#include <vector>

namespace mbench {

/// A file of tests/data/weights.
fs::path stored_file(const std::string& name);
Checkpoint stored_checkpoint(const std::string& name, const std::string& copy = "");

/// What PyTorch says of a tensor of such a file: "views/transposed", "conv.weight".
struct ExpectedTensor {
  std::vector<std::int64_t> shape;
  std::vector<float> values;
};
ExpectedTensor expected_tensor(const std::string& name);

/// The tensor's values; a failure of the test if there is none of that name.
std::vector<float> values_of(const Checkpoint& checkpoint, const std::string& name);

/// The names of the checkpoint's tensors, in its order.
std::vector<std::string> names_of(const Checkpoint& checkpoint);

/// What all forms of the tiny network hold.
const std::vector<std::string>& tiny_names();
/// Fails unless the checkpoint is the tiny network with the expected values.
void expect_tiny(const Checkpoint& checkpoint);

}  // namespace mbench
