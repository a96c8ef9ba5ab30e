#include "core/png_recipe.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include <opencv2/core.hpp>

#include "core/png_filtering.h"

namespace mbench {
namespace {

/// Of equal ones the first is taken: those that most often suit a matte.
constexpr std::array<PngFilter, kPngFilters> kFilters{
    PngFilter::up, PngFilter::sub, PngFilter::paeth, PngFilter::average, PngFilter::none};

const std::array<PngRecipe, 4> kRecipes{
    {{PngFilter::up, {6}}, {PngFilter::average, {6}}, {std::nullopt, {6}}, {std::nullopt, {0}}}};

PngFilter least_filter(const std::uint8_t* row, const std::uint8_t* above, std::size_t bytes,
                       int distance) {
  const auto costs = png_row_costs(row, above, bytes, distance);
  const auto cost = [&](PngFilter filter) { return costs[static_cast<std::size_t>(filter)]; };
  return *std::min_element(kFilters.begin(), kFilters.end(),
                           [&](PngFilter a, PngFilter b) { return cost(a) < cost(b); });
}

/// The rows of some bands below each other.
LargeBuffer filtered_rows(const cv::Mat& pixels, const std::vector<cv::Range>& bands,
                          const std::optional<PngFilter>& filter) {
  const int distance = pixels.channels();
  const std::size_t row_bytes = static_cast<std::size_t>(pixels.cols) * pixels.elemSize();
  std::size_t count = 0;
  for (const cv::Range& band : bands) count += static_cast<std::size_t>(band.size());
  LargeBuffer rows((row_bytes + 1) * count);
  const std::vector<std::uint8_t> zeros(row_bytes);
  std::uint8_t* to = rows.data();
  for (const cv::Range& band : bands) {
    for (int y = band.start; y < band.end; ++y, to += row_bytes + 1) {
      const std::uint8_t* const row = pixels.ptr(y);
      const std::uint8_t* const above = y > 0 ? pixels.ptr(y - 1) : zeros.data();
      const PngFilter best = filter ? *filter : least_filter(row, above, row_bytes, distance);
      to[0] = static_cast<std::uint8_t>(best);
      apply_png_filter(best, row, above, to + 1, row_bytes, distance);
    }
  }
  return rows;
}

/// A sixteenth of a large picture, more of smaller ones, all of a small one.
std::vector<cv::Range> sample_of(const cv::Mat& pixels) {
  constexpr int kBand = 8;
  constexpr int kFewest = 15;
  if (pixels.rows <= 2 * kFewest * kBand) return {{0, pixels.rows}};
  const int step = std::min(pixels.rows / kFewest, 16 * kBand);
  std::vector<cv::Range> bands;
  for (int y = (step - kBand) / 2; y + kBand <= pixels.rows; y += step) {
    bands.emplace_back(y, y + kBand);
  }
  return bands;
}

}  // namespace

LargeBuffer png_stream(const cv::Mat& pixels, const PngRecipe& recipe) {
  return zlib_stream(filtered_rows(pixels, {{0, pixels.rows}}, recipe.filter), recipe.deflation);
}

PngRecipe smallest_recipe(const cv::Mat& pixels) {
  const std::vector<cv::Range> sample = sample_of(pixels);
  std::array<std::size_t, kRecipes.size()> sizes{};
  std::transform(kRecipes.begin(), kRecipes.end(), sizes.begin(), [&](const PngRecipe& recipe) {
    return zlib_stream(filtered_rows(pixels, sample, recipe.filter), recipe.deflation).size();
  });
  const auto smallest = std::min_element(sizes.begin(), sizes.end()) - sizes.begin();
  return kRecipes[static_cast<std::size_t>(smallest)];
}

}  // namespace mbench
