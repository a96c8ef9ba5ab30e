#include "tests/weights/stored_checkpoints.h"

#include <gtest/gtest.h>

namespace mbench {

fs::path stored_file(const std::string& name) { return fs::path(MBENCH_CHECKPOINTS) / name; }

Checkpoint stored_checkpoint(const std::string& name, const std::string& copy) {
  return Checkpoint(stored_file(name), {copy});
}

ExpectedTensor expected_tensor(const std::string& name) {
  static const Checkpoint expected(stored_file("expected.safetensors"));
  const CheckpointTensor* tensor = expected.find(name);
  if (tensor == nullptr) {
    ADD_FAILURE() << "no expected values of " << name;
    return {};
  }
  return {tensor->shape, values_of(expected, name)};
}

std::vector<float> values_of(const Checkpoint& checkpoint, const std::string& name) {
  const CheckpointTensor* tensor = checkpoint.find(name);
  if (tensor == nullptr) {
    ADD_FAILURE() << checkpoint.name() << " has no " << name;
    return {};
  }
  std::vector<float> values(static_cast<std::size_t>(tensor->elements()));
  checkpoint.read_into(*tensor, values.data());
  return values;
}

std::vector<std::string> names_of(const Checkpoint& checkpoint) {
  std::vector<std::string> names;
  for (const CheckpointTensor& tensor : checkpoint.tensors()) names.push_back(tensor.name);
  return names;
}

const std::vector<std::string>& tiny_names() {
  static const std::vector<std::string> names{"conv.weight",
                                              "conv.bias",
                                              "bn.weight",
                                              "bn.bias",
                                              "bn.running_mean",
                                              "bn.running_var",
                                              "bn.num_batches_tracked",
                                              "head.weight"};
  return names;
}

void expect_tiny(const Checkpoint& checkpoint) {
  EXPECT_EQ(names_of(checkpoint), tiny_names());
  for (const std::string& name : tiny_names()) {
    const CheckpointTensor* tensor = checkpoint.find(name);
    if (tensor == nullptr) continue;
    const ExpectedTensor expected = expected_tensor(name);
    EXPECT_EQ(tensor->shape, expected.shape) << name;
    EXPECT_EQ(values_of(checkpoint, name), expected.values) << name;
  }
}

}  // namespace mbench
