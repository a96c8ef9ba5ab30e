#include "metrics/gradient_strip.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "metrics/gradient_strip.cpp"
#include <hwy/cache_control.h>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Doubles = hn::CappedTag<double, 8>;
using Vector = hn::Vec<Doubles>;

int inside(int i, int size, bool mirrored) {
  if (!mirrored) return std::clamp(i, 0, size - 1);
  const int period = 2 * size;
  const int phase = (i % period + period) % period;
  return phase < size ? phase : period - 1 - phase;
}

HWY_INLINE Vector load(const std::uint8_t* pixels) {
  const Doubles d;
  const auto bytes = hn::LoadU(hn::Rebind<std::uint8_t, Doubles>(), pixels);
  return hn::PromoteTo(d, hn::PromoteTo(hn::Rebind<std::int32_t, Doubles>(), bytes));
}

HWY_INLINE Vector load(const float* pixels) {
  return hn::PromoteTo(Doubles(), hn::LoadU(hn::Rebind<float, Doubles>(), pixels));
}

template <typename Pixel>
struct Source {
  const Pixel* pixels;
  std::size_t stride;
};

/// A row's values from 8 pixels before the strip to 8 behind it, beyond the border as the
/// filter wants them.
template <typename Pixel>
void load_row(const Source<Pixel>& source, const GradientJob& job, int x0, int y, double* values) {
  const Doubles d;
  const Pixel* const row =
      source.pixels +
      static_cast<std::size_t>(inside(y, job.height, job.taps.mirrored)) * source.stride;
  if (x0 >= 8 && x0 + 72 <= job.width) {
    for (int i = 0; i < 80; i += static_cast<int>(hn::Lanes(d))) {
      hn::Store(load(row + x0 - 8 + i), d, values + i);
    }
    return;
  }
  for (int i = 0; i < 80; ++i) {
    values[i] = static_cast<double>(row[inside(x0 - 8 + i, job.width, job.taps.mirrored)]);
  }
}

/// Asks for a row's values that load_row() will read soon: the strip goes down the picture,
/// where the processor foresees nothing.
template <typename Pixel>
HWY_INLINE void fetch_row(const Source<Pixel>& source, const GradientJob& job, int x0, int y) {
  const int row = std::clamp(y, 0, job.height - 1);
  const Pixel* const pixels = source.pixels + static_cast<std::size_t>(row) * source.stride;
  for (std::size_t byte = 0; byte < 80 * sizeof(Pixel); byte += 64) {
    hwy::Prefetch(pixels +
                  std::min<std::size_t>(std::max(x0 - 8, 0) + byte / sizeof(Pixel), job.width - 1));
  }
  hwy::Prefetch(pixels + std::min(x0 + 71, job.width - 1));
}

/// One row of an alpha, filtered along the row.
struct FilteredRow {
  alignas(64) double smooth[64];
  double slope[64];
};

/// One row of both.
struct RowPair {
  double pad[24];
  FilteredRow predicted;
  FilteredRow truth;
};

/// Filters the groups of 8 pixels of `groups` along the row. `values` starts 8 pixels before
/// the strip.
template <int kRadius>
HWY_INLINE void filter_row(const double* values, std::uint64_t groups, const GradientTaps& taps,
                           FilteredRow& row) {
  const Doubles d;
  for (int x = 0; groups != 0; x += 8, groups >>= 8) {
    if ((groups & 0xFF) == 0) continue;
    for (int i = x; i < x + 8; i += static_cast<int>(hn::Lanes(d))) {
      const double* const here = values + 8 + i;
      auto sum = hn::Mul(hn::Set(d, taps.smooth[0]), hn::LoadU(d, here));
      auto difference = hn::Zero(d);
      HWY_UNROLL(6)
      for (int k = 1; k <= kRadius; ++k) {
        const auto before = hn::LoadU(d, here - k);
        const auto behind = hn::LoadU(d, here + k);
        sum = hn::MulAdd(hn::Set(d, taps.smooth[k]), hn::Add(behind, before), sum);
        difference = hn::MulAdd(hn::Set(d, taps.slope[k]), hn::Sub(behind, before), difference);
      }
      hn::Store(sum, d, row.smooth + i);
      hn::Store(difference, d, row.slope + i);
    }
  }
}

/// Rows around a middle one: at k those k rows before and behind.
template <int kRadius>
struct Neighbours {
  const RowPair* before[kRadius + 1];
  const RowPair* behind[kRadius + 1];
};

