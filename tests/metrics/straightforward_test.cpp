#include "benchmarks/metrics/oracle/straightforward.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

/// A picture of one row.
cv::Mat row(std::initializer_list<int> values) {
  cv::Mat picture(1, static_cast<int>(values.size()), CV_8UC1);
  int x = 0;
  for (const int value : values)
    picture.at<std::uint8_t>(0, x++) = static_cast<std::uint8_t>(value);
  return picture;
}

TEST(Straightforward, SadAndMseAreSumsOfByteDifferences) {
  const cv::Mat everywhere = row({255, 255, 0});
  EXPECT_EQ(oracle::sad_x255(row({3, 0, 9}), row({0, 2, 0}), everywhere), 5);
  EXPECT_EQ(oracle::mse_x65025(row({3, 0, 9}), row({0, 2, 0}), everywhere), 13);
}

TEST(Straightforward, AnIslandOfTheLesserAlphaIsDisconnectedFromItsLevelOn) {
  // min = 255 255 0 255: the two on the left are the largest component at every threshold,
  // so the island has level 0 and phi = 0 in both: no error there. Where only p is opaque,
  // level 0 gives phi(p) = 0 and phi(g) = 1.
  const cv::Mat everywhere = row({255, 255, 255, 255});
  EXPECT_EQ(oracle::conn_x510(row({255, 255, 255, 255}), row({255, 255, 0, 255}), everywhere, {}),
            510);
}

TEST(Straightforward, TheSixthThresholdDependsOnThePrecision) {
  // g = 255, p = 153: level 6 leaves 510 - 306 = 204 of disconnection, level 5 leaves 255.
  const cv::Mat everywhere = row({255, 255});
  oracle::ConnRule rule;
  EXPECT_EQ(oracle::conn_x510(row({153, 153}), row({255, 255}), everywhere, rule), 2 * 204);
  rule.sixth_threshold = 154;
  EXPECT_EQ(oracle::conn_x510(row({153, 153}), row({255, 255}), everywhere, rule), 2 * 255);
}

TEST(Straightforward, AFlatPictureHasNoGradient) {
  const cv::Mat everywhere = row({255, 255, 255});
  EXPECT_EQ(oracle::grad(row({7, 7, 7}), row({0, 0, 0}), everywhere, {}), 0.0);
}

}  // namespace
}  // namespace mbench
