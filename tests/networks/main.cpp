#include "core/library_environment.h"

#include <gtest/gtest.h>

int main(int argc, char** argv) {
  mbench::restart_with_library_environment(argv);
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
