#include "runners/networks/patch_decoder.h"

#include "runners/networks/compute.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cstdint>
#include <string>

namespace mbench {
namespace {

constexpr std::int64_t kPatch = 512;
constexpr std::int64_t kMargin = 64;  // more than the decoder reaches, about 46
// The margins show in no alpha, so neither does the size of patches: fewer and greater ones have
// less margin to decode.
constexpr std::int64_t kFastPatch = 1024;
constexpr std::int64_t kToken = 16;

/// A patch along one side: its place in the picture, and the window that it is decoded from.
struct Span {
  /// `filled`: how far the picture reaches with its filling.
  Span(std::int64_t number, std::int64_t patch, std::int64_t side, std::int64_t filled)
      : first(number * patch),
        end(std::min(first + patch, side)),
        window_first(std::max<std::int64_t>(first - kMargin, 0)),
        window_end(std::min(first + patch + kMargin, filled)) {}

  std::int64_t first;
  std::int64_t end;
  std::int64_t window_first;
  std::int64_t window_end;
};

std::int64_t patches_along(std::int64_t side, std::int64_t patch) {
  return (side + patch - 1) / patch;
}

/// Rows and columns of `picture` in units of `unit` pixels; zeros beyond its end. Channels last.
at::Tensor window_of(const at::Tensor& picture, const Span& rows, const Span& columns,
                     std::int64_t unit) {
  const std::int64_t top = rows.window_first / unit;
  const std::int64_t left = columns.window_first / unit;
  const std::int64_t height = rows.window_end / unit - top;
  const std::int64_t width = columns.window_end / unit - left;
  const std::int64_t inner_height = std::min(height, picture.size(2) - top);
  const std::int64_t inner_width = std::min(width, picture.size(3) - left);
  const at::Tensor inside = picture.narrow(2, top, inner_height).narrow(3, left, inner_width);
  if (inner_height == height && inner_width == width) {
    return inside.contiguous(at::MemoryFormat::ChannelsLast);
  }
  at::Tensor result = at::empty({1, picture.size(1), height, width},
                                picture.options().memory_format(at::MemoryFormat::ChannelsLast));
  result.zero_();
  result.narrow(2, 0, inner_height).narrow(3, 0, inner_width).copy_(inside);
  return result;
}

}  // namespace

at::Tensor decoded_in_patches(const DetailDecoder& decoder, const at::Tensor& input,
                              const at::Tensor& features, const Stage& stage) {
  const std::int64_t height = input.size(2);
  const std::int64_t width = input.size(3);
  const bool as_authors = stage.probes || decoder.blocks.whole();
  const std::int64_t patch = as_authors ? kPatch : kFastPatch;
  const std::int64_t down = patches_along(height, patch);
  const std::int64_t across = patches_along(width, patch);
  const auto filled = [&](std::int64_t side) {
    const std::int64_t all = patches_along(side, kPatch) * kPatch;
    return as_authors ? all : std::min(all, side + kMargin);
  };
  at::Tensor alpha = at::empty({1, 1, height, width}, widened(input.new_empty(0)).options());
  for (std::int64_t number = 0; number < down * across; ++number) {
    const Span rows(number / across, patch, height, filled(height));
    const Span columns(number % across, patch, width, filled(width));
    const Stage own{stage.probes, stage.name + "patch" + std::to_string(number) + "."};
    const at::Tensor logits = decoder(window_of(input, rows, columns, 1),
                                      window_of(features, rows, columns, kToken), own);
    const std::int64_t rows_count = rows.end - rows.first;
    const std::int64_t columns_count = columns.end - columns.first;
    at::Tensor shown =
        alpha.narrow(2, rows.first, rows_count).narrow(3, columns.first, columns_count);
    at::sigmoid_out(shown,
                    widened(logits.narrow(2, rows.first - rows.window_first, rows_count)
                                .narrow(3, columns.first - columns.window_first, columns_count)));
  }
  return alpha;
}

}  // namespace mbench
