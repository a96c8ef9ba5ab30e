#include "runners/networks/cuda_device.h"

#include "core/error.h"

#include <gtest/gtest.h>

#include <string>

namespace mbench {
namespace {

TEST(NamedDevice, IsTheCpuOrAGpu) {
  EXPECT_TRUE(named_device("cpu").is_cpu());
  for (const char* other : {"", "gpu", "cuda:", "cuda:x", "cuda:-1", "cuda:1x", "cuda1"}) {
    EXPECT_THROW(named_device(other), UsageError) << other;
  }
}

TEST(NamedDevice, SaysWhyThereIsNoGpu) {
  try {
    EXPECT_TRUE(named_device("cuda:63").is_cuda());
    FAIL() << "64 GPUs";
  } catch (const ModelError& missing) {
    EXPECT_NE(std::string(missing.what()).find("cuda:63"), std::string::npos) << missing.what();
    EXPECT_NE(missing.hint().find("--device cpu"), std::string::npos);
  }
}

}  // namespace
}  // namespace mbench
