#include "runners/machine_gauge.h"

#include <gtest/gtest.h>

#include <fstream>

namespace mbench {
namespace {

void put_count(const fs::path& cpus, int count) {
  fs::create_directories(cpus / "cpu0" / "thermal_throttle");
  std::ofstream((cpus / "cpu0" / "thermal_throttle" / "core_throttle_count").string()) << count;
}

TEST(MachineGauge, CallsARunThrottledDuringWhichACoreWasSlowedDown) {
  const TemporaryFolder cpus;
  put_count(cpus.path(), 5);
  MachineGauge gauge("cpu", cpus.path());
  gauge.begin();
  EXPECT_EQ(gauge.end().throttled, false);
  gauge.begin();
  put_count(cpus.path(), 6);
  EXPECT_EQ(gauge.end().throttled, true);
  gauge.begin();
  EXPECT_EQ(gauge.end().throttled, false);
}

TEST(MachineGauge, SaysNothingWhereNoCoreDoes) {
  const TemporaryFolder cpus;
  MachineGauge gauge("cpu", cpus.path());
  gauge.begin();
  EXPECT_FALSE(gauge.end().throttled.has_value());
}

}  // namespace
}  // namespace mbench
