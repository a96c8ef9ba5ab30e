#pragma once

#include <cstddef>
#include <cstdint>

namespace mbench {

/// A Gaussian and its derivative, as one half each; radius 4 or 6.
struct GradientTaps {
  int radius = 4;
  bool mirrored = false;  ///< borders: mirrored with the edge pixel repeated, else replicated
  double smooth[7] = {};  ///< weight at distance 0, 1, ...
  double slope[7] = {};   ///< weight of (value behind - value before) at distance 1, ...
};

/// One alpha: bytes or floats, row after row.
struct GradientPicture {
  const std::uint8_t* bytes = nullptr;
  const float* floats = nullptr;  ///< used where `bytes` is null
  std::size_t stride = 0;         ///< elements from row to row
  double scale = 1;               ///< the amplitude is multiplied by this
};

/// Two alphas and the pixels to be compared.
struct GradientJob {
  GradientPicture predicted;
  GradientPicture truth;
  int width = 0;
  int height = 0;
  const std::uint64_t* region = nullptr;  ///< one bit a pixel
  std::size_t region_stride = 0;          ///< words from row to row
  GradientTaps taps;
};

/// Rows that a strip may have at most.
constexpr int kGradientBand = 128;

/// Sum of squared differences of the scaled gradient amplitudes over the region's pixels in
/// columns 64 `word` to 64 `word` + 63 and rows `begin` to `end` - 1.
///
/// The filters are separable, and only the groups of 8 pixels are computed that hold a pixel
/// of the region, with as many rows around them as the filter needs.
double gradient_strip(const GradientJob& job, std::size_t word, int begin, int end);

}  // namespace mbench
