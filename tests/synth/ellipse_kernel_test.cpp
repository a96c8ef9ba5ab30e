#include "synth/ellipse_kernel.h"

#include <gtest/gtest.h>

#include <fstream>
#include <opencv2/core.hpp>
#include <string>

#include "core/sha256.h"

namespace mbench {
namespace {

TEST(EllipseKernel, IsTheOneThatTheFieldsTrimapsWereMadeWith) {
  std::ifstream file(MBENCH_TEST_DATA_DIR "/synth/ellipses.txt");
  std::string line;
  int kernels = 0;
  while (std::getline(file, line)) {
    if (line.front() == '#') continue;
    const int size_px = std::stoi(line);
    const SpanKernel kernel = ellipse_kernel(size_px);
    cv::Mat pixels(size_px, size_px, CV_8UC1, cv::Scalar(0));
    for (int y = 0; y < size_px; ++y) {
      const auto& span = kernel.rows[static_cast<std::size_t>(y)];
      pixels.row(y).colRange(span.left + size_px / 2, span.right + size_px / 2 + 1).setTo(1);
    }
    EXPECT_EQ(kernel.first_row, -(size_px / 2));
    EXPECT_EQ(sha256_of_pixels(pixels), line.substr(line.find(' ') + 1)) << size_px;
    ++kernels;
  }
  EXPECT_EQ(kernels, 73);
}

TEST(EllipseKernel, OfTwoPixelsLacksACorner) {
  const SpanKernel kernel = ellipse_kernel(2);
  EXPECT_EQ(kernel.first_row, -1);
  ASSERT_EQ(kernel.rows.size(), 2U);
  EXPECT_EQ(kernel.rows[0], (SpanKernel::Span{0, 0}));
  EXPECT_EQ(kernel.rows[1], (SpanKernel::Span{-1, 0}));
}

TEST(CombinedKernels, TwoPlusSignsAreADiamond) {
  const auto diamond = combined(ellipse_kernel(3), ellipse_kernel(3));
  ASSERT_TRUE(diamond.has_value());
  EXPECT_EQ(diamond->first_row, -2);
  ASSERT_EQ(diamond->rows.size(), 5U);
  EXPECT_EQ(diamond->rows[0], (SpanKernel::Span{0, 0}));
  EXPECT_EQ(diamond->rows[1], (SpanKernel::Span{-1, 1}));
  EXPECT_EQ(diamond->rows[2], (SpanKernel::Span{-2, 2}));
  EXPECT_EQ(diamond->size(), cv::Size(5, 5));
}

TEST(CombinedKernels, AreNoneWhereThePicturesEdgeCutsTheWay) {
  // One below and one to the left of a pixel is reached only by two to the right first, which
  // the last two columns have not.
  const SpanKernel left_below{0, {{-3, 0}, {-3, -3}}};
  const SpanKernel to_the_right{0, {{0, 3}}};
  EXPECT_FALSE(combined(left_below, to_the_right).has_value());
}

}  // namespace
}  // namespace mbench
