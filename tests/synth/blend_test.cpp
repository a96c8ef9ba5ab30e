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

std::vector<std::uint8_t> all_bytes() {
  std::vector<std::uint8_t> bytes;
  for (int value = 0; value < 256; ++value) bytes.push_back(static_cast<std::uint8_t>(value));
  return bytes;
}

TEST(Blend, GivesTheKnownAwkwardTriples) {
  EXPECT_EQ(blend_byte(5, 3, 3), 2);
  EXPECT_EQ(blend_byte(6, 5, 5), 4);
  EXPECT_EQ(blend_byte(7, 17, 17), 16);
  EXPECT_EQ(blend_byte(5, 1, 103), 100);
}

TEST(Blend, EqualsThePublishedDoublesOnEveryTriple) {
  const std::vector<std::uint8_t> backgrounds = all_bytes();
  std::vector<std::uint8_t> blended(256);
  int wrong = 0;
  for (int a = 0; a < 256; ++a) {
    const std::vector<std::uint8_t> alpha(256, static_cast<std::uint8_t>(a));
    for (int f = 0; f < 256; ++f) {
      const std::vector<std::uint8_t> foreground(256, static_cast<std::uint8_t>(f));
      blend_bytes(alpha.data(), foreground.data(), backgrounds.data(), blended.data(), 256);
      for (int b = 0; b < 256; ++b)
        wrong += blended[static_cast<std::size_t>(b)] != published(a, f, b);
    }
  }
  EXPECT_EQ(wrong, 0);
}

TEST(Blend, MixedAlphasInOneRowDoNotDisturbEachOther) {
  // Neighbours differ in everything, so a fault in one lane's choice shows.
  std::vector<std::uint8_t> alpha, foreground, background;
  for (int i = 0; i < 16973; ++i) {
    alpha.push_back(static_cast<std::uint8_t>(i * 7));
    foreground.push_back(static_cast<std::uint8_t>(i * 13 >> 2));
    background.push_back(static_cast<std::uint8_t>(i * 29 >> 3));
  }
  std::vector<std::uint8_t> blended(alpha.size());
  blend_bytes(alpha.data(), foreground.data(), background.data(), blended.data(),
              static_cast<int>(blended.size()));
  for (std::size_t i = 0; i < blended.size(); ++i) {
    ASSERT_EQ(blended[i], published(alpha[i], foreground[i], background[i])) << i;
  }
}

TEST(Blend, EveryRowLengthIsFinishedAndNothingBeyondIsTouched) {
  const std::vector<std::uint8_t> alpha(70, 100), foreground(70, 200), background(70, 50);
  for (int count = 0; count <= 64; ++count) {
    std::vector<std::uint8_t> blended(70, 1);
    blend_bytes(alpha.data(), foreground.data(), background.data(), blended.data(), count);
    for (int i = 0; i < 70; ++i) {
      EXPECT_EQ(blended[static_cast<std::size_t>(i)], i < count ? published(100, 200, 50) : 1);
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
