#include "runners/models/phase_timer.h"

#include <gtest/gtest.h>

#include <thread>

namespace mbench {
namespace {

/// Lets so much time pass at least.
void pass(std::chrono::nanoseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < end) std::this_thread::yield();
}

TEST(PhaseTimer, CountsEachPhaseFromWhereTheOneBeforeEnds) {
  PhaseTimer timer;
  const auto start = std::chrono::steady_clock::now();
  timer.restart(Phase::preprocess);
  pass(std::chrono::microseconds(300));
  timer.begin(Phase::infer);
  pass(std::chrono::microseconds(500));
  timer.begin(Phase::preprocess);
  pass(std::chrono::microseconds(300));
  timer.stop();
  const auto whole = std::chrono::steady_clock::now() - start;
  const PhaseTimes times = timer.times();
  ASSERT_EQ(times.size(), 2U);
  EXPECT_GE(times.at("preprocess"), 600'000);
  EXPECT_GE(times.at("infer"), 500'000);
  EXPECT_LE(times.at("preprocess") + times.at("infer"), whole.count());
}

TEST(PhaseTimer, ForgetsTheImageBeforeAndWhatAnExceptionLeftRunning) {
  PhaseTimer timer;
  timer.restart(Phase::postprocess);
  timer.add(Phase::infer_device, 5);
  timer.restart(Phase::infer);
  timer.stop();
  timer.stop();
  ASSERT_EQ(timer.times().size(), 1U);
  EXPECT_EQ(timer.times().count("infer"), 1U);
}

TEST(PhaseTimer, AddsWhatWasMeasuredElsewhere) {
  PhaseTimer timer;
  timer.add(Phase::infer_device, 5);
  timer.add({{"infer_device", 2}, {"device_to_host", 3}});
  EXPECT_EQ(timer.times(), (PhaseTimes{{"infer_device", 7}, {"device_to_host", 3}}));
}

TEST(PhaseTimer, LetsTheDeviceFinishBeforeEachReadingOfTheClock) {
  int settled = 0;
  PhaseTimer timer([&] {
    ++settled;
    pass(std::chrono::microseconds(200));
  });
  timer.restart(Phase::infer);
  timer.begin(Phase::device_to_host);
  timer.stop();
  EXPECT_EQ(settled, 4);
  EXPECT_GE(timer.times().at("infer"), 200'000);
}

}  // namespace
}  // namespace mbench
