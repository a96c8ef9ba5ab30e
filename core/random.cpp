#include "core/random.h"

#include "core/error.h"

#include <cmath>

namespace mbench {
namespace {

constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15U;

std::uint64_t mixed(std::uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9U;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBU;
  return bits ^ (bits >> 31);
}

}  // namespace

Random Random::part(std::string_view name) const {
  // FNV-1a, 64 bits, over the seed's bytes and the name's.
  std::uint64_t hash = 0xCBF29CE484222325U;
  const auto take = [&](std::uint64_t byte) { hash = (hash ^ byte) * 0x100000001B3U; };
  for (int shift = 0; shift < 64; shift += 8) take((seed_ >> shift) & 0xFFU);
  for (const char letter : name) take(static_cast<unsigned char>(letter));
  return Random(mixed(hash));
}

Random Random::part(std::uint64_t number) const {
  return Random(mixed(mixed(seed_ + kStep) ^ (number * kStep + 1)));
}

std::uint64_t Random::bits() {
  state_ += kStep;
  return mixed(state_);
}

std::size_t Random::below(std::size_t count) {
  MBENCH_ASSERT(count > 0);
  const std::uint64_t unbiased = ~std::uint64_t{0} - ~std::uint64_t{0} % count;
  std::uint64_t number = bits();
  while (number >= unbiased) number = bits();
  return number % count;
}

int Random::integer(int low, int high) {
  MBENCH_ASSERT(low <= high);
  const std::int64_t count = std::int64_t{high} - low + 1;
  return static_cast<int>(low + static_cast<std::int64_t>(below(static_cast<std::size_t>(count))));
}

double Random::uniform() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }

double Random::uniform(double low, double high) { return low + (high - low) * uniform(); }

bool Random::chance(double probability) { return uniform() < probability; }

double Random::normal() {
  for (;;) {
    const double x = uniform(-1, 1);
    const double y = uniform(-1, 1);
    const double square = x * x + y * y;
    if (square > 0 && square < 1) return x * std::sqrt(-2 * std::log(square) / square);
  }
}

}  // namespace mbench
