#include "synth/blend.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

// Vectors are to be whole blocks of 16 bytes.
#ifndef HWY_DISABLED_TARGETS  // the build may want fewer still
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#endif
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "synth/blend.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "synth/clipped_bytes-inl.h"

#ifndef MBENCH_SYNTH_BLEND_ONCE
#define MBENCH_SYNTH_BLEND_ONCE

namespace mbench {
namespace {

constexpr std::size_t kChannels = 3;
constexpr std::size_t kBlock = 16;
constexpr std::size_t kMostLanes = 64;

enum class Whole { truncated, rounded };

/// Pixels in a row, from one of them on.
struct Pixels {
  const std::uint8_t* alpha;
  const std::uint8_t* foreground;
  const std::uint8_t* background;
  std::uint8_t* to;

  Pixels from(std::size_t x) const {
    return {alpha + x, foreground + kChannels * x, background + kChannels * x, to + kChannels * x};
  }
};

/// The bytes of a run of pixels that the integers leave undecided. They are two in a hundred
/// where alpha is fractional: too many for a branch at each.
class Doubts {
 public:
  static constexpr std::size_t kPixels = 2048;  ///< of the longest run

  /// A byte for each bit that is set in `lanes`.
  void add(std::size_t first_byte, std::uint64_t lanes) {
    const auto more = static_cast<std::size_t>(std::popcount(lanes));
    // Some without asking; those too many are overwritten.
    for (std::size_t i = 0; i < std::max(more, kMostlyAtMost); ++i, lanes &= lanes - 1) {
      bytes_[count_ + i] = static_cast<std::uint16_t>(first_byte + std::countr_zero(lanes));
    }
    count_ += more;
  }

  void decide(const Pixels& run) {
    for (std::size_t i = 0; i < count_; ++i) {
      const std::size_t byte = bytes_[i];
      run.to[byte] =
          blend_byte(run.alpha[byte / kChannels], run.foreground[byte], run.background[byte]);
    }
    count_ = 0;
  }

 private:
  static constexpr std::size_t kMostlyAtMost = 4;

  std::size_t count_ = 0;
  std::array<std::uint16_t, kChannels * kPixels + kMostlyAtMost> bytes_;
};

}  // namespace
}  // namespace mbench

