#include "runners/cpu_throttle.h"

#include <gtest/gtest.h>

#include <fstream>

namespace mbench {
namespace {

void put_count(const fs::path& cpus, const std::string& cpu, const std::string& text) {
  fs::create_directories(cpus / cpu / "thermal_throttle");
  std::ofstream((cpus / cpu / "thermal_throttle" / "core_throttle_count").string()) << text;
}

TEST(CoreThrottleCount, IsTheSumOverTheCoresThatTell) {
  const TemporaryFolder folder;
  put_count(folder.path(), "cpu0", "3\n");
  put_count(folder.path(), "cpu11", "4\n");
  put_count(folder.path(), "cpu2", "no number\n");
  fs::create_directories(folder.path() / "cpu3");
  EXPECT_EQ(core_throttle_count(folder.path()), 7);
}

TEST(CoreThrottleCount, IsZeroOnlyWhereACoreSaysSo) {
  const TemporaryFolder folder;
  EXPECT_FALSE(core_throttle_count(folder.path()).has_value());
  EXPECT_FALSE(core_throttle_count(folder.path() / "nowhere").has_value());
  put_count(folder.path(), "cpu0", "0\n");
  EXPECT_EQ(core_throttle_count(folder.path()), 0);
}

}  // namespace
}  // namespace mbench
