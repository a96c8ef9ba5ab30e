#include "runners/networks/attention.h"
#include "runners/networks/compute.h"
#include "runners/networks/head_attention.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

namespace mbench {
namespace {

/// A window's place in the grid, and how much of it is inside.
struct Window {
  Window(std::int64_t number, const TokenGrid& grid, const TokenGrid& size) {
    const std::int64_t across = (grid.columns + size.columns - 1) / size.columns;
    top = number / across * size.rows;
    left = number % across * size.columns;
    inside = {std::min(size.rows, grid.rows - top), std::min(size.columns, grid.columns - left)};
  }
  std::int64_t top;
  std::int64_t left;
  TokenGrid inside;
};

/// Copies tokens of one head between a picture and its windows.
class WindowCopy {
 public:
  WindowCopy(const TokenGrid& grid, const TokenGrid& size, std::int64_t width)
      : grid_(grid), size_(size), width_(width) {}

  /// All tokens of the window; those outside of the picture are `filling`. `from` is the head's
  /// first number of the picture's first token, tokens are `stride` apart.
  void read_filled(const Window& window, const float* from, std::int64_t stride,
                   const float* filling, float* to) const {
    for (std::int64_t row = 0; row < size_.rows; ++row) {
      for (std::int64_t column = 0; column < size_.columns; ++column, to += width_) {
        const bool inside = row < window.inside.rows && column < window.inside.columns;
        std::copy_n(inside ? from + token(window, row, column) * stride : filling, width_, to);
      }
    }
  }

  /// The tokens inside of the picture only.
  void read(const Window& window, const float* from, std::int64_t stride, float* to) const {
    for (std::int64_t row = 0; row < window.inside.rows; ++row) {
      for (std::int64_t column = 0; column < window.inside.columns; ++column, to += width_) {
        std::copy_n(from + token(window, row, column) * stride, width_, to);
      }
    }
  }

  void write(const Window& window, const float* from, float* to, std::int64_t stride) const {
    for (std::int64_t row = 0; row < window.inside.rows; ++row) {
      for (std::int64_t column = 0; column < window.inside.columns; ++column, from += width_) {
        std::copy_n(from, width_, to + token(window, row, column) * stride);
      }
    }
  }

 private:
  std::int64_t token(const Window& window, std::int64_t row, std::int64_t column) const {
    return (window.top + row) * grid_.columns + window.left + column;
  }

  TokenGrid grid_;
  TokenGrid size_;
  std::int64_t width_;
};

at::Tensor attention_of_all_windows(const at::Tensor& qkv, const at::Tensor& filling,
                                    std::int64_t heads, const RelativePositions& positions,
                                    const TokenGrid& grid) {
  const TokenGrid& size = positions.grid;
  const std::int64_t down = (grid.rows + size.rows - 1) / size.rows;
  const std::int64_t across = (grid.columns + size.columns - 1) / size.columns;
  const std::int64_t width = qkv.size(1) / 3 / heads;
  at::Tensor filled =
      at::empty({down * size.rows, across * size.columns, qkv.size(1)}, qkv.options());
  filled.copy_(filling);
  filled.narrow(0, 0, grid.rows)
      .narrow(1, 0, grid.columns)
      .copy_(qkv.view({grid.rows, grid.columns, qkv.size(1)}));
  const at::Tensor parts = filled.view({down, size.rows, across, size.columns, 3, heads, width})
                               .permute({4, 0, 2, 5, 1, 3, 6})  // part, window, head, place in it
                               .reshape({3, down * across * heads, size.tokens(), width});
  filled.reset();
  return attention_of_sets(parts[0], parts[1], parts[2], positions)
      .view({down, across, heads, size.rows, size.columns, width})
      .permute({0, 3, 1, 4, 2, 5})
      .reshape({down * size.rows, across * size.columns, heads * width})
      .narrow(0, 0, grid.rows)
      .narrow(1, 0, grid.columns)
      .reshape({grid.tokens(), heads * width});
}

/// Some rows of windows at a time.
at::Tensor attention_of_window_rows(const at::Tensor& qkv, const at::Tensor& filling,
                                    std::int64_t heads, const RelativePositions& positions,
                                    const TokenGrid& grid, const Blocks& blocks) {
  const TokenGrid& size = positions.grid;
  const std::int64_t down = (grid.rows + size.rows - 1) / size.rows;
  const std::int64_t across = (grid.columns + size.columns - 1) / size.columns;
  // In one row of windows: each token's scores to the others, and its query, key and value.
  const std::int64_t numbers = across * size.tokens() * (heads * size.tokens() + qkv.size(1));
  const std::int64_t at_once = blocks.at_once(down, numbers, 1) * size.rows;
  const at::Tensor result = at::empty({grid.tokens(), qkv.size(1) / 3}, qkv.options());
  for (std::int64_t row = 0; row < grid.rows; row += at_once) {
    const TokenGrid part{std::min(at_once, grid.rows - row), grid.columns};
    const std::int64_t first = row * grid.columns;
    result.narrow(0, first, part.tokens())
        .copy_(attention_of_all_windows(qkv.narrow(0, first, part.tokens()), filling, heads,
                                        positions, part));
  }
  return result;
}

}  // namespace

at::Tensor window_attention(const at::Tensor& qkv, const at::Tensor& filling, std::int64_t heads,
                            const RelativePositions& positions, const TokenGrid& grid,
                            const Blocks& blocks) {
  if (blocks.whole()) return attention_of_all_windows(qkv, filling, heads, positions, grid);
  if (!for_own_kernels(qkv)) {
    return attention_of_window_rows(qkv, filling, heads, positions, grid, blocks);
  }
  const TokenGrid& size = positions.grid;
  const std::int64_t channels = qkv.size(1) / 3;
  const std::int64_t width = channels / heads;
  const std::int64_t windows = ((grid.rows + size.rows - 1) / size.rows) *
                               ((grid.columns + size.columns - 1) / size.columns);
  at::Tensor result = at::empty({grid.tokens(), channels}, qkv.options());
  const float* all = qkv.data_ptr<float>();
  const float* fill = filling.data_ptr<float>();
  float* written = result.data_ptr<float>();
  const WindowCopy copy(grid, size, width);
  at::parallel_for(0, windows * heads, 1, [&](std::int64_t begin, std::int64_t end) {
    const c10::InferenceMode no_gradients;  // is set thread by thread
    HeadAttention attend(size.tokens(), size.tokens(), positions);
    const at::Tensor memory = at::empty({4, size.tokens(), width}, qkv.options());
    const at::Tensor keys = memory.select(0, 0);
    const at::Tensor values = memory.select(0, 1);
    for (std::int64_t task = begin; task < end; ++task) {
      const Window window(task / heads, grid, size);
      const std::int64_t channel = task % heads * width;
      const std::int64_t key = channels + channel;
      const std::int64_t value = 2 * channels + channel;
      const at::Tensor queries = memory.select(0, 2).narrow(0, 0, window.inside.tokens());
      const at::Tensor attended = memory.select(0, 3).narrow(0, 0, window.inside.tokens());
      copy.read(window, all + channel, 3 * channels, queries.data_ptr<float>());
      copy.read_filled(window, all + key, 3 * channels, fill + key, keys.data_ptr<float>());
      copy.read_filled(window, all + value, 3 * channels, fill + value, values.data_ptr<float>());
      attend(queries, keys, values, {0, window.inside.columns}, attended);
      copy.write(window, attended.data_ptr<float>(), written + channel, channels);
    }
  });
  return result;
}

}  // namespace mbench
