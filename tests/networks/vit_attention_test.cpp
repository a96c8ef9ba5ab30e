// Attention in parts against attention written out number by number.

#include "runners/networks/attention.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace mbench {
namespace {

constexpr std::int64_t kHeads = 2;
constexpr std::int64_t kWidth = 4;  // of a head
constexpr std::int64_t kChannels = kHeads * kWidth;

/// Numbers in -1..1 without any order.
at::Tensor scattered(const std::vector<std::int64_t>& shape, double start) {
  std::int64_t count = 1;
  for (const std::int64_t side : shape) count *= side;
  return at::sin(at::arange(count).to(at::kFloat).mul_(12.9).add_(start)).view(shape);
}

struct Tables {
  at::Tensor vertical;
  at::Tensor horizontal;
};

Tables tables_for(const TokenGrid& grid) {
  return {scattered({2 * grid.rows - 1, kWidth}, 1), scattered({2 * grid.columns - 1, kWidth}, 2)};
}

double product(const at::Tensor& a, const at::Tensor& b) {
  return (a.to(at::kDouble) * b.to(at::kDouble)).sum().item<double>();
}

/// Attention of all tokens of a grid to all, by the definition: (tokens, C).
at::Tensor written_out(const at::Tensor& qkv, const TokenGrid& grid, const Tables* tables) {
  const std::int64_t tokens = qkv.size(0);
  const at::Tensor parts = qkv.view({tokens, 3, kHeads, kWidth});
  const at::Tensor result = at::empty({tokens, kHeads, kWidth}, at::kFloat);
  for (std::int64_t head = 0; head < kHeads; ++head) {
    for (std::int64_t i = 0; i < tokens; ++i) {
      const at::Tensor query = parts[i][0][head];
      at::Tensor sum = at::zeros({kWidth}, at::kDouble);
      double total = 0;
      for (std::int64_t j = 0; j < tokens; ++j) {
        double score = product(query, parts[j][1][head]) / std::sqrt(double{kWidth});
        if (tables != nullptr) {
          const std::int64_t down = i / grid.columns - j / grid.columns;
          const std::int64_t right = i % grid.columns - j % grid.columns;
          score += product(query, tables->vertical[down + grid.rows - 1]) +
                   product(query, tables->horizontal[right + grid.columns - 1]);
        }
        total += std::exp(score);
        sum += parts[j][2][head].to(at::kDouble) * std::exp(score);
      }
      result[i][head].copy_(sum / total);
    }
  }
  return result.view({tokens, kChannels});
}

double largest_difference(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).abs().max().item<double>();
}

TEST(WholeAttention, InBlocksOfQueriesIsTheDefinition) {
  const c10::InferenceMode no_gradients;
  const TokenGrid grid{5, 3};
  const at::Tensor qkv = scattered({grid.tokens(), 3 * kChannels}, 3);
  const Tables tables = tables_for(grid);
  const at::Tensor expected = written_out(qkv, grid, &tables);
  for (const int threads : {1, 3}) {  // three threads: blocks of 5 of the 15 queries
    at::set_num_threads(threads);
    const RelativePositions positions(tables.vertical, tables.horizontal, grid);
    const at::Tensor found = whole_attention(qkv, kHeads, positions, Blocks::lean());
    EXPECT_LT(largest_difference(found, expected), 1e-6);
  }
}

TEST(WholeAttention, OfAllQueriesAtOnceIsTheDefinition) {
  const c10::InferenceMode no_gradients;
  at::set_num_threads(2);
  const TokenGrid grid{5, 3};
  const at::Tensor qkv = scattered({grid.tokens(), 3 * kChannels}, 3);
  const Tables tables = tables_for(grid);
  const RelativePositions positions(tables.vertical, tables.horizontal, grid);
  EXPECT_LT(largest_difference(whole_attention(qkv, kHeads, positions, Blocks()),
                               written_out(qkv, grid, &tables)),
            1e-6);
}

TEST(WholeAttention, WithoutPositionsIsTheDefinition) {
  const c10::InferenceMode no_gradients;
  const TokenGrid grid{1, 7};
  const at::Tensor qkv = scattered({grid.tokens(), 3 * kChannels}, 4);
  for (const Blocks& blocks : {Blocks(), Blocks::lean()}) {
    const at::Tensor found = whole_attention(qkv, kHeads, RelativePositions(grid), blocks);
    EXPECT_LT(largest_difference(found, written_out(qkv, grid, nullptr)), 1e-6);
  }
}

TEST(WindowAttention, SeesTheFillingBeyondTheEdges) {
  const c10::InferenceMode no_gradients;
  at::set_num_threads(2);
  const TokenGrid grid{4, 7};  // two by three windows, of which only two are inside
  const TokenGrid window{3, 3};
  const at::Tensor qkv = scattered({grid.tokens(), 3 * kChannels}, 5);
  const at::Tensor filling = scattered({3 * kChannels}, 6);
  const Tables tables = tables_for(window);

  const TokenGrid filled{6, 9};
  const at::Tensor all = filling.expand({filled.rows, filled.columns, 3 * kChannels}).clone();
  all.narrow(0, 0, grid.rows)
      .narrow(1, 0, grid.columns)
      .copy_(qkv.view({grid.rows, grid.columns, 3 * kChannels}));
  const at::Tensor expected = at::empty({filled.rows, filled.columns, kChannels}, at::kFloat);
  for (std::int64_t top = 0; top < filled.rows; top += window.rows) {
    for (std::int64_t left = 0; left < filled.columns; left += window.columns) {
      const auto part = [&](const at::Tensor& x) {
        return x.narrow(0, top, window.rows).narrow(1, left, window.columns);
      };
      const at::Tensor inside = part(all).reshape({window.tokens(), 3 * kChannels});
      part(expected).copy_(
          written_out(inside, window, &tables).view({window.rows, window.columns, kChannels}));
    }
  }

  const RelativePositions positions(tables.vertical, tables.horizontal, window);
  for (const Blocks& blocks : {Blocks(), Blocks::lean()}) {
    const at::Tensor found = window_attention(qkv, filling, kHeads, positions, grid, blocks);
    EXPECT_LT(largest_difference(found.view({grid.rows, grid.columns, kChannels}),
                                 expected.narrow(0, 0, grid.rows).narrow(1, 0, grid.columns)),
              1e-6);
  }
}

TEST(RelativePositions, ResizeATableBetweenPixelCentres) {
  const c10::InferenceMode no_gradients;
  const at::Tensor table = at::arange(3).to(at::kFloat).view({3, 1});  // for two tokens
  const RelativePositions positions(table, table, {3, 1});
  // Five centres over three rows: at -0.2, 0.4, 1, 1.6 and 2.2, kept inside; then the middle one.
  const at::Tensor expected = at::tensor({2.0F, 1.6F, 1.0F, 0.4F, 0.0F, 1.0F}).view({6, 1});
  EXPECT_LT(largest_difference(positions.vectors, expected), 1e-6);
}

}  // namespace
}  // namespace mbench
