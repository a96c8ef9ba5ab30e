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

}  // namespace
}  // namespace mbench
