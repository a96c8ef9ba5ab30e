#include "runners/models/knn_graph.h"

#include "tests/support/builders.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

// Four pixels in a row, black black white white, unknown in the middle; each takes one
// neighbour besides itself, which colour decides.
TEST(KnnGraph, JoinsPixelsOfLikeColour) {
  cv::Mat image(1, 4, CV_8UC3, cv::Scalar::all(0));
  image.colRange(2, 4).setTo(cv::Scalar::all(255));
  cv::Mat trimap(1, 4, CV_8UC1, cv::Scalar(Trimap::kUnknown));
  trimap.at<std::uint8_t>(0, 0) = Trimap::kBackground;
  trimap.at<std::uint8_t>(0, 3) = Trimap::kForeground;
  ThreadTeam team(1);
  const KnnSystem system = knn_system(Image(image), Trimap(trimap), {{2, 0.1F}}, 5, team);
  EXPECT_EQ(system.pixels, (std::vector<int>{1, 2}));
  // Each finds its known neighbour and is found by it: weight 2, no unknown partner.
  EXPECT_EQ(system.diagonal, (std::vector<double>{2, 2}));
  EXPECT_EQ(system.right_side, (std::vector<double>{0, 2}));
  EXPECT_TRUE(system.columns.empty());
}

TEST(KnnGraph, IsSymmetric) {
  ThreadTeam team(2);
  const KnnSystem system =
      knn_system(noise_image(17, 15, 1), noise_trimap(17, 15, 2), {{8, 2.0F}, {4, 0.1F}}, 30, team);
  const auto weight = [&](std::size_t row, std::size_t column) {
    for (std::size_t k = system.row_begins[row]; k < system.row_begins[row + 1]; ++k) {
      if (system.columns[k] == column) return system.weights[k];
    }
    return 0.0F;
  };
  ASSERT_FALSE(system.columns.empty());
  for (std::size_t row = 0; row < system.pixels.size(); ++row) {
    for (std::size_t column = 0; column < row; ++column) {
      EXPECT_EQ(weight(row, column), weight(column, row));
    }
  }
}

TEST(KnnGraph, LeavesOutKnownPixelsBeyondTheBand) {
  cv::Mat trimap(1, 30, CV_8UC1, cv::Scalar(Trimap::kForeground));
  trimap.at<std::uint8_t>(0, 0) = Trimap::kUnknown;
  ThreadTeam team(1);
  const KnnSystem near = knn_system(noise_image(30, 1, 1), Trimap(trimap), {{30, 1.0F}}, 5, team);
  const KnnSystem all = knn_system(noise_image(30, 1, 1), Trimap(trimap), {{30, 1.0F}}, 99, team);
  EXPECT_EQ(near.right_side[0], 2 * 5);
  EXPECT_EQ(all.right_side[0], 2 * 29);
}

}  // namespace
}  // namespace mbench
