#include "synth/weigh_columns.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/error.h"

// Vectors are to be whole blocks of 16 bytes.
#ifndef HWY_DISABLED_TARGETS  // the build may want fewer still
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#endif
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "synth/weigh_columns.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "synth/weighted_sums-inl.h"

#ifndef MBENCH_SYNTH_WEIGH_COLUMNS_ONCE
#define MBENCH_SYNTH_WEIGH_COLUMNS_ONCE

namespace mbench {
namespace {

constexpr std::size_t kChannels = 3;
constexpr std::size_t kBlock = 16;  ///< bytes read at once: five pixels, of which four count
constexpr int kTapsAtOnce = 4;
constexpr int kMostRows = 8;

/// Rows side by side in two vectors. Their bytes begin with the row's pixel `origin`.
struct RowGroup {
  std::array<const std::uint8_t*, kMostRows> from{};
  std::array<std::uint8_t*, kMostRows> to{};
  int rows = 0;  ///< as many of `to` count
  int origin = 0;
};

/// The outputs from the first to one behind the last.
struct Span {
  int begin;
  int end;
};

/// How many outputs, from the front, read nothing behind the end of a row.
int safe_outputs(const AxisWeights& weights, int width) {
  int safe = weights.outputs();
  for (; safe > 0; --safe) {
    const PillowWindow& window = weights.window(safe - 1);
    const int last = window.first + (window.taps - 1) / kTapsAtOnce * kTapsAtOnce;
    if (kChannels * static_cast<std::size_t>(last) + kBlock <=
        kChannels * static_cast<std::size_t>(width)) {
      break;
    }
  }
  return safe;
}

}  // namespace
}  // namespace mbench

