#include "synth/trimap_from_alpha.h"

#include "core/error.h"
#include "core/large_pages.h"
#include "synth/ellipse_erosion.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <functional>
#include <vector>

namespace mbench {
namespace {

constexpr int kPieceRows = 64;

/// Calls `work(y)` for every row, in pieces of many.
void each_row(int rows, ThreadTeam& team, const std::function<void(int)>& work) {
  const int pieces = (rows + kPieceRows - 1) / kPieceRows;
  team.each(static_cast<std::size_t>(pieces), [&](std::size_t piece) {
    const int first = static_cast<int>(piece) * kPieceRows;
    for (int y = first; y < std::min(first + kPieceRows, rows); ++y) work(y);
  });
}

/// The parts of a trimap as they are known.
struct Known {
  BitMask foreground;
  BitMask background;
};

Known opaque_and_clear_bytes(const cv::Mat& bytes, ThreadTeam& team) {
  Known known{BitMask(bytes.size()), BitMask(bytes.size())};
  each_row(bytes.rows, team, [&](int y) {
    pack_equal(bytes.ptr(y), bytes.cols, 255, known.foreground.row(y));
    pack_equal(bytes.ptr(y), bytes.cols, 0, known.background.row(y));
  });
  return known;
}

/// A row's mask by a test of each value.
template <typename Value, typename Test>
void pack_row(const Value* values, int width, Test test, std::uint64_t* to) {
  static thread_local std::vector<std::uint8_t> held;
  held.resize(static_cast<std::size_t>(width));
  for (int x = 0; x < width; ++x) {
    held[static_cast<std::size_t>(x)] = test(values[x]) ? std::uint8_t{1} : std::uint8_t{0};
  }
  pack_equal(held.data(), width, 1, to);
}

Known opaque_and_clear_floats(const cv::Mat& opacity, float tolerance, ThreadTeam& team) {
  Known known{BitMask(opacity.size()), BitMask(opacity.size())};
  each_row(opacity.rows, team, [&](int y) {
    const float* const row = opacity.ptr<float>(y);
    if (tolerance > 0.0F) {
      // In single precision and this order, as there: the sums are truncated to 0 or 1.
      const auto is_opaque = [=](float value) { return value + tolerance >= 1.0F; };
      const auto is_clear = [=](float value) { return 1.0F - value + tolerance >= 1.0F; };
      pack_row(row, opacity.cols, is_opaque, known.foreground.row(y));
      pack_row(row, opacity.cols, is_clear, known.background.row(y));
    } else {
      const auto is_opaque = [](float value) { return value >= 1.0F; };
      const auto is_clear = [](float value) { return value <= 0.0F; };
      pack_row(row, opacity.cols, is_opaque, known.foreground.row(y));
      pack_row(row, opacity.cols, is_clear, known.background.row(y));
    }
  });
  return known;
}

Known opaque_and_clear(const Alpha& alpha, float tolerance, ThreadTeam& team) {
  if (alpha.is_bytes()) return opaque_and_clear_bytes(alpha.pixels(), team);
  return opaque_and_clear_floats(alpha.pixels(), tolerance, team);
}

/// Eight bits as eight bytes of 0 or 255, in memory's order.
constexpr std::array<std::uint64_t, 256> make_spread_bits() {
  std::array<std::uint64_t, 256> table{};
  for (std::size_t bits = 0; bits < table.size(); ++bits) {
    std::array<std::uint8_t, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = (bits >> i & 1U) != 0 ? 255 : 0;
    table[bits] = std::bit_cast<std::uint64_t>(bytes);
  }
  return table;
}

constexpr std::array<std::uint64_t, 256> kSpread = make_spread_bits();

/// Eight pixels of a trimap by their bits.
std::uint64_t eight_pixels(std::uint64_t foreground, std::uint64_t background) {
  constexpr std::uint64_t kUnknown = 0x0101010101010101U * Trimap::kUnknown;
  const std::uint64_t opaque = kSpread[foreground & 0xFFU];
  return opaque | (kUnknown & ~(opaque | kSpread[background & 0xFFU]));
}

void unpack_row(const std::uint64_t* foreground, const std::uint64_t* background, int width,
                std::uint8_t* to) {
  constexpr int kPixels = 8;
  int x = 0;
  for (; x + BitMask::kWordPixels <= width; x += BitMask::kWordPixels) {
    const std::uint64_t opaque = *foreground++;
    const std::uint64_t clear = *background++;
    for (int bit = 0; bit < BitMask::kWordPixels; bit += kPixels) {
      const std::uint64_t pixels = eight_pixels(opaque >> bit, clear >> bit);
      std::memcpy(to + x + bit, &pixels, kPixels);
    }
  }
  for (int bit = 0; x < width; x += kPixels, bit += kPixels) {
    const std::uint64_t pixels = eight_pixels(*foreground >> bit, *background >> bit);
    std::memcpy(to + x, &pixels, static_cast<std::size_t>(std::min(kPixels, width - x)));
  }
}

Trimap trimap_of(const Known& known, ThreadTeam& team) {
  const cv::Size size = known.foreground.size();
  cv::Mat trimap = new_pixels(size, CV_8UC1);
  each_row(size.height, team, [&](int y) {
    unpack_row(known.foreground.row(y), known.background.row(y), size.width, trimap.ptr(y));
  });
  return Trimap(trimap);
}

BitMask eroded(const BitMask& mask, const TrimapErosion& erosion, ThreadTeam& team) {
  return eroded_by_ellipse(mask, erosion.ellipse_px, erosion.iterations, team);
}

void invert(BitMask& mask) {
  for (int y = 0; y < mask.size().height; ++y) {
    std::uint64_t* const row = mask.row(y);
    std::transform(row, row + mask.words(), row, [](std::uint64_t word) { return ~word; });
    mask.close_row(y);
  }
}

/// Unknown is the band between the thresholds, its gaps closed; the rest is what it is nearer to.
Trimap trimap_by_thresholds(const Alpha& alpha, ThreadTeam& team) {
  constexpr double kLowest = 0.06;
  constexpr double kHighest = 0.96;
  constexpr TrimapErosion kErosion{3, 10};
  const cv::Mat& pixels = alpha.pixels();
  BitMask sure(alpha.size());
  BitMask opaque(alpha.size());
  const auto pack = [&](const auto* row, double full, int y) {
    const auto is_sure = [=](auto value) {
      const double opacity = static_cast<double>(value) / full;
      return opacity <= kLowest || opacity >= kHighest;
    };
    const auto is_opaque = [=](auto value) { return static_cast<double>(value) / full > 0.5; };
    pack_row(row, pixels.cols, is_sure, sure.row(y));
    pack_row(row, pixels.cols, is_opaque, opaque.row(y));
  };
  each_row(pixels.rows, team, [&](int y) {
    if (alpha.is_bytes()) {
      pack(pixels.ptr<std::uint8_t>(y), 255.0, y);
    } else {
      pack(pixels.ptr<float>(y), 1.0, y);
    }
  });
  // Dilating the band is eroding the rest; then the band itself is eroded.
  BitMask band = eroded(sure, kErosion, team);
  invert(band);
  band = eroded(band, kErosion, team);
  Known known{opaque, opaque};
  for (int y = 0; y < pixels.rows; ++y) {
    for (int i = 0; i < band.words(); ++i) {
      known.foreground.row(y)[i] = opaque.row(y)[i] & ~band.row(y)[i];
      known.background.row(y)[i] = ~opaque.row(y)[i] & ~band.row(y)[i];
    }
  }
  return trimap_of(known, team);
}

}  // namespace

Trimap trimap_by_steps(const Alpha& alpha, const TrimapSteps& steps, ThreadTeam& team) {
  if (steps.squash_interpolation) {
    TrimapSteps squashed = steps;
    squashed.squash_interpolation.reset();
    cv::Mat small;
    cv::resize(to_float(alpha).pixels(), small, {kTrimapSquashPx, kTrimapSquashPx}, 0, 0,
               *steps.squash_interpolation);
    cv::Mat trimap;
    cv::resize(trimap_by_steps(Alpha(small), squashed, team).pixels(), trimap, alpha.size(), 0, 0,
               cv::INTER_NEAREST);
    return Trimap(trimap);
  }
  const Known known = opaque_and_clear(alpha, steps.tolerance, team);
  return trimap_of({eroded(known.foreground, steps.foreground, team),
                    eroded(known.background, steps.background, team)},
                   team);
}

Trimap trimap_from_alpha(const Alpha& alpha, const TrimapRecipe& recipe, std::string_view sample,
                         ThreadTeam& team) {
  recipe.check();
  if (recipe.family == TrimapFamily::background_matting_v2) {
    return trimap_by_thresholds(alpha, team);
  }
  return trimap_by_steps(alpha, trimap_steps(recipe, sample, alpha.size()), team);
}

Trimap trimap_from_alpha(const Alpha& alpha, const TrimapRecipe& recipe, std::string_view sample) {
  ThreadTeam team(1);
  return trimap_from_alpha(alpha, recipe, sample, team);
}

Trimap trimap_from_alpha(const Alpha& alpha, const TrimapRecipe& recipe) {
  if (recipe.draws()) {
    throw UsageError(fmt::format("the recipe {} draws sizes for each sample by its name, and this "
                                 "sample has none",
                                 recipe.text()),
                     "choose one that draws nothing, as ellipse:25");
  }
  return trimap_from_alpha(alpha, recipe, {});
}

}  // namespace mbench
