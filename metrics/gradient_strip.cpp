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

/// What is done with a row's pixels before they become doubles.
using Wholes = hn::Rebind<std::int32_t, Doubles>;

HWY_INLINE hn::Vec<Wholes> load(const std::uint8_t* pixels) {
  return hn::PromoteTo(Wholes(), hn::LoadU(hn::Rebind<std::uint8_t, Doubles>(), pixels));
}

HWY_INLINE Vector load(const float* pixels) {
  return hn::PromoteTo(Doubles(), hn::LoadU(hn::Rebind<float, Doubles>(), pixels));
}

HWY_INLINE Vector as_doubles(hn::Vec<Wholes> values) { return hn::PromoteTo(Doubles(), values); }
HWY_INLINE Vector as_doubles(Vector values) { return values; }

template <typename Pixel>
struct Source {
  const Pixel* pixels;
  std::size_t stride;
};

/// A row's pixels from 8 before the strip to 8 behind it, beyond the border as the filter wants
/// them: where they lie, or in `room`.
template <typename Pixel>
const Pixel* row_pixels(const Source<Pixel>& source, const GradientJob& job, int x0, int y,
                        Pixel* room) {
  const Pixel* const row =
      source.pixels +
      static_cast<std::size_t>(inside(y, job.height, job.taps.mirrored)) * source.stride;
  if (x0 >= 8 && x0 + 72 <= job.width) return row + x0 - 8;
  for (int i = 0; i < 80; ++i) room[i] = row[inside(x0 - 8 + i, job.width, job.taps.mirrored)];
  return room;
}

/// Asks for a row's values that filter() will read soon: the strip goes down the picture,
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

/// Filters the groups of 8 pixels of `groups` along the row. `pixels` starts 8 before the strip.
///
/// Bytes are added and subtracted as whole numbers: eight of them are one short load, wherever
/// they begin, while doubles of a cache line's length cost two at all offsets but one.
template <int kRadius, typename Pixel>
HWY_INLINE void filter_row(const Pixel* pixels, std::uint64_t groups, const GradientTaps& taps,
                           FilteredRow& row) {
  const Doubles d;
  for (int x = 0; groups != 0; x += 8, groups >>= 8) {
    if ((groups & 0xFF) == 0) continue;
    for (int i = x; i < x + 8; i += static_cast<int>(hn::Lanes(d))) {
      const Pixel* const here = pixels + 8 + i;
      auto sum = hn::Mul(hn::Set(d, taps.smooth[0]), as_doubles(load(here)));
      auto difference = hn::Zero(d);
      HWY_UNROLL(6)
      for (int k = 1; k <= kRadius; ++k) {
        const auto before = load(here - k);
        const auto behind = load(here + k);
        sum = hn::MulAdd(hn::Set(d, taps.smooth[k]), as_doubles(hn::Add(behind, before)), sum);
        difference =
            hn::MulAdd(hn::Set(d, taps.slope[k]), as_doubles(hn::Sub(behind, before)), difference);
      }
      hn::Store(sum, d, row.smooth + i);
      hn::Store(difference, d, row.slope + i);
    }
  }
}

/// Rows that are compared in one go, so that what was loaded of the rows around serves both.
constexpr int kTogether = 2;

/// The rows around two, from the first's first to the second's last.
template <int kRadius>
struct Window {
  const RowPair* rows[2 * kRadius + kTogether];
};

/// Squared gradient amplitude of one vector of pixels of row `kRow` of the two, of one of the
/// two alphas.
template <int kRow, int kRadius>
HWY_INLINE Vector squared_amplitude(const Window<kRadius>& window, FilteredRow RowPair::*alpha,
                                    int i, const GradientTaps& taps) {
  const Doubles d;
  const RowPair* const* const middle = window.rows + kRadius + kRow;
  auto across = hn::Mul(hn::Set(d, taps.smooth[0]), hn::Load(d, (middle[0]->*alpha).slope + i));
  auto down = hn::Zero(d);
  HWY_UNROLL(6)
  for (int k = 1; k <= kRadius; ++k) {
    const FilteredRow& before = middle[-k]->*alpha;
    const FilteredRow& behind = middle[k]->*alpha;
    across =
        hn::MulAdd(hn::Set(d, taps.smooth[k]),
                   hn::Add(hn::Load(d, before.slope + i), hn::Load(d, behind.slope + i)), across);
    down =
        hn::MulAdd(hn::Set(d, taps.slope[k]),
                   hn::Sub(hn::Load(d, behind.smooth + i), hn::Load(d, before.smooth + i)), down);
  }
  return hn::MulAdd(across, across, hn::Mul(down, down));
}

