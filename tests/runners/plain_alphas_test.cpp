#include "runners/plain_alphas.h"

#include "core/error.h"
#include "tests/support/builders.h"

#include <gtest/gtest.h>
#include <opencv2/core.hpp>

#include <cstdlib>
#include <thread>

namespace mbench {
namespace {

PlannedCell cell_in(const std::string& memory) {
  PlannedCell cell;
  cell.record.suite = "demo";
  cell.record.model = "mematte-s";
  cell.settings.memory = memory;
  cell.record.approximate = memory != "plain";
  return cell;
}

/// A plain cell and two approximate ones, whose files lie in a folder of the test's.
class PlainAlphasKept : public ::testing::Test {
 protected:
  void SetUp() override { ::setenv("TMPDIR", scratch_.path().c_str(), 1); }
  void TearDown() override { ::unsetenv("TMPDIR"); }

  std::size_t files() const {
    std::size_t count = 0;
    for (fs::recursive_directory_iterator at(scratch_.path()), end; at != end; ++at) {
      if (fs::is_regular_file(at->path())) ++count;
    }
    return count;
  }
  std::vector<CellPart> parts() const {
    return {{&plain_, {0, 1}, false}, {&first_, {0, 1}, false}, {&second_, {0, 1}, false}};
  }

  TemporaryFolder scratch_;
  PlannedCell plain_ = cell_in("plain");
  PlannedCell first_ = cell_in("tokens:64");
  PlannedCell second_ = cell_in("tokens:16");
};

TEST_F(PlainAlphasKept, AreTakenAsTheyWereAndOnlyAsLongAsSomebodyWantsThem) {
  PlainAlphas kept(parts());
  const Alpha alpha = flat_alpha(7, 5, 1.0F / 3);
  kept.settle(plain_, 0, &alpha);
  EXPECT_EQ(files(), 1U);
  for (const PlannedCell* cell : {&first_, &second_}) {
    EXPECT_TRUE(kept.has_plain(*cell));
    const std::optional<Alpha> taken = kept.take(*cell, 0);
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->size(), cv::Size(7, 5));
    EXPECT_EQ(cv::norm(taken->pixels(), alpha.pixels(), cv::NORM_INF), 0.0);
  }
  EXPECT_EQ(files(), 0U);
}

TEST_F(PlainAlphasKept, AreNotWrittenWhereNobodyWantsThem) {
  PlainAlphas kept({{&plain_, {0}, false}});
  const Alpha alpha = flat_alpha(2, 2, 0.5F);
  kept.settle(plain_, 0, &alpha);
  EXPECT_TRUE(fs::is_empty(scratch_.path()));
  EXPECT_FALSE(kept.has_plain(first_));
}

TEST_F(PlainAlphasKept, AreNoneWherePlainMadeNone) {
  PlainAlphas kept(parts());
  kept.settle(plain_, 1, nullptr);
  EXPECT_FALSE(kept.take(first_, 1));
}

TEST_F(PlainAlphasKept, AreWaitedFor) {
  PlainAlphas kept(parts());
  std::optional<Alpha> taken;
  std::thread other([&] { taken = kept.take(first_, 0); });
  const Alpha alpha = flat_alpha(2, 2, 0.5F);
  kept.settle(plain_, 0, &alpha);
  other.join();
  EXPECT_TRUE(taken);
}

TEST_F(PlainAlphasKept, AreNotWaitedForAnyMoreWhenALaneEnded) {
  PlainAlphas kept(parts());
  std::optional<Alpha> taken = flat_alpha(1, 1, 0.0F);
  std::thread other([&] { taken = kept.take(first_, 0); });
  kept.give_up();
  other.join();
  EXPECT_FALSE(taken);
}

TEST_F(PlainAlphasKept, GoWithTheObject) {
  {
    PlainAlphas kept(parts());
    const Alpha alpha = flat_alpha(2, 2, 0.5F);
    kept.settle(plain_, 0, &alpha);
    EXPECT_EQ(files(), 1U);
  }
  EXPECT_TRUE(fs::is_empty(scratch_.path()));
}

TEST_F(PlainAlphasKept, ThatCannotBeWrittenAreTold) {
  PlainAlphas kept(parts());
  ::setenv("TMPDIR", "/no/such/folder", 1);
  const Alpha alpha = flat_alpha(2, 2, 0.5F);
  EXPECT_THROW(kept.settle(plain_, 0, &alpha), DataError);
  EXPECT_FALSE(kept.take(first_, 0)) << "nobody waits for ever";
}

TEST(AlphaDifferences, AreTheLargestAndTheMeanOverAllPixels) {
  cv::Mat pixels(2, 5, CV_32FC1, cv::Scalar(0.25));
  pixels.at<float>(1, 4) = 1.0F;
  pixels.at<float>(0, 0) = 0.0F;
  const AlphaDifference found = difference(Alpha(pixels), flat_alpha(5, 2, 0.25F));
  EXPECT_DOUBLE_EQ(found.largest, 0.75);
  EXPECT_DOUBLE_EQ(found.mean, 0.1);
}

}  // namespace
}  // namespace mbench
