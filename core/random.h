#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mbench {

/// Random numbers from a seed, the same on every machine and standard library; nothing else in
/// mbench draws any.
///
/// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  /// A generator of its own for one part of the work, whatever was drawn from this one before:
  /// what is made of part 7 does not depend on parts 1 to 6, nor on who makes them.
  Random part(std::string_view name) const;
  Random part(std::uint64_t number) const;

  /// 64 random bits.
  std::uint64_t bits();
  /// Uniform below `count`, without the bias of a remainder. `count` is positive.
  std::size_t below(std::size_t count);
  /// Uniform from `low` to `high`, both included.
  int integer(int low, int high);
  /// Uniform in [0, 1), with 53 bits.
  double uniform();
  /// Uniform in [low, high).
  double uniform(double low, double high);
  /// True with this probability.
  bool chance(double probability);
  /// Normal with mean 0 and deviation 1 (the polar method; Marsaglia and Bray 1964).
  double normal();

 private:
  std::uint64_t state_;
  std::uint64_t seed_ = state_;
};

}  // namespace mbench