/// What strip() works on.
template <int kRadius, typename Pixel>
class Strip {
 public:
  Strip(const GradientJob& job, const Source<Pixel>& predicted, const Source<Pixel>& truth,
        std::size_t word, int begin, int end)
      : job_(job),
        predicted_(predicted),
        truth_(truth),
        x0_(static_cast<int>(64 * word)),
        begin_(begin),
        end_(end) {
    for (int y = begin; y < end; ++y) {
      const std::uint64_t bits = job.region[static_cast<std::size_t>(y) * job.region_stride + word];
      column_[y - begin + kBefore] = bits;
      any_ |= bits;
    }
  }

  double sum() {
    if (any_ == 0) return 0;
    const Doubles d;
    auto sum = hn::Zero(d);
    for (int y = begin_ - kRadius; y < end_ + kRadius; y += kTogether) {
      for (int row = y; row < y + kTogether; ++row) filter(row);
      // The rows are all there around those that lie the radius back.
      add_rows(y - kRadius, sum);
    }
    return hn::GetLane(hn::SumOfLanes(d, sum));
  }

 private:
  static constexpr int kRows = 2 * kRadius + kTogether;
  static constexpr int kBefore = 2 * kRadius;  ///< rows without a region before the first
  static_assert(kRadius % kTogether == 0 && kRows % kTogether == 0);

  std::uint64_t bits(int y) const { return column_[y - begin_ + kBefore]; }
  RowPair& ring(int y) { return ring_[(y - begin_ + kBefore) % kRows]; }

  void filter(int y) {
    std::uint64_t near = 0;
    for (int j = -kRadius; j <= kRadius; ++j) near |= bits(y + j);
    fetch_row(predicted_, job_, x0_, y + 8);
    fetch_row(truth_, job_, x0_, y + 8);
    if (near == 0) return;
    RowPair& row = ring(y);
    filter_row<kRadius>(row_pixels(predicted_, job_, x0_, y, room_), near, job_.taps,
                        row.predicted);
    filter_row<kRadius>(row_pixels(truth_, job_, x0_, y, room_), near, job_.taps, row.truth);
  }

  /// Adds up rows `y` to `y + kTogether - 1`.
  HWY_INLINE void add_rows(int y, Vector& sum) {
    const Doubles d;
    const auto predicted_scale = hn::Set(d, job_.predicted.scale);
    const auto truth_scale = hn::Set(d, job_.truth.scale);
    const std::uint64_t upper = bits(y);
    const std::uint64_t lower = bits(y + 1);
    const std::uint64_t any = upper | lower;
    if (any == 0) return;
    const GradientTaps& taps = job_.taps;
    Window<kRadius> window;
    for (int j = 0; j < kRows; ++j) window.rows[j] = &ring(y - kRadius + j);
    for (int x = 0; x < 64; x += 8) {
      if ((any >> x & 0xFF) == 0) continue;
      for (int i = x; i < x + 8; i += static_cast<int>(hn::Lanes(d))) {
        const auto first = hn::Sub(
            hn::Mul(predicted_scale,
                    hn::Sqrt(squared_amplitude<0>(window, &RowPair::predicted, i, taps))),
            hn::Mul(truth_scale, hn::Sqrt(squared_amplitude<0>(window, &RowPair::truth, i, taps))));
        const auto second = hn::Sub(
            hn::Mul(predicted_scale,
                    hn::Sqrt(squared_amplitude<1>(window, &RowPair::predicted, i, taps))),
            hn::Mul(truth_scale, hn::Sqrt(squared_amplitude<1>(window, &RowPair::truth, i, taps))));
        add(first, upper >> i, sum);
        add(second, lower >> i, sum);
      }
    }
  }

  /// Adds the squares of those lanes whose bit is set.
  HWY_INLINE static void add(Vector difference, std::uint64_t bits, Vector& sum) {
    const Doubles d;
    const std::uint8_t group[8] = {static_cast<std::uint8_t>(bits & 0xFF)};
    const auto counted = hn::IfThenElseZero(hn::LoadMaskBits(d, group), difference);
    sum = hn::MulAdd(counted, counted, sum);
  }

  const GradientJob& job_;
  Source<Pixel> predicted_;
  Source<Pixel> truth_;
  int x0_;
  int begin_;
  int end_;
  std::uint64_t any_ = 0;
  /// Of the region, from row begin - 2 radius on.
  std::uint64_t column_[kGradientBand + 4 * kRadius + 2 * kTogether] = {};
  RowPair ring_[kRows];
  Pixel room_[80];
};

template <int kRadius, typename Pixel>
double strip(const GradientJob& job, const Source<Pixel>& predicted, const Source<Pixel>& truth,
             std::size_t word, int begin, int end) {
  return Strip<kRadius, Pixel>(job, predicted, truth, word, begin, end).sum();
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
