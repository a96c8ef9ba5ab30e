// Highway chooses the code for the processor when the program runs: whatever it chooses gives
// the same bytes.

#include "tests/synth/instruction_sets.h"

#include "synth/blend.h"
#include "tests/support/builders.h"

#include <gtest/gtest.h>
#include <opencv2/core.hpp>

#include <cstdint>
#include <vector>

namespace mbench {
namespace {

struct Row {
  cv::Mat alpha, foreground, background;
};

/// Clear, opaque and fractional stretches, and colours that are often equal.
Row row_of(int width, unsigned seed) {
  Row row{noise_bytes(width, 1, seed).pixels().clone(), noise_image(width, 1, seed + 1).pixels(),
          noise_image(width, 1, seed + 2).pixels().clone()};
  for (int x = 0; x < width; ++x) {
    if (x / 70 % 3 == 0) row.alpha.at<std::uint8_t>(0, x) = x / 210 % 2 == 0 ? 0 : 255;
    if (x / 50 % 4 == 0) {
      row.background.at<cv::Vec3b>(0, x) = row.foreground.at<cv::Vec3b>(0, x);
    }
  }
  return row;
}

template <typename One, typename Whole>
void expect_like_one_byte(const One& one, const Whole& whole) {
  for (const int width : {1, 15, 16, 17, 31, 33, 63, 64, 65, 127, 640, 2047, 2048, 2049, 5003}) {
    const Row row = row_of(width, static_cast<unsigned>(width));
    std::vector<std::uint8_t> blended(static_cast<std::size_t>(3 * width) + 1, 77);
    whole(row.alpha.data, row.foreground.data, row.background.data, blended.data(), width);
    for (int i = 0; i < 3 * width; ++i) {
      ASSERT_EQ(blended[static_cast<std::size_t>(i)],
                one(row.alpha.data[i / 3], row.foreground.data[i], row.background.data[i]))
          << "byte " << i << " of " << width << " pixels";
    }
    ASSERT_EQ(blended.back(), 77);
  }
}

TEST(InstructionSets, BlendAlike) {
  on_every_instruction_set([] { expect_like_one_byte(blend_byte, blend_row); });
}

TEST(InstructionSets, BlendRoundedAlike) {
  on_every_instruction_set([] { expect_like_one_byte(blend_byte_rounded, blend_row_rounded); });
}

}  // namespace
}  // namespace mbench