#endif

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {
namespace {

#if HWY_TARGET != HWY_SCALAR
using Bytes = hn::CappedTag<std::uint8_t, kMostLanes>;
using Words = hn::Repartition<std::uint16_t, Bytes>;
using Quads = hn::Repartition<std::uint32_t, Bytes>;

constexpr std::size_t kLanes = hn::MaxLanes(Bytes());

/// How the opacities of one vector come to stand three times each, in three vectors: first
/// each block of 16 bytes to the blocks that need it, then within the blocks.
struct Spread {
  std::array<std::array<std::uint32_t, kLanes / 4>, kChannels> quads{};
  std::array<std::array<std::uint8_t, kLanes>, kChannels> bytes{};

  constexpr Spread() {
    for (std::size_t third = 0; third < kChannels; ++third) {
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const std::size_t pixel = (third * kLanes + lane) / kChannels;
        const std::size_t first = (third * kLanes + lane / kBlock * kBlock) / kChannels;
        const std::size_t block = first / kBlock;
        quads[third][lane / 4] = static_cast<std::uint32_t>(4 * block + lane / 4 % 4);
        bytes[third][lane] = static_cast<std::uint8_t>(pixel - block * kBlock);
      }
    }
  }
};

HWY_INLINE hn::Vec<Bytes> spread_opacities(hn::Vec<Bytes> opacity, std::size_t third) {
  HWY_ALIGN static constexpr Spread kSpread;
  const Bytes d;
  const Quads d32;
  const auto order = hn::SetTableIndices(d32, kSpread.quads[third].data());
  const auto blocks = hn::TableLookupLanes(hn::BitCast(d32, opacity), order);
  return hn::TableLookupBytes(hn::BitCast(d, blocks), hn::LoadU(d, kSpread.bytes[third].data()));
}

/// a·F + (255-a)·B, by half the lanes.
HWY_INLINE hn::Vec<Words> weighted_sum(hn::Vec<Bytes> alpha, hn::Vec<Bytes> foreground,
                                       hn::Vec<Bytes> background) {
  const Words d;
  const auto under = hn::BitCast(d, background);
  const auto over = hn::Sub(hn::BitCast(d, foreground), under);
  // 255·B + a·(F-B), modulo 2^16.
  return hn::Add(hn::Sub(hn::ShiftLeft<8>(under), under), hn::Mul(hn::BitCast(d, alpha), over));
}

/// Division by 255, exact for 16 bits: the high half of the product with 2^23/255, rounded up.
HWY_INLINE hn::Vec<Words> quotient(hn::Vec<Words> sum) {
  return hn::ShiftRight<7>(hn::MulHigh(sum, hn::Set(Words(), 0x8081)));
}

/// What is left of `sum` after its quotient: sum + quotient = 256·quotient + rest.
HWY_INLINE hn::Vec<Words> rest(hn::Vec<Words> sum, hn::Vec<Words> quotient) {
  return hn::And(hn::Add(sum, quotient), hn::Set(Words(), 0xFF));
}

HWY_INLINE hn::Vec<Bytes> together(hn::Vec<Words> left, hn::Vec<Words> right) {
  const hn::RebindToSigned<Words> d;
  return clipped(hn::BitCast(d, left), hn::BitCast(d, right));
}

/// As many bytes as the vector has, with an opacity each; a bit is set for each that blend_byte
/// must decide.
template <Whole kWhole>
HWY_INLINE std::uint64_t blend_bytes(hn::Vec<Bytes> opacity, const std::uint8_t* foreground,
                                     const std::uint8_t* background, std::uint8_t* to) {
  const Bytes d;
  const auto zero = hn::Zero(d);
  const auto over = hn::LoadU(d, foreground);
  const auto under = hn::LoadU(d, background);
  auto left = weighted_sum(hn::InterleaveLower(d, opacity, zero),
                           hn::InterleaveLower(d, over, zero), hn::InterleaveLower(d, under, zero));
  auto right =
      weighted_sum(hn::InterleaveUpper(d, opacity, zero), hn::InterleaveUpper(d, over, zero),
                   hn::InterleaveUpper(d, under, zero));
  if constexpr (kWhole == Whole::rounded) {
    const auto half = hn::Set(Words(), 127);
    hn::StoreU(together(quotient(hn::Add(left, half)), quotient(hn::Add(right, half))), d, to);
    return 0;
  }
  const auto left_quotient = quotient(left);
  const auto right_quotient = quotient(right);
  const auto blended = together(left_quotient, right_quotient);
  hn::StoreU(blended, d, to);

  const auto rests = together(rest(left, left_quotient), rest(right, right_quotient));
  // A clear or opaque pixel and a sum of 0 are exact in double, too.
  const auto none_left = hn::And(hn::Eq(rests, zero), hn::Ne(blended, zero));
  const auto known = hn::Or(hn::Eq(opacity, zero), hn::Eq(opacity, hn::Set(d, 255)));
  std::uint8_t bits[kMostLanes / 8] = {};
  hn::StoreMaskBits(d, hn::AndNot(known, none_left), bits);
  std::uint64_t lanes;
  std::memcpy(&lanes, bits, sizeof lanes);
  return lanes;
}

HWY_INLINE void copy_pixels(const std::uint8_t* from, std::uint8_t* to) {
  const Bytes d;
  const auto first = hn::LoadU(d, from);
  const auto second = hn::LoadU(d, from + kLanes);
  const auto third = hn::LoadU(d, from + 2 * kLanes);
  hn::StoreU(first, d, to);
  hn::StoreU(second, d, to + kLanes);
  hn::StoreU(third, d, to + 2 * kLanes);
}

/// As many pixels as the vector has lanes, from pixel `x` of a run on.
template <Whole kWhole>
HWY_INLINE void blend_pixels(const Pixels& run, std::size_t x, Doubts& doubts) {
  const Bytes d;
  const std::size_t first = kChannels * x;
  const auto opacity = hn::LoadU(d, run.alpha + x);
  // Most of a matte is clear or opaque.
  if (hn::AllTrue(d, hn::Eq(opacity, hn::Zero(d)))) {
    return copy_pixels(run.background + first, run.to + first);
  }
  if (hn::AllTrue(d, hn::Eq(opacity, hn::Set(d, 255)))) {
    return copy_pixels(run.foreground + first, run.to + first);
  }
  for (std::size_t third = 0; third < kChannels; ++third) {
    const std::size_t byte = first + third * kLanes;
    const std::uint64_t undecided =
        blend_bytes<kWhole>(spread_opacities(opacity, third), run.foreground + byte,
                            run.background + byte, run.to + byte);
    if constexpr (kWhole == Whole::truncated) doubts.add(byte, undecided);
  }
}

/// A number of whole vectors.
template <Whole kWhole>
void blend_run(const Pixels& run, std::size_t pixels, Doubts& doubts) {
  for (std::size_t x = 0; x < pixels; x += kLanes) blend_pixels<kWhole>(run, x, doubts);
  doubts.decide(run);
}
#else
constexpr std::size_t kLanes = SIZE_MAX;

template <Whole kWhole>
void blend_run(const Pixels&, std::size_t, Doubts&) {}
#endif

template <Whole kWhole>
void blend(const Pixels& row, std::size_t width) {
  if (width >= kLanes) {
    Doubts doubts;
    const std::size_t whole = width / kLanes * kLanes;
    for (std::size_t x = 0; x < whole; x += Doubts::kPixels) {
      blend_run<kWhole>(row.from(x), std::min(whole - x, Doubts::kPixels), doubts);
    }
    // The last vector laps over the one before.
    if (whole < width) blend_run<kWhole>(row.from(width - kLanes), kLanes, doubts);
    return;
  }
  const auto one = kWhole == Whole::truncated ? blend_byte : blend_byte_rounded;
  for (std::size_t i = 0; i < kChannels * width; ++i) {
    row.to[i] = one(row.alpha[i / kChannels], row.foreground[i], row.background[i]);
  }
}

void blend_truncated(const Pixels& row, std::size_t width) { blend<Whole::truncated>(row, width); }
void blend_rounded(const Pixels& row, std::size_t width) { blend<Whole::rounded>(row, width); }

}  // namespace
}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace mbench {
namespace {

HWY_EXPORT(blend_truncated);
HWY_EXPORT(blend_rounded);

/// A compiler that fuses a product with the sum would give other bytes: see -ffp-contract in
/// cmake/MbenchTargets.cmake and the tests.
double blended(std::uint8_t alpha, std::uint8_t foreground, std::uint8_t background) {
  const double a = alpha / 255.0;
  const double over = a * foreground;
  const double under = (1.0 - a) * background;
  return over + under;
}

}  // namespace

std::uint8_t blend_byte(std::uint8_t alpha, std::uint8_t foreground, std::uint8_t background) {
  return static_cast<std::uint8_t>(blended(alpha, foreground, background));
}

std::uint8_t blend_byte_rounded(std::uint8_t alpha, std::uint8_t foreground,
                                std::uint8_t background) {
  return static_cast<std::uint8_t>(std::nearbyint(blended(alpha, foreground, background)));
}

void blend_row(const std::uint8_t* alpha, const std::uint8_t* foreground,
               const std::uint8_t* background, std::uint8_t* to, int width) {
  HWY_DYNAMIC_DISPATCH(blend_truncated)
  ({alpha, foreground, background, to}, static_cast<std::size_t>(width));
}

void blend_row_rounded(const std::uint8_t* alpha, const std::uint8_t* foreground,
                       const std::uint8_t* background, std::uint8_t* to, int width) {
  HWY_DYNAMIC_DISPATCH(blend_rounded)
  ({alpha, foreground, background, to}, static_cast<std::size_t>(width));
}

}  // namespace mbench

#endif
