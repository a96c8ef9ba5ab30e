#include "core/thread_team.h"

#include <atomic>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace mbench {
namespace {

TEST(ThreadTeam, DoesEachPieceOnce) {
  ThreadTeam team(3);
  for (const std::size_t count : {0U, 1U, 2U, 1000U}) {
    std::vector<std::atomic<int>> done(count);
    team.each(count, [&](std::size_t i) { ++done[i]; });
    for (const auto& times : done) EXPECT_EQ(times, 1);
  }
}

TEST(ThreadTeam, CountsTheCallerAndAtLeastOne) {
  EXPECT_EQ(ThreadTeam(4).threads(), 4);
  EXPECT_EQ(ThreadTeam(1).threads(), 1);
  EXPECT_EQ(ThreadTeam(0).threads(), 1);
}

TEST(ThreadTeam, ThrowsOnWhatAPieceThrewAndStaysOfUse) {
  ThreadTeam team(2);
  const auto fail_at_5 = [](std::size_t i) {
    if (i == 5) throw std::runtime_error("five");
  };
  EXPECT_THROW(team.each(100, fail_at_5), std::runtime_error);
  std::atomic<int> done = 0;
  team.each(10, [&](std::size_t) { ++done; });
  EXPECT_EQ(done, 10);
}

TEST(ThreadTeam, DoesWhatIsBesideOnceWhateverComesBetween) {
  for (const int threads : {1, 2, 3}) {
    ThreadTeam team(threads);
    std::vector<std::atomic<int>> beside(200);
    std::vector<std::atomic<int>> between(50);
    ThreadTeam::Beside more(team, beside.size(), [&](std::size_t i) { ++beside[i]; });
    for (int round = 0; round < 5; ++round) {
      team.each(between.size(), [&](std::size_t i) { ++between[i]; });
    }
    more.finish();
    for (const auto& times : beside) EXPECT_EQ(times, 1);
    for (const auto& times : between) EXPECT_EQ(times, 5);
  }
}

TEST(ThreadTeam, LeavesWhatIsBesideUndoneWhenItIsNotFinished) {
  ThreadTeam team(1);
  int done = 0;
  {
    const ThreadTeam::Beside more(team, 5, [&](std::size_t) { ++done; });
  }
  EXPECT_EQ(done, 0);
  team.each(3, [&](std::size_t) { ++done; });
  EXPECT_EQ(done, 3);
}

TEST(ThreadTeam, ThrowsOnWhatWasThrownBeside) {
  for (const int threads : {1, 2}) {
    ThreadTeam team(threads);
    ThreadTeam::Beside more(team, 20, [](std::size_t i) {
      if (i == 7) throw std::runtime_error("seven");
    });
    team.each(4, [](std::size_t) {});
    EXPECT_THROW(more.finish(), std::runtime_error);
  }
}

}  // namespace
}  // namespace mbench
