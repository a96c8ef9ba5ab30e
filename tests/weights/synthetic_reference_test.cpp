// Synthetic weights against those that the golden cases store (MBENCH_REFERENCE_DIR).

#include "runners/weights/checkpoint.h"
#include "runners/weights/synthetic_weights.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

namespace mbench {
namespace {

TEST(SyntheticReference, OfMamAreTheStoredOnes) {
  const char* folder = std::getenv("MBENCH_REFERENCE_DIR");
  if (folder == nullptr) GTEST_SKIP() << "MBENCH_REFERENCE_DIR is not set";
  const struct {
    const char* file;
    float head_gain;
    int tensors;
  } cases[] = {{"case-astronaut.safetensors", 1, 40}, {"case-strip.safetensors", 8, 43}};
  for (const auto& each : cases) {
    const Checkpoint golden(fs::path(folder) / "parity" / "mam_vitb" / each.file);
    const auto weights = synthetic_weights(parameter_manifest("mam-vit-b"), 1, each.head_gain);
    int compared = 0;
    for (const CheckpointTensor& tensor : golden.tensors()) {
      if (tensor.name.rfind("weights.", 0) != 0) continue;
      std::vector<float> expected(tensor.elements());
      golden.read_into(tensor, expected.data());
      std::vector<float> values(expected.size());
      weights->read(tensor.name.substr(8), tensor.shape, values.data());
      for (std::size_t i = 0; i < values.size(); ++i) {
        // One unit in the last place: sums in float64 may be taken in another order.
        EXPECT_LE(std::abs(values[i] - expected[i]), std::abs(expected[i]) * 1.2e-7F)
            << tensor.name << " " << i;
      }
      ++compared;
    }
    EXPECT_EQ(compared, each.tensors);
  }
}

TEST(SyntheticReference, EveryGoldenCaseIsReadable) {
  const char* folder = std::getenv("MBENCH_REFERENCE_DIR");
  if (folder == nullptr) GTEST_SKIP() << "MBENCH_REFERENCE_DIR is not set";
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(folder) / "parity")) {
    if (entry.path().extension() != ".safetensors") continue;
    const Checkpoint golden(entry.path());
    EXPECT_GT(golden.tensors().size(), 0U) << entry.path();
    EXPECT_TRUE(golden.unread().empty()) << entry.path();
    ++files;
  }
  EXPECT_GT(files, 20);
}

}  // namespace
}  // namespace mbench
