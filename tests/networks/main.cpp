#include "core/library_environment.h"
#include "runners/networks/tensor_memory.h"

#include <gtest/gtest.h>

int main(int argc, char** argv) {
  mbench::restart_with_library_environment(argv);
  mbench::TensorMemory::install();  // before the first tensor
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
