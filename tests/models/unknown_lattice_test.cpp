#include "runners/models/unknown_lattice.h"

#include "tests/support/builders.h"

#include <set>

#include <gtest/gtest.h>

namespace mbench {
namespace {

TEST(UnknownLattice, FindsTheRunsOfUnknownPixels) {
  cv::Mat trimap(3, 8, CV_8UC1, cv::Scalar(0));
  trimap.row(1).colRange(1, 4).setTo(Trimap::kUnknown);
  trimap.row(1).colRange(6, 8).setTo(Trimap::kUnknown);
  const UnknownLattice lattice(Trimap(trimap), 2);
  EXPECT_TRUE(lattice.runs(0).empty());
  ASSERT_EQ(lattice.runs(1).size(), 2U);
  EXPECT_EQ(lattice.runs(1)[0].begin, 1);
  EXPECT_EQ(lattice.runs(1)[0].end, 4);
  EXPECT_EQ(lattice.runs(1)[1].length(), 2U);
  EXPECT_EQ(lattice.runs(0, 3).size(), 2U);
}

TEST(UnknownLattice, GivesEachPixelInReachASlotOfItsOwn) {
  const UnknownLattice lattice(noise_trimap(19, 13, 5), 2);
  std::set<std::size_t> pixels;
  for (const auto& run : lattice.runs(0, 13)) {
    for (std::size_t i = 0; i < run.length(); ++i) {
      EXPECT_TRUE(pixels.insert(run.slot + i).second);
    }
  }
  EXPECT_LT(*pixels.rbegin(), lattice.slots());
}

TEST(UnknownLattice, NumbersNeighboursOnOtherRowsConsecutively) {
  const UnknownLattice lattice(noise_trimap(19, 13, 6), 2);
  for (const auto& run : lattice.runs(0, 13)) {
    for (int below = -2; below <= 2; ++below) {
      for (int column = run.begin - 2; column < run.end + 2; ++column) {
        EXPECT_EQ(lattice.slot(run.row + below, column),
                  lattice.slot_below(run, below) + static_cast<std::size_t>(column - run.begin));
      }
    }
  }
}

TEST(UnknownLattice, CoversLittleMoreThanTheUnknownPixels) {
  cv::Mat trimap(1000, 1000, CV_8UC1, cv::Scalar(0));
  trimap(cv::Rect(100, 100, 50, 50)).setTo(Trimap::kUnknown);
  EXPECT_EQ(UnknownLattice(Trimap(trimap), 2).slots(), 54U * 54U);
}

}  // namespace
}  // namespace mbench
