#pragma once

#include "metrics/level_cells.h"
#include "metrics/region_kind.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace mbench {

/// One row of each picture. `trimap` may be null unless the region is made from it.
struct SweepRow {
  const std::uint8_t* predicted = nullptr;
  const std::uint8_t* truth = nullptr;
  const std::uint8_t* trimap = nullptr;
  int width = 0;
};

/// Least and greatest byte of an alpha.
struct Extremes {
  std::uint8_t low = 255;
  std::uint8_t high = 0;
};

/// The same, kept apart for every 64th pixel so that rows need no summing up.
struct LaneExtremes {
  LaneExtremes();
  void add(const LaneExtremes& other);
  Extremes all() const;

  std::array<std::uint8_t, 64> low;
  std::array<std::uint8_t, 64> high;
};

/// What the rows of a picture add up to.
struct SweepSums {
  std::int64_t pixels = 0;      ///< in the region
  std::int64_t sad_x255 = 0;    ///< sum of |p - g| over the region, in bytes
  std::int64_t mse_x65025 = 0;  ///< sum of (p - g)^2 over the region
  LaneExtremes predicted;       ///< over all pixels
  LaneExtremes truth;

  void add(const SweepSums& other);
};

/// How many of the ten thresholds 26, 51, 77, 102, 128, `sixth`, 179, 204, 230, 255 a byte
/// reaches, looked up by its two halves: every stretch of 16 values holds at most one.
struct LevelTable {
  /// `sixth` is 153 (single precision) or 154 (double).
  explicit LevelTable(int sixth);
  alignas(16) std::uint8_t base[16];    ///< thresholds up to 16 h
  alignas(16) std::uint8_t within[16];  ///< the low half must exceed this for one more
};

/// Reads a row of everything once: adds to `sums`, writes the level of min(p, g) to
/// `levels` (a multiple of 64 bytes; 0 behind the row) and one bit a pixel to `region`
/// (words_of(width) words, 0 behind the row).
void sweep_row(const SweepRow& row, RegionKind kind, const LevelTable& table, std::uint8_t* levels,
               std::uint64_t* region, SweepSums& sums);

}  // namespace mbench
