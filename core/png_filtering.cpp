#include "core/png_filtering.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/png_filtering.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/error.h"

#ifndef MBENCH_CORE_PNG_FILTERING_ONCE
#define MBENCH_CORE_PNG_FILTERING_ONCE

namespace mbench {
namespace {

using Costs = std::array<std::uint64_t, kPngFilters>;

constexpr std::array<PngFilter, kPngFilters> kFilters{
    PngFilter::none, PngFilter::sub, PngFilter::up, PngFilter::average, PngFilter::paeth};

constexpr std::size_t code(PngFilter filter) { return static_cast<std::size_t>(filter); }

std::uint8_t byte(int value) { return static_cast<std::uint8_t>(value); }

int predicted(PngFilter filter, int left, int above, int above_left) {
  switch (filter) {
    case PngFilter::none:
      return 0;
    case PngFilter::sub:
      return left;
    case PngFilter::up:
      return above;
    case PngFilter::average:
      return (left + above) >> 1;
    case PngFilter::paeth:
      return paeth_predictor(byte(left), byte(above), byte(above_left));
  }
  throw InternalError("no such PNG filter");
}

void add_byte(int value, int left, int above, int above_left, Costs& costs) {
  for (const PngFilter filter : kFilters) {
    const int difference = value - predicted(filter, left, above, above_left);
    costs[code(filter)] +=
        static_cast<std::uint64_t>(std::abs(static_cast<std::int8_t>(difference)));
  }
}

}  // namespace
}  // namespace mbench

#endif

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::ScalableTag<std::uint8_t>;
using Vector = hn::Vec<Bytes>;
using Sums = hn::Repartition<std::uint64_t, Bytes>;
using Sum = hn::Vec<Sums>;

#if HWY_TARGET != HWY_SCALAR
HWY_INLINE Vector distance_between(Vector a, Vector b) {
  return hn::Sub(hn::Max(a, b), hn::Min(a, b));
}

HWY_INLINE Vector average(Vector left, Vector above) {
  // Highway's rounds up.
  const auto odd = hn::And(hn::Xor(left, above), hn::Set(Bytes(), 1));
  return hn::Sub(hn::AverageRound(left, above), odd);
}

/// paeth_predictor without leaving bytes. left + above - above_left is as far from `left` as
/// above is from above_left, and the other way round; from above_left it is as far as both
/// together if they lie on the same side of it, else as their difference.
HWY_INLINE Vector paeth(Vector left, Vector above, Vector above_left) {
  const auto from_left = distance_between(above, above_left);
  const auto from_above = distance_between(left, above_left);
  const auto low = hn::Min(left, above);
  const auto high = hn::Max(left, above);
  const auto between =
      hn::And(hn::Eq(hn::Min(low, above_left), low), hn::Eq(hn::Max(high, above_left), high));
  // A sum too large for a byte is larger than either, which is all that counts.
  const auto from_corner = hn::IfThenElse(between, distance_between(from_left, from_above),
                                          hn::SaturatedAdd(from_left, from_above));
  const auto nearest_is_left =
      hn::Eq(hn::Min(from_left, hn::Min(from_above, from_corner)), from_left);
  const auto nearest_is_above = hn::Eq(hn::Min(from_above, from_corner), from_above);
  return hn::IfThenElse(nearest_is_left, left, hn::IfThenElse(nearest_is_above, above, above_left));
}

/// The sum of |row - prediction| as signed bytes.
HWY_INLINE Sum cost(Vector row, Vector prediction) {
  const hn::RebindToSigned<Bytes> d;
  const auto difference = hn::BitCast(d, hn::Sub(row, prediction));
  return hn::SumsOf8(hn::BitCast(Bytes(), hn::Abs(difference)));
}

template <PngFilter kFilter>
HWY_INLINE Vector prediction(Vector left, Vector above, Vector above_left) {
  if constexpr (kFilter == PngFilter::sub) return left;
  if constexpr (kFilter == PngFilter::up) return above;
  if constexpr (kFilter == PngFilter::average) return average(left, above);
  return paeth(left, above, above_left);
}
#endif

