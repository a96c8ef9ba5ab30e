#include "cli/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace mbench {
namespace {

TEST(ForEachIndex, CallsEachIndexOnce) {
  for (const int threads : {1, 2, 7, 64}) {
    std::vector<std::atomic<int>> calls(1000);
    for_each_index(calls.size(), threads, [&](std::size_t i) { ++calls[i]; });
    for (const auto& count : calls) EXPECT_EQ(count, 1);
  }
}

TEST(ForEachIndex, TakesAnEmptyRange) {
  for_each_index(0, 4, [](std::size_t) { FAIL(); });
}

TEST(ForEachIndex, PassesTheFirstExceptionOnAndBeginsNoMore) {
  std::atomic<int> calls{0};
  EXPECT_THROW(for_each_index(100000, 3,
                              [&](std::size_t i) {
                                ++calls;
                                if (i == 5) throw std::runtime_error("five");
                              }),
               std::runtime_error);
  EXPECT_LT(calls, 100000);
}

}  // namespace
}  // namespace mbench
