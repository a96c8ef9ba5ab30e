#include "runners/networks/attention.h"
#include "runners/networks/compute.h"
#include "runners/networks/head_attention.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

namespace mbench {
namespace {

constexpr std::int64_t kFewestQueries = 64;
constexpr std::int64_t kShareOfBlock = 4;    // scores of one thread are cached at best
constexpr std::int64_t kTasksPerThread = 2;  // so that threads end together

std::int64_t rounded_up_quotient(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

std::int64_t queries_at_a_time(std::int64_t tokens, std::int64_t heads, const Blocks& blocks) {
  const std::int64_t tasks = kTasksPerThread * at::get_num_threads();
  const std::int64_t most = blocks.at_once(tokens, kShareOfBlock * tokens, kFewestQueries);
  return rounded_up_quotient(
      tokens, std::max(rounded_up_quotient(tasks, heads), rounded_up_quotient(tokens, most)));
}

at::Tensor attention_of_all_heads(const at::Tensor& qkv, std::int64_t heads,
                                  const RelativePositions& positions) {
  const std::int64_t tokens = qkv.size(0);
  const std::int64_t width = qkv.size(1) / 3 / heads;
  const at::Tensor parts = qkv.view({tokens, 3, heads, width}).permute({1, 2, 0, 3}).contiguous();
  return attention_of_sets(parts[0], parts[1], parts[2], positions)
      .transpose(0, 1)
      .reshape({tokens, heads * width});
}

/// Blocks of queries of all heads together, by LibTorch's operations.
at::Tensor attention_of_query_blocks(const at::Tensor& qkv, std::int64_t heads,
                                     const RelativePositions& positions, const Blocks& blocks) {
  const std::int64_t tokens = qkv.size(0);
  const std::int64_t width = qkv.size(1) / 3 / heads;
  const at::Tensor parts = qkv.view({tokens, 3, heads, width}).permute({1, 2, 0, 3});
  const at::Tensor keys = parts[1].contiguous();
  const at::Tensor values = parts[2].contiguous();
  const at::Tensor result = at::empty({tokens, heads * width}, qkv.options());
  const at::Tensor by_head = result.view({tokens, heads, width}).transpose(0, 1);
  const std::int64_t step = blocks.at_once(tokens, heads * tokens, kFewestQueries);
  for (std::int64_t first = 0; first < tokens; first += step) {
    const std::int64_t count = std::min(step, tokens - first);
    const at::Tensor queries = parts[0].narrow(1, first, count).contiguous();
    by_head.narrow(1, first, count)
        .copy_(attention_of_part(queries, keys, values, positions, first));
  }
  return result;
}

}  // namespace

at::Tensor whole_attention(const at::Tensor& qkv, std::int64_t heads,
                           const RelativePositions& positions, const Blocks& sizes) {
  if (sizes.whole()) return attention_of_all_heads(qkv, heads, positions);
  if (!for_own_kernels(qkv)) return attention_of_query_blocks(qkv, heads, positions, sizes);
  const std::int64_t tokens = qkv.size(0);
  const std::int64_t channels = qkv.size(1) / 3;
  const std::int64_t width = channels / heads;
  const std::int64_t step = queries_at_a_time(tokens, heads, sizes);
  const std::int64_t blocks = rounded_up_quotient(tokens, step);
  at::Tensor result = at::empty({tokens, channels}, qkv.options());
  at::parallel_for(0, heads * blocks, 1, [&](std::int64_t begin, std::int64_t end) {
    const c10::InferenceMode no_gradients;  // is set thread by thread
    HeadAttention attend(step, tokens, positions);
    at::Tensor keys;
    at::Tensor values;
    for (std::int64_t task = begin; task < end; ++task) {
      const std::int64_t channel = task / blocks * width;
      const std::int64_t first = task % blocks * step;
      if (task == begin || first == 0) {
        // Each block of queries reads them all, so they had better stand close together.
        keys = qkv.narrow(1, channels + channel, width).contiguous();
        values = qkv.narrow(1, 2 * channels + channel, width).contiguous();
      }
      const std::int64_t count = std::min(step, tokens - first);
      attend(qkv.narrow(0, first, count).narrow(1, channel, width), keys, values,
             {first, positions.grid.columns},
             result.narrow(0, first, count).narrow(1, channel, width));
    }
  });
  return result;
}

}  // namespace mbench
