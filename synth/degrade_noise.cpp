#include "synth/degrade_noise.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/large_pages.h"

namespace mbench {
namespace {

/// Whole numbers from -255 to 255 with the probabilities of rounded normal noise.
class NoiseTable {
 public:
  explicit NoiseTable(double sigma) { fill(weights(sigma)); }

  /// From 32 random bits: the first nine choose a column, the others one of its two numbers.
  int number(std::uint32_t bits) const {
    const std::uint32_t column = bits >> kShareBits;
    const std::uint32_t entry = entries_[column];
    const std::uint32_t chosen =
        (bits & kShareMask) < (entry & kShareMask) ? column : entry >> kShareBits;
    return static_cast<int>(chosen) - kZero;
  }

 private:
  static constexpr std::uint32_t kShareBits = 23;
  static constexpr std::uint32_t kColumn = 1U << kShareBits;
  static constexpr std::uint32_t kShareMask = kColumn - 1;
  static constexpr std::size_t kColumns = 512;
  static constexpr int kZero = 256;
  using Weights = std::array<std::uint64_t, kColumns>;

  /// How much of 2^32 falls to each number.
  static Weights weights(double sigma) {
    // Beyond `k` - 1/2; symmetric, so only one side is asked for.
    const auto beyond = [&](int k) {
      return 0.5 * std::erfc((k - 0.5) / (sigma * std::sqrt(2.0)));
    };
    Weights weights{};
    std::uint64_t sides = 0;
    for (int k = 1; k <= 255; ++k) {
      const double probability = beyond(k) - (k < 255 ? beyond(k + 1) : 0.0);
      const auto weight = static_cast<std::uint64_t>(std::llround(probability * 0x1.0p32));
      weights[static_cast<std::size_t>(kZero + k)] = weight;
      weights[static_cast<std::size_t>(kZero - k)] = weight;
      sides += 2 * weight;
    }
    MBENCH_ASSERT(sides <= std::uint64_t{1} << 32);
    weights[kZero] = (std::uint64_t{1} << 32) - sides;
    return weights;
  }

  /// Columns of equal height from weights of any: each holds its own number and one other.
  void fill(Weights weights) {
    std::vector<std::uint32_t> small;
    std::vector<std::uint32_t> large;
    for (std::uint32_t i = 0; i < kColumns; ++i) {
      (weights[i] < kColumn ? small : large).push_back(i);
    }
    while (!small.empty()) {
      const std::uint32_t low = small.back();
      const std::uint32_t high = large.back();
      small.pop_back();
      entries_[low] = static_cast<std::uint32_t>(weights[low]) | high << kShareBits;
      weights[high] -= kColumn - weights[low];
      if (weights[high] >= kColumn) continue;
      large.pop_back();
      small.push_back(high);
    }
    // These are full; a share of 2^23 has no room, so the other number is the column's own.
    for (const std::uint32_t full : large) entries_[full] = full << kShareBits;
  }

  std::array<std::uint32_t, kColumns> entries_{};
};

void add_noise(const NoiseTable& table, Random random, const std::uint8_t* from, std::uint8_t* to,
               std::size_t samples) {
  std::size_t i = 0;
  for (; i + 2 <= samples; i += 2) {
    const std::uint64_t bits = random.bits();
    to[i] = cv::saturate_cast<std::uint8_t>(from[i] +
                                            table.number(static_cast<std::uint32_t>(bits >> 32)));
    to[i + 1] = cv::saturate_cast<std::uint8_t>(from[i + 1] +
                                                table.number(static_cast<std::uint32_t>(bits)));
  }
  if (i < samples) {
    const auto bits = static_cast<std::uint32_t>(random.bits() >> 32);
    to[i] = cv::saturate_cast<std::uint8_t>(from[i] + table.number(bits));
  }
}

}  // namespace

Image with_noise(const Image& image, double sigma, const Random& random) {
  MBENCH_ASSERT(sigma > 0.0);
  const NoiseTable table(sigma);
  const cv::Mat& pixels = image.pixels();
  cv::Mat noisy = new_pixels(pixels.size(), pixels.type());
  const std::size_t samples = static_cast<std::size_t>(pixels.cols) * 3;
  cv::parallel_for_({0, pixels.rows}, [&](const cv::Range& rows) {
    for (int y = rows.start; y < rows.end; ++y) {
      add_noise(table, random.part(static_cast<std::uint64_t>(y)), pixels.ptr(y), noisy.ptr(y),
                samples);
    }
  });
  return Image(noisy);
}

}  // namespace mbench