/// Squared gradient amplitude of one vector of pixels of one of the two alphas.
template <int kRadius>
HWY_INLINE Vector squared_amplitude(const Neighbours<kRadius>& rows, FilteredRow RowPair::*alpha,
                                    int i, const GradientTaps& taps) {
  const Doubles d;
  auto across =
      hn::Mul(hn::Set(d, taps.smooth[0]), hn::Load(d, (rows.before[0]->*alpha).slope + i));
  auto down = hn::Zero(d);
  HWY_UNROLL(6)
  for (int k = 1; k <= kRadius; ++k) {
    const FilteredRow& before = rows.before[k]->*alpha;
    const FilteredRow& behind = rows.behind[k]->*alpha;
    across =
        hn::MulAdd(hn::Set(d, taps.smooth[k]),
                   hn::Add(hn::Load(d, before.slope + i), hn::Load(d, behind.slope + i)), across);
    down =
        hn::MulAdd(hn::Set(d, taps.slope[k]),
                   hn::Sub(hn::Load(d, behind.smooth + i), hn::Load(d, before.smooth + i)), down);
  }
  return hn::MulAdd(across, across, hn::Mul(down, down));
}

template <int kRadius, typename Pixel>
double strip(const GradientJob& job, const Source<Pixel>& predicted, const Source<Pixel>& truth,
             std::size_t word, int begin, int end) {
  const Doubles d;
  std::uint64_t column[kGradientBand + 4 * kRadius] = {};  // of the region, rows begin - 2 r on
  std::uint64_t any = 0;
  for (int y = begin; y < end; ++y) {
    const std::uint64_t bits = job.region[static_cast<std::size_t>(y) * job.region_stride + word];
    column[y - begin + 2 * kRadius] = bits;
    any |= bits;
  }
  if (any == 0) return 0;

  constexpr int kRows = 2 * kRadius + 1;
  RowPair ring[kRows];
  alignas(64) double values[80];
  const int x0 = static_cast<int>(64 * word);
  const auto predicted_scale = hn::Set(d, job.predicted.scale);
  const auto truth_scale = hn::Set(d, job.truth.scale);
  auto sum = hn::Zero(d);
  for (int y = begin - kRadius, slot = 0; y < end + kRadius; ++y) {
    std::uint64_t near = 0;
    for (int j = 0; j < kRows; ++j) near |= column[y - begin + kRadius + j];
    fetch_row(predicted, job, x0, y + 8);
    fetch_row(truth, job, x0, y + 8);
    if (near != 0) {
      load_row(predicted, job, x0, y, values);
      filter_row<kRadius>(values, near, job.taps, ring[slot].predicted);
      load_row(truth, job, x0, y, values);
      filter_row<kRadius>(values, near, job.taps, ring[slot].truth);
    }
    std::uint64_t bits = column[y - begin + kRadius];
    Neighbours<kRadius> rows;
    for (int k = 0; k <= kRadius; ++k) {
      rows.before[k] = ring + (slot + kRows - kRadius - k) % kRows;
      rows.behind[k] = ring + (slot + kRows - kRadius + k) % kRows;
    }
    for (int x = 0; bits != 0; x += 8, bits >>= 8) {
      if ((bits & 0xFF) == 0) continue;
      for (int i = 0; i < 8; i += static_cast<int>(hn::Lanes(d))) {
        const std::uint8_t group[8] = {static_cast<std::uint8_t>((bits & 0xFF) >> i)};
        const auto a =
            hn::Sqrt(squared_amplitude<kRadius>(rows, &RowPair::predicted, x + i, job.taps));
        const auto b = hn::Sqrt(squared_amplitude<kRadius>(rows, &RowPair::truth, x + i, job.taps));
        const auto difference = hn::Sub(hn::Mul(predicted_scale, a), hn::Mul(truth_scale, b));
        const auto counted = hn::IfThenElseZero(hn::LoadMaskBits(d, group), difference);
        sum = hn::MulAdd(counted, counted, sum);
      }
    }
    slot = slot + 1 == kRows ? 0 : slot + 1;
  }
  return hn::GetLane(hn::SumOfLanes(d, sum));
}

template <typename Pixel>
double strip_of(const GradientJob& job, const Source<Pixel>& predicted, const Source<Pixel>& truth,
                std::size_t word, int begin, int end) {
  return job.taps.radius == 4 ? strip<4>(job, predicted, truth, word, begin, end)
                              : strip<6>(job, predicted, truth, word, begin, end);
}

double gradient_strip_of_job(const GradientJob& job, std::size_t word, int begin, int end) {
  if (job.predicted.bytes != nullptr) {
    return strip_of<std::uint8_t>(job, {job.predicted.bytes, job.predicted.stride},
                                  {job.truth.bytes, job.truth.stride}, word, begin, end);
  }
  return strip_of<float>(job, {job.predicted.floats, job.predicted.stride},
                         {job.truth.floats, job.truth.stride}, word, begin, end);
}

}  // namespace
}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mbench {
namespace {
HWY_EXPORT(gradient_strip_of_job);
}  // namespace

double gradient_strip(const GradientJob& job, std::size_t word, int begin, int end) {
  return HWY_DYNAMIC_DISPATCH(gradient_strip_of_job)(job, word, begin, end);
}

}  // namespace mbench
#endif
