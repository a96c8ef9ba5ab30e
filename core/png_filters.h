#pragma once

#include <cstddef>
#include <cstdint>

namespace mbench {

/// How a row of a PNG was predicted before it was compressed.
enum class PngFilter : std::uint8_t { none = 0, sub = 1, up = 2, average = 3, paeth = 4 };
constexpr int kPngFilters = 5;

/// PNG's predictor by Alan W. Paeth: which of left, above and above-left is nearest to
/// left + above - above_left; of equally near ones, the first of this order.
std::uint8_t paeth_predictor(std::uint8_t left, std::uint8_t above, std::uint8_t above_left);

/// A row back from its differences.
///
/// `above` is the finished row above (zeros for the first), `distance` how many bytes lie
/// between a byte and its left neighbour (1 to 8). `to` may be `row` or lie before it, so
/// rows can be closed up in place; it may not lie behind.
void undo_png_filter(PngFilter filter, const std::uint8_t* row, const std::uint8_t* above,
                     std::uint8_t* to, std::size_t bytes, int distance);

}  // namespace mbench
