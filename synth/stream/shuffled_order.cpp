#include "synth/stream/shuffled_order.h"

#include "core/error.h"

namespace mbench {
namespace {

constexpr int kRounds = 6;

/// A permutation of the numbers of 2·`half_bits` bits.
std::uint64_t permuted(const Random& round, int half_bits, std::uint64_t number) {
  const std::uint64_t mask = (std::uint64_t{1} << half_bits) - 1;
  std::uint64_t left = number >> half_bits;
  std::uint64_t right = number & mask;
  for (std::uint64_t i = 0; i < kRounds; ++i) {
    const std::uint64_t mixed = left ^ (round.part(i).part(right).bits() & mask);
    left = right;
    right = mixed;
  }
  return (left << half_bits) | right;
}

}  // namespace

std::size_t shuffled_place(const Random& random, std::size_t count, std::uint64_t place) {
  MBENCH_ASSERT(count > 0);
  int half_bits = 1;
  while (half_bits < 31 && (std::uint64_t{1} << (2 * half_bits)) < count) ++half_bits;
  const Random round = random.part(place / count);
  std::uint64_t number = place % count;
  do {
    number = permuted(round, half_bits, number);
  } while (number >= count);
  return number;
}

}  // namespace mbench
