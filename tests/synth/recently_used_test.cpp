#include "synth/recently_used.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace mbench {
namespace {

TEST(RecentlyUsed, MakesAThingOnce) {
  RecentlyUsed<std::string> things(2);
  int made = 0;
  const auto make = [&] { return std::to_string(++made); };
  EXPECT_EQ(*things.get("a", make), "1");
  EXPECT_EQ(*things.get("a", make), "1");
  EXPECT_EQ(*things.get("b", make), "2");
  EXPECT_EQ(*things.get("a", make), "1");
}

TEST(RecentlyUsed, ForgetsTheThingThatWasAskedForLongestAgo) {
  RecentlyUsed<int> things(2);
  int made = 0;
  const auto make = [&] { return ++made; };
  things.get("a", make);
  things.get("b", make);
  things.get("a", make);
  things.get("c", make);
  EXPECT_EQ(*things.get("a", make), 1);
  EXPECT_EQ(*things.get("b", make), 4);
}

TEST(RecentlyUsed, KeepsAThingAliveWhileItIsUsed) {
  RecentlyUsed<std::string> things(1);
  const auto held = things.get("a", [] { return std::string("whole"); });
  things.get("b", [] { return std::string("other"); });
  EXPECT_EQ(*held, "whole");
}

TEST(RecentlyUsed, GivesAFailureToAllThatAsk) {
  RecentlyUsed<int> things(2);
  const auto fail = []() -> int { throw std::runtime_error("damaged"); };
  EXPECT_THROW(things.get("a", fail), std::runtime_error);
  EXPECT_THROW(things.get("a", [] { return 1; }), std::runtime_error);
}

TEST(RecentlyUsed, MakesAThingOnceForManyThreads) {
  RecentlyUsed<int> things(4);
  std::atomic<int> made{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        EXPECT_EQ(*things.get(std::to_string(i % 3), [&] { return ++made, i % 3; }), i % 3);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(made, 3);
}

}  // namespace
}  // namespace mbench
