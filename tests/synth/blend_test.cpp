#include "synth/blend.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace mbench {
namespace {

/// The published line, as it is written there.
int published(int alpha, int foreground, int background) {
  const double a = alpha / 255.0;
  return static_cast<int>(a * foreground + (1 - a) * background);
}

TEST(Blend, GivesTheKnownAwkwardTriples) {
  EXPECT_EQ(blend_byte(5, 3, 3), 2);
  EXPECT_EQ(blend_byte(6, 5, 5), 4);
  EXPECT_EQ(blend_byte(7, 17, 17), 16);
  EXPECT_EQ(blend_byte(5, 1, 103), 100);
}

TEST(Blend, EqualsThePublishedDoublesOnEveryTriple) {
  // 256 pixels of one foreground; pixel i has i as background in its three channels, moved on
  // by a third of the range in each so that channels are told apart.
  const auto background_of = [](int byte) { return (byte / 3 + 85 * (byte % 3)) % 256; };
  std::vector<std::uint8_t> backgrounds;
  for (int byte = 0; byte < 768; ++byte) {
    backgrounds.push_back(static_cast<std::uint8_t>(background_of(byte)));
  }
  std::vector<std::uint8_t> blended(768);
  int wrong = 0;
  for (int a = 0; a < 256; ++a) {
    const std::vector<std::uint8_t> alpha(256, static_cast<std::uint8_t>(a));
    for (int f = 0; f < 256; ++f) {
      const std::vector<std::uint8_t> foreground(768, static_cast<std::uint8_t>(f));
      blend_row(alpha.data(), foreground.data(), backgrounds.data(), blended.data(), 256);
      for (int byte = 0; byte < 768; ++byte) {
        wrong += blended[static_cast<std::size_t>(byte)] != published(a, f, background_of(byte));
      }
    }
  }
  EXPECT_EQ(wrong, 0);
}

TEST(Blend, MixedAlphasInOneRowDoNotDisturbEachOther) {
  // Neighbours differ in everything, so a fault in one lane's choice shows.
  constexpr int kWidth = 16973;
  std::vector<std::uint8_t> alpha, foreground, background;
  for (int i = 0; i < 3 * kWidth; ++i) {
    if (i < kWidth) alpha.push_back(static_cast<std::uint8_t>(i * 7));
    foreground.push_back(static_cast<std::uint8_t>(i * 13 >> 2));
    background.push_back(static_cast<std::uint8_t>(i * 29 >> 3));
  }
  std::vector<std::uint8_t> blended(foreground.size());
  blend_row(alpha.data(), foreground.data(), background.data(), blended.data(), kWidth);
  for (std::size_t i = 0; i < blended.size(); ++i) {
    ASSERT_EQ(blended[i], published(alpha[i / 3], foreground[i], background[i])) << i;
  }
}

TEST(Blend, EveryRowLengthIsFinishedAndNothingBeyondIsTouched) {
  for (const int a : {0, 100, 255}) {
    const std::vector<std::uint8_t> alpha(70, static_cast<std::uint8_t>(a));
    const std::vector<std::uint8_t> foreground(210, 200), background(210, 50);
    for (int width = 0; width <= 64; ++width) {
      std::vector<std::uint8_t> blended(210, 1);
      blend_row(alpha.data(), foreground.data(), background.data(), blended.data(), width);
      for (int i = 0; i < 210; ++i) {
        EXPECT_EQ(blended[static_cast<std::size_t>(i)], i < 3 * width ? published(a, 200, 50) : 1);
      }
    }
  }
}

TEST(Blend, EqualColoursComeOutOneLowerOnlyWhereTheDoublesDo) {
  // 1270 of the 65536 pairs, as measured with numpy; a compiler that fuses the products and
  // the sum, or an exact division, finds another number.
  int lower = 0;
  for (int a = 0; a < 256; ++a) {
    for (int colour = 0; colour < 256; ++colour) {
      const auto c = static_cast<std::uint8_t>(colour);
      lower += blend_byte(static_cast<std::uint8_t>(a), c, c) == colour - 1;
    }
  }
  EXPECT_EQ(lower, 1270);
}

TEST(Blend, FusedArithmeticWouldBeNoticed) {
  int differing = 0;
  for (int a = 0; a < 256; ++a) {
    for (int f = 0; f < 256; f += 5) {
      for (int b = 0; b < 256; b += 3) {
        const double opacity = a / 255.0;
        const int fused = static_cast<int>(std::fma(opacity, f, (1 - opacity) * b));
        differing += fused != blend_byte(static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(f),
                                         static_cast<std::uint8_t>(b));
      }
    }
  }
  EXPECT_GT(differing, 0);
}

}  // namespace
}  // namespace mbench
