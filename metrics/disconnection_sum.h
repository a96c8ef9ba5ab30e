#pragma once

#include <cstdint>

namespace mbench {

/// 510 times the sum of |phi(p) - phi(g)| over a row's pixels with a bit in `region`.
///
/// `levels` holds 10 l of each pixel. With c(v) = 2 v - 51 (10 l), or 0 where that is below
/// 76.5, the term of a pixel is |c(p) - c(g)|: an integer.
std::int64_t disconnection_sum(const std::uint8_t* predicted, const std::uint8_t* truth,
                               const std::uint64_t* region, const std::uint8_t* levels, int width);

}  // namespace mbench
