#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/png_filters.h"

namespace mbench {

/// The differences of a row from what a filter predicts; undo_png_filter gives it back.
///
/// `above` and `distance` are as there; `to` may not overlap the rows.
void apply_png_filter(PngFilter filter, const std::uint8_t* row, const std::uint8_t* above,
                      std::uint8_t* to, std::size_t bytes, int distance);

/// For each filter, by its code, the sum of the sizes of a row's differences, taken as signed
/// bytes: the measure by which the PNG specification advises to choose.
std::array<std::uint64_t, kPngFilters> png_row_costs(const std::uint8_t* row,
                                                     const std::uint8_t* above, std::size_t bytes,
                                                     int distance);

}  // namespace mbench