#endif

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {
namespace {

#if HWY_TARGET != HWY_SCALAR
using Bytes = hn::CappedTag<std::uint8_t, 64>;

constexpr std::size_t kVectorRows = hn::MaxLanes(Bytes()) / kBlock;
constexpr std::size_t kGroup = 2 * kVectorRows;

/// Sixteen bytes of each row, a block each.
template <class Part>
HWY_INLINE hn::Vec<Part> load_rows(Part d, const std::uint8_t* const* rows, std::size_t offset) {
  if constexpr (hn::MaxLanes(d) == kBlock) {
    return hn::LoadU(d, rows[0] + offset);
  } else {
    const hn::Half<Part> half;
    return hn::Combine(d, load_rows(half, rows + hn::MaxLanes(half) / kBlock, offset),
                       load_rows(half, rows, offset));
  }
}

/// One output pixel of each row of a group: R, G, B and nothing of use.
struct PixelSums {
  hn::Vec<Ints<Bytes>> first, second;
};

HWY_INLINE PixelSums weigh_pixel(const AxisWeights& weights, const RowGroup& group, int output) {
  const Bytes d;
  constexpr std::uint8_t k0 = 0x80;
  alignas(16) static constexpr std::uint8_t kFirstPair[16] = {0, k0, 3, k0, 1,  k0, 4,  k0,
                                                              2, k0, 5, k0, k0, k0, k0, k0};
  alignas(16) static constexpr std::uint8_t kSecondPair[16] = {6, k0, 9,  k0, 7,  k0, 10, k0,
                                                               8, k0, 11, k0, k0, k0, k0, k0};
  const auto first_pair = hn::LoadDup128(d, kFirstPair);
  const auto second_pair = hn::LoadDup128(d, kSecondPair);
  const PillowWindow& window = weights.window(output);
  const WeightPair* pairs = weights.pairs(output);
  std::size_t offset = kChannels * static_cast<std::size_t>(window.first - group.origin);
  Sums<Bytes> first, second;
  for (int tap = 0; tap < window.taps; tap += kTapsAtOnce, pairs += 2) {
    const auto upper = load_rows(d, group.from.data(), offset);
    const auto lower = load_rows(d, group.from.data() + kVectorRows, offset);
    const WeightVectors<Bytes> left(pairs[0]);
    first.add(hn::TableLookupBytesOr0(upper, first_pair), left);
    second.add(hn::TableLookupBytesOr0(lower, first_pair), left);
    const WeightVectors<Bytes> right(pairs[1]);
    first.add(hn::TableLookupBytesOr0(upper, second_pair), right);
    second.add(hn::TableLookupBytesOr0(lower, second_pair), right);
    offset += kChannels * kTapsAtOnce;
  }
  return {first.result(), second.result()};
}

void weigh_group(const AxisWeights& weights, const RowGroup& group, Span outputs) {
  const Bytes d;
  constexpr std::uint8_t k0 = 0x80;
  alignas(16) static constexpr std::uint8_t kTogether[16] = {0,  1,  2,  4,  5,  6,  8,  9,
                                                             10, 12, 13, 14, k0, k0, k0, k0};
  const auto together = hn::LoadDup128(d, kTogether);
  const int last = outputs.end - 1;
  for (int x = outputs.begin; x < outputs.end; x += 4) {
    const PixelSums a = weigh_pixel(weights, group, x);
    const PixelSums b = weigh_pixel(weights, group, std::min(x + 1, last));
    const PixelSums c = weigh_pixel(weights, group, std::min(x + 2, last));
    const PixelSums e = weigh_pixel(weights, group, std::min(x + 3, last));
    const auto upper = bytes_of<Bytes>(a.first, b.first, c.first, e.first);
    const auto lower = bytes_of<Bytes>(a.second, b.second, c.second, e.second);
    HWY_ALIGN std::uint8_t bytes[2 * hn::MaxLanes(Bytes())];
    hn::Store(hn::TableLookupBytesOr0(upper, together), d, bytes);
    hn::Store(hn::TableLookupBytesOr0(lower, together), d, bytes + hn::MaxLanes(d));
    const std::size_t start = kChannels * static_cast<std::size_t>(x);
    // Where a whole block fits, its bytes too many are overwritten by the next pixels.
    const bool is_inside = x + 6 <= outputs.end;
    const std::size_t kept = kChannels * static_cast<std::size_t>(std::min(4, outputs.end - x));
    // Never more than a group has; g++ 14 does not see that otherwise.
    const int rows = std::min(group.rows, static_cast<int>(sizeof bytes / kBlock));
    for (int row = 0; row < rows; ++row) {
      std::uint8_t* const to = group.to[static_cast<std::size_t>(row)] + start;
      const std::uint8_t* const from = bytes + kBlock * static_cast<std::size_t>(row);
      if (HWY_LIKELY(is_inside)) {
        std::memcpy(to, from, kBlock);
      } else {
        std::memcpy(to, from, kept);
      }
    }
  }
}
#else
constexpr std::size_t kGroup = 1;

void weigh_group(const AxisWeights& weights, const RowGroup& group, Span outputs) {
  for (int x = outputs.begin; x < outputs.end; ++x) {
    const PillowWindow& window = weights.window(x);
    const std::uint8_t* const from =
        group.from[0] + kChannels * static_cast<std::size_t>(window.first - group.origin);
    std::uint8_t* const to = group.to[0] + kChannels * static_cast<std::size_t>(x);
    for (std::size_t c = 0; c < kChannels; ++c) {
      to[c] = weigh_bytes(weights.pairs(x), window.taps, from + c, kChannels);
    }
  }
}
#endif

/// The same rows, but only their end from `origin` on, copied to where more may be read.
RowGroup end_of(const RowGroup& group, int origin, int width, std::vector<std::uint8_t>& memory) {
  const std::size_t bytes = kChannels * static_cast<std::size_t>(width - origin);
  const std::size_t stride = bytes + kBlock;
  memory.resize(kGroup * stride);
  RowGroup end = group;
  end.origin = origin;
  for (std::size_t row = 0; row < kGroup; ++row) {
    std::uint8_t* const copy = memory.data() + row * stride;
    std::memcpy(copy, group.from[row] + kChannels * static_cast<std::size_t>(origin), bytes);
    end.from[row] = copy;
  }
  return end;
}

void weigh(const AxisWeights& weights, const cv::Mat& from, cv::Mat& to) {
  const int safe = safe_outputs(weights, from.cols);
  std::vector<std::uint8_t> memory;
  for (int y = 0; y < from.rows; y += static_cast<int>(kGroup)) {
    RowGroup group;
    group.rows = std::min(static_cast<int>(kGroup), from.rows - y);
    for (int i = 0; i < static_cast<int>(kGroup); ++i) {
      const int row = std::min(y + i, from.rows - 1);
      group.from[static_cast<std::size_t>(i)] = from.ptr(row);
      group.to[static_cast<std::size_t>(i)] = to.ptr(row);
    }
    weigh_group(weights, group, {0, safe});
    if (safe == weights.outputs()) continue;
    const RowGroup end = end_of(group, weights.window(safe).first, from.cols, memory);
    weigh_group(weights, end, {safe, weights.outputs()});
  }
}

}  // namespace
}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace mbench {
namespace {

HWY_EXPORT(weigh);

}  // namespace

void weigh_columns(const AxisWeights& weights, const cv::Mat& from, cv::Mat& to) {
  MBENCH_ASSERT(from.type() == CV_8UC3 && to.type() == CV_8UC3 && to.rows == from.rows &&
                to.cols == weights.outputs());
  HWY_DYNAMIC_DISPATCH(weigh)(weights, from, to);
}

}  // namespace mbench

#endif