Costs row_costs(const std::uint8_t* row, const std::uint8_t* above, std::size_t bytes,
                std::size_t distance) {
  Costs costs{};
  std::size_t i = 0;
  for (; i < std::min(distance, bytes); ++i) add_byte(row[i], 0, above[i], 0, costs);
#if HWY_TARGET != HWY_SCALAR
  const Bytes d;
  const Sums d64;
  Sum none = hn::Zero(d64), sub = none, up = none, half = none, corner = none;
  for (; i + hn::Lanes(d) <= bytes; i += hn::Lanes(d)) {
    const auto value = hn::LoadU(d, row + i);
    const auto a = hn::LoadU(d, row + i - distance);
    const auto b = hn::LoadU(d, above + i);
    const auto c = hn::LoadU(d, above + i - distance);
    none = hn::Add(none, cost(value, hn::Zero(d)));
    sub = hn::Add(sub, cost(value, a));
    up = hn::Add(up, cost(value, b));
    half = hn::Add(half, cost(value, average(a, b)));
    corner = hn::Add(corner, cost(value, paeth(a, b, c)));
  }
  costs[code(PngFilter::none)] += hn::GetLane(hn::SumOfLanes(d64, none));
  costs[code(PngFilter::sub)] += hn::GetLane(hn::SumOfLanes(d64, sub));
  costs[code(PngFilter::up)] += hn::GetLane(hn::SumOfLanes(d64, up));
  costs[code(PngFilter::average)] += hn::GetLane(hn::SumOfLanes(d64, half));
  costs[code(PngFilter::paeth)] += hn::GetLane(hn::SumOfLanes(d64, corner));
#endif
  for (; i < bytes; ++i) {
    add_byte(row[i], row[i - distance], above[i], above[i - distance], costs);
  }
  return costs;
}

template <PngFilter kFilter>
void apply(const std::uint8_t* row, const std::uint8_t* above, std::uint8_t* to, std::size_t bytes,
           std::size_t distance) {
  std::size_t i = 0;
  for (; i < std::min(distance, bytes); ++i) {
    to[i] = byte(row[i] - predicted(kFilter, 0, above[i], 0));
  }
#if HWY_TARGET != HWY_SCALAR
  const Bytes d;
  for (; i + hn::Lanes(d) <= bytes; i += hn::Lanes(d)) {
    const auto guess =
        prediction<kFilter>(hn::LoadU(d, row + i - distance), hn::LoadU(d, above + i),
                            hn::LoadU(d, above + i - distance));
    hn::StoreU(hn::Sub(hn::LoadU(d, row + i), guess), d, to + i);
  }
#endif
  for (; i < bytes; ++i) {
    to[i] = byte(row[i] - predicted(kFilter, row[i - distance], above[i], above[i - distance]));
  }
}

void apply_filter(PngFilter filter, const std::uint8_t* row, const std::uint8_t* above,
                  std::uint8_t* to, std::size_t bytes, std::size_t distance) {
  switch (filter) {
    case PngFilter::none:
      std::memcpy(to, row, bytes);
      return;
    case PngFilter::sub:
      return apply<PngFilter::sub>(row, above, to, bytes, distance);
    case PngFilter::up:
      return apply<PngFilter::up>(row, above, to, bytes, distance);
    case PngFilter::average:
      return apply<PngFilter::average>(row, above, to, bytes, distance);
    case PngFilter::paeth:
      return apply<PngFilter::paeth>(row, above, to, bytes, distance);
  }
}

}  // namespace
}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace mbench {
namespace {

HWY_EXPORT(apply_filter);
HWY_EXPORT(row_costs);

}  // namespace

void apply_png_filter(PngFilter filter, const std::uint8_t* row, const std::uint8_t* above,
                      std::uint8_t* to, std::size_t bytes, int distance) {
  HWY_DYNAMIC_DISPATCH(apply_filter)
  (filter, row, above, to, bytes, static_cast<std::size_t>(distance));
}

std::array<std::uint64_t, kPngFilters> png_row_costs(const std::uint8_t* row,
                                                     const std::uint8_t* above, std::size_t bytes,
                                                     int distance) {
  return HWY_DYNAMIC_DISPATCH(row_costs)(row, above, bytes, static_cast<std::size_t>(distance));
}

}  // namespace mbench

#endif
