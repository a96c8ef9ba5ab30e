// Whether the blend is the published one whatever a compiler does to its doubles: synth/blend.cpp
// is compiled here again, at other levels, see CMakeLists.txt.

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include "synth/blend.h"

namespace mbench {

std::uint8_t blend_byte_o2(std::uint8_t alpha, std::uint8_t foreground, std::uint8_t background);
std::uint8_t blend_byte_o3(std::uint8_t alpha, std::uint8_t foreground, std::uint8_t background);
std::uint8_t blend_byte_fused(std::uint8_t alpha, std::uint8_t foreground, std::uint8_t background);
void blend_row_o2(const std::uint8_t* alpha, const std::uint8_t* foreground,
                  const std::uint8_t* background, std::uint8_t* to, int width);
void blend_row_o3(const std::uint8_t* alpha, const std::uint8_t* foreground,
                  const std::uint8_t* background, std::uint8_t* to, int width);

namespace {

/// The published sum, which no compiler may fuse: what is volatile is stored rounded.
double published_sum(int alpha, int foreground, int background) {
  const volatile double a = alpha / 255.0;
  const volatile double rest = 1 - a;
  const volatile double over = a * foreground;
  const volatile double under = rest * background;
  return over + under;
}

/// The share of the 256^3 triples for which `blend` gives another byte than the published one.
double share_of_others(const std::function<int(int a, int f, int b)>& blend) {
  std::int64_t others = 0;
  for (int a = 0; a < 256; ++a) {
    for (int f = 0; f < 256; ++f) {
      for (int b = 0; b < 256; ++b) {
        others += blend(a, f, b) != static_cast<int>(published_sum(a, f, b));
      }
    }
  }
  return static_cast<double>(others) / (1 << 24);
}

using BlendByte = std::uint8_t (*)(std::uint8_t, std::uint8_t, std::uint8_t);

double share_of_others(BlendByte blend) {
  return share_of_others([&](int a, int f, int b) -> int {
    return blend(static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(f),
                 static_cast<std::uint8_t>(b));
  });
}

bool processor_can_fuse() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("fma") != 0;
#else
  return true;
#endif
}

TEST(BlendContraction, OfTheLibraryIsOff) { EXPECT_EQ(share_of_others(blend_byte), 0.0); }

TEST(BlendContraction, IsOffAtEveryLevelOfOptimisation) {
  if (!processor_can_fuse()) GTEST_SKIP() << "the variants are built for a processor with FMA";
  EXPECT_EQ(share_of_others(blend_byte_o2), 0.0);
  EXPECT_EQ(share_of_others(blend_byte_o3), 0.0);
}

TEST(BlendContraction, WouldChangeAKnownShareIfACompilerFused) {
  // Shows that the cases above can fail: the same source, only compiled without the option.
  if (!processor_can_fuse()) GTEST_SKIP() << "this processor has no fused multiply-add";
  // Either product may be the one that is fused with the sum.
  const double triples = share_of_others(blend_byte_fused) * (1 << 24);
#if defined(__clang__)
  if (triples == 0) GTEST_SKIP() << "clang does not fuse between what its sanitizers look at";
#endif
  EXPECT_TRUE(triples == 8130 || triples == 9763) << triples << " of 256^3";
}

TEST(BlendContraction, RowsAreAlikeAtEveryLevelOfOptimisation) {
  if (!processor_can_fuse()) GTEST_SKIP() << "the variants are built for a processor with FMA";
  constexpr int kWidth = 256;
  std::vector<std::uint8_t> foreground(3 * kWidth), background(3 * kWidth), alpha(kWidth);
  std::vector<std::uint8_t> library(3 * kWidth), o2(3 * kWidth), o3(3 * kWidth);
  for (int round = 0; round < 2048; ++round) {
    for (int i = 0; i < 3 * kWidth; ++i) {
      foreground[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(i * 7 + round);
      background[static_cast<std::size_t>(i)] =
          static_cast<std::uint8_t>((i * 13 + round * 5) >> 2);
      alpha[static_cast<std::size_t>(i / 3)] = static_cast<std::uint8_t>(i / 3 * 3 + round * 11);
    }
    blend_row(alpha.data(), foreground.data(), background.data(), library.data(), kWidth);
    blend_row_o2(alpha.data(), foreground.data(), background.data(), o2.data(), kWidth);
    blend_row_o3(alpha.data(), foreground.data(), background.data(), o3.data(), kWidth);
    ASSERT_EQ(library, o2) << round;
    ASSERT_EQ(library, o3) << round;
  }
}

// The wrong variants that are about, each by the share that numpy measured over all triples.

TEST(WrongBlends, InSinglePrecisionDifferInAKnownShare) {
  const double share = share_of_others([](int a, int f, int b) {
    const volatile float opacity = static_cast<float>(a) / 255.0F;
    const volatile float rest = 1.0F - opacity;
    const volatile float over = opacity * static_cast<float>(f);
    const volatile float under = rest * static_cast<float>(b);
    return static_cast<int>(over + under);
  });
  EXPECT_NEAR(share, 0.00147581, 1e-8);
}

TEST(WrongBlends, InExactIntegersDifferInAKnownShare) {
  const double share =
      share_of_others([](int a, int f, int b) { return (a * f + (255 - a) * b) / 255; });
  EXPECT_NEAR(share, 0.00073892, 1e-8);
}

TEST(WrongBlends, RoundedToTheNearestDifferInAlmostHalfOfAll) {
  const double share = share_of_others(blend_byte_rounded);
  EXPECT_NEAR(share, 0.48740429, 1e-8);
}

TEST(BlendRounded, EqualsTheRoundedDoublesOnEveryTriple) {
  std::vector<std::uint8_t> background(768), foreground(768), alpha(256), blended(768);
  for (int i = 0; i < 768; ++i) {
    background[static_cast<std::size_t>(i)] =
        static_cast<std::uint8_t>((i / 3 + 85 * (i % 3)) % 256);
  }
  int wrong = 0;
  for (int a = 0; a < 256; ++a) {
    alpha.assign(256, static_cast<std::uint8_t>(a));
    for (int f = 0; f < 256; ++f) {
      foreground.assign(768, static_cast<std::uint8_t>(f));
      blend_row_rounded(alpha.data(), foreground.data(), background.data(), blended.data(), 256);
      for (std::size_t i = 0; i < 768; ++i) {
        wrong += blended[i] != static_cast<int>(std::nearbyint(published_sum(a, f, background[i])));
      }
    }
  }
  EXPECT_EQ(wrong, 0);
}

TEST(BlendRounded, GivesForegroundAndBackgroundAtTheEnds) {
  for (int f = 0; f < 256; ++f) {
    for (int b = 0; b < 256; ++b) {
      const auto fore = static_cast<std::uint8_t>(f);
      const auto back = static_cast<std::uint8_t>(b);
      ASSERT_EQ(blend_byte_rounded(255, fore, back), fore);
      ASSERT_EQ(blend_byte_rounded(0, fore, back), back);
    }
  }
}

}  // namespace
}  // namespace mbench
