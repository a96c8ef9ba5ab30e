#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

namespace mbench {

/// How much of a network's work is in memory at once: a whole picture, as in the authors' code, or
/// blocks of its rows, tokens and attention scores. Blocks change no alpha but by rounding.
class Blocks {
 public:
  /// Whole pictures.
  Blocks() = default;
  /// Blocks whose largest tensor is about 16 MiB: little beside what has to be there, and enough
  /// for products and convolutions to be at full speed.
  static Blocks lean() { return Blocks(kLeanNumbers); }
  /// The same, smaller where only `bytes` are free for them, but not below 1 MiB.
  static Blocks within(std::int64_t bytes) {
    // A block's input, its result and two tensors between, on up to four threads.
    constexpr std::int64_t kTensorsAtOnce = 16;
    constexpr std::int64_t kFewest = std::int64_t{1} << 18;
    return Blocks(std::clamp(bytes / kTensorsAtOnce / 4, kFewest, kLeanNumbers));
  }

  /// Blocks for a GPU, of which `bytes` are free for them: large enough to keep it busy.
  static Blocks on_gpu(std::int64_t bytes = std::numeric_limits<std::int64_t>::max()) {
    constexpr std::int64_t kTensorsAtOnce = 8;
    return Blocks(std::clamp(bytes / kTensorsAtOnce / 4, kLeanNumbers / 4, 16 * kLeanNumbers));
  }

  bool whole() const { return numbers_ == kEverything; }

  /// Of `all` rows or tokens that need `numbers` float32 each, how many are worked on at once: at
  /// least `least`, so that what blocks compute twice stays small.
  std::int64_t at_once(std::int64_t all, std::int64_t numbers, std::int64_t least) const {
    return std::min(all, std::max(least, numbers_ / numbers));
  }

 private:
  static constexpr std::int64_t kEverything = std::numeric_limits<std::int64_t>::max();
  static constexpr std::int64_t kLeanNumbers = std::int64_t{1} << 22;

  explicit Blocks(std::int64_t numbers) : numbers_(numbers) {}

  std::int64_t numbers_ = kEverything;
};

}  // namespace mbench
