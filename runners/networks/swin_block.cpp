#include "runners/networks/swin_block.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>

namespace mbench {
namespace {

constexpr std::int64_t kWindow = 7;
constexpr std::int64_t kPlaces = kWindow * kWindow;
constexpr std::int64_t kShift = 3;
constexpr std::int64_t kOffsets = 2 * kWindow - 1;  // differences of two positions along a side
constexpr double kEpsilon = 1e-5;
constexpr double kAcrossBorder = -100;
// Tokens that go through a block's linear layers at once: enough for matrix products to be at
// full speed, few enough for what lies between them to stay in a core's cache.
constexpr std::int64_t kFewestTokens = 1024;
constexpr std::int64_t kShareOfBlock = 4;  // of what a thread has in hand

/// Calls `work(first, count)` for all tokens, on all threads, each with whole products of its own.
template <typename Work>
void over_tokens(std::int64_t tokens, std::int64_t at_once, const Work& work) {
  at::parallel_for(0, tokens, /*grain_size=*/32, [&](std::int64_t begin, std::int64_t end) {
    const c10::InferenceMode no_gradients;  // is a thread's own
    for (std::int64_t first = begin; first < end; first += at_once) {
      work(first, std::min(at_once, end - first));
    }
  });
}

/// Which row of `bias_table` two places of a window use.
at::Tensor relative_positions() {
  at::Tensor index = at::empty({kPlaces, kPlaces}, at::kLong);
  std::int64_t* next = index.data_ptr<std::int64_t>();
  for (std::int64_t from = 0; from < kPlaces; ++from) {
    for (std::int64_t to = 0; to < kPlaces; ++to) {
      const std::int64_t down = from / kWindow - to / kWindow + kWindow - 1;
      const std::int64_t right = from % kWindow - to % kWindow + kWindow - 1;
      *next++ = down * kOffsets + right;
    }
  }
  return index;
}

/// What is added between two places of a shifted window at the end of a row or column of windows.
at::Tensor border_mask(bool last_row, bool last_column) {
  const auto side = [=](std::int64_t place) {
    const bool below = last_row && place / kWindow >= kWindow - kShift;
    const bool beside = last_column && place % kWindow >= kWindow - kShift;
    return 2 * (below ? 1 : 0) + (beside ? 1 : 0);
  };
  at::Tensor mask = at::zeros({kPlaces, kPlaces}, at::kFloat);
  float* next = mask.data_ptr<float>();
  for (std::int64_t from = 0; from < kPlaces; ++from) {
    for (std::int64_t to = 0; to < kPlaces; ++to, ++next) {
      if (side(from) != side(to)) *next = static_cast<float>(kAcrossBorder);
    }
  }
  return mask;
}

}  // namespace

WindowGrid::WindowGrid(std::int64_t height, std::int64_t width, std::int64_t shift)
    : rows((height + kWindow - 1) / kWindow),
      columns((width + kWindow - 1) / kWindow),
      order(at::empty({rows * columns * kPlaces}, at::kLong)),
      places(at::empty({height * width}, at::kLong)) {
  std::int64_t* const tokens = order.data_ptr<std::int64_t>();
  std::int64_t* const place_of = places.data_ptr<std::int64_t>();
  for (std::int64_t i = 0; i < order.numel(); ++i) {
    const std::int64_t window = i / kPlaces;
    const std::int64_t place = i % kPlaces;
    const std::int64_t y =
        (window / columns * kWindow + place / kWindow + shift) % (rows * kWindow);
    const std::int64_t x =
        (window % columns * kWindow + place % kWindow + shift) % (columns * kWindow);
    const bool inside = y < height && x < width;
    tokens[i] = inside ? y * width + x : height * width;
    if (inside) place_of[tokens[i]] = i;
  }
}

WindowMemory::WindowMemory(const TokenMap& map, const WindowGrid& grid, const Blocks& blocks)
    : mixed(at::empty({grid.order.numel(), map.channels()}, map.tokens.options())) {
  if (blocks.whole()) {
    query_key_value = at::empty({map.tokens.size(0) + 1, 3 * map.channels()}, map.tokens.options());
  }
}

WindowBlock::WindowBlock(const Parameters& own, std::int64_t width, std::int64_t heads,
                         bool shifted, const Blocks& blocks)
    : blocks_(blocks),
      heads_(heads),
      shifted_(shifted),
      norm1_(own / "norm1", width, kEpsilon),
      bias_table_(
          (own / "attn").tensor("relative_position_bias_table", {kOffsets * kOffsets, heads})),
      qkv_(own / "attn" / "qkv", width, 3 * width),
      projection_(own / "attn" / "proj", width, width),
      norm2_(own / "norm2", width, kEpsilon),
      fc1_(own / "mlp" / "fc1", width, 4 * width),
      fc2_(own / "mlp" / "fc2", 4 * width, width) {}

void WindowBlock::prepare() {
  const at::Tensor by_position = bias_table_.index_select(0, relative_positions().view(-1))
                                     .view({kPlaces, kPlaces, heads_})
                                     .permute({2, 0, 1})
                                     .contiguous();
  std::vector<at::Tensor> kinds{by_position};
  if (shifted_) {
    kinds.push_back(by_position + border_mask(false, true));
    kinds.push_back(by_position + border_mask(true, false));
    kinds.push_back(by_position + border_mask(true, true));
  }
  biases_ = at::stack(kinds);
}

void WindowBlock::operator()(TokenMap& map, const WindowGrid& grid, const WindowMemory& memory,
                             const Probes& probes, const std::string& name) const {
  attend(map.tokens, grid, memory);
  if (probes) {
    probes(name + ".attn", projection_(memory.mixed).view({-1, kPlaces, map.channels()}));
  }
  const std::int64_t tokens = map.tokens.size(0);
  const std::int64_t at_once =
      blocks_.at_once(tokens, kShareOfBlock * 4 * map.channels(), kFewestTokens);
  over_tokens(tokens, at_once, [&](std::int64_t first, std::int64_t count) {
    at::Tensor x = map.tokens.narrow(0, first, count);
    const at::Tensor places = grid.places.narrow(0, first, count);
    x.addmm_(memory.mixed.index_select(0, places), projection_.weight.t()).add_(projection_.bias);
    at::Tensor hidden = fc1_(norm2_(x));
    at::gelu_(hidden);
    x.addmm_(hidden, fc2_.weight.t()).add_(fc2_.bias);
  });
  if (probes) probes(name, map.tokens.unsqueeze(0));
}

void WindowBlock::project(const at::Tensor& tokens, const WindowMemory& memory) const {
  const std::int64_t count = tokens.size(0);
  memory.query_key_value.select(0, count).copy_(qkv_.bias);  // padding's features are zero
  over_tokens(count, count, [&](std::int64_t first, std::int64_t number) {
    at::Tensor rows = memory.query_key_value.narrow(0, first, number);
    at::addmm_out(rows, qkv_.bias, norm1_(tokens.narrow(0, first, number)), qkv_.weight.t());
  });
}

at::Tensor WindowBlock::projected(const at::Tensor& tokens, const at::Tensor& order,
                                  const WindowMemory& memory) const {
  if (blocks_.whole()) return memory.query_key_value.index_select(0, order);
  const std::int64_t last = tokens.size(0) - 1;
  at::Tensor features = norm1_(tokens.index_select(0, order.clamp_max(last)));
  features.masked_fill_((order > last).unsqueeze(1), 0);  // padding
  return qkv_(features);
}

void WindowBlock::attend(const at::Tensor& tokens, const WindowGrid& grid,
                         const WindowMemory& memory) const {
  if (blocks_.whole()) project(tokens, memory);
  at::parallel_for(0, grid.rows, 1, [&](std::int64_t begin, std::int64_t end) {
    const c10::InferenceMode no_gradients;
    const std::int64_t step = blocks_.whole() ? end - begin : 1;
    for (std::int64_t row = begin; row < end; row += step) {
      attend_rows(tokens, grid, row, step, memory);
    }
  });
}

void WindowBlock::attend_rows(const at::Tensor& tokens, const WindowGrid& grid, std::int64_t first,
                              std::int64_t rows, const WindowMemory& memory) const {
  const std::int64_t windows = rows * grid.columns;
  const std::int64_t begin = first * grid.columns * kPlaces;
  const std::int64_t count = windows * kPlaces;
  const std::int64_t head_width = memory.mixed.size(1) / heads_;
  const at::Tensor mine = projected(tokens, grid.order.narrow(0, begin, count), memory)
                              .view({windows, kPlaces, 3, heads_, head_width});
  const at::Tensor mixed =
      memory.mixed.narrow(0, begin, count).view({windows, kPlaces, heads_, head_width});
  at::Tensor scores = at::empty({windows, kPlaces, kPlaces}, mine.options());
  const at::Tensor by_row = scores.view({rows, grid.columns, kPlaces, kPlaces});
  const double scale = 1 / std::sqrt(static_cast<double>(head_width));
  for (std::int64_t head = 0; head < heads_; ++head) {
    const at::Tensor own = mine.select(3, head);
    fill_bias(by_row, head, first + rows == grid.rows);
    scores.baddbmm_(own.select(2, 0), own.select(2, 1).transpose(1, 2), /*beta=*/1, scale);
    at::Tensor target = mixed.select(2, head);
    at::bmm_out(target, at::softmax(scores, -1), own.select(2, 2));
  }
}

void WindowBlock::fill_bias(const at::Tensor& scores, std::int64_t head, bool has_last_row) const {
  const auto of_kind = [&](std::int64_t kind) { return biases_.select(0, kind).select(0, head); };
  scores.copy_(of_kind(0));
  if (!shifted_) return;
  scores.select(1, -1).copy_(of_kind(1));
  if (!has_last_row) return;
  scores.select(0, -1).copy_(of_kind(2));
  scores.select(0, -1).select(0, -1).copy_(of_kind(3));
}

WindowLayer::WindowLayer(const Parameters& own, std::int64_t depth, std::int64_t width,
                         std::int64_t heads, const Blocks& blocks)
    : at_once_(blocks) {
  for (int block = 0; block < depth; ++block) {
    blocks_.emplace_back(own / "blocks" / block, width, heads, /*shifted=*/block % 2 == 1, blocks);
  }
}

void WindowLayer::prepare() {
  for (WindowBlock& block : blocks_) block.prepare();
}

void WindowLayer::operator()(TokenMap& map, const Probes& probes, const std::string& name) const {
  const WindowGrid straight(map.height, map.width, 0);
  const WindowGrid shifted(map.height, map.width, kShift);
  const WindowMemory memory(map, straight, at_once_);
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    blocks_[i](map, blocks_[i].shifted() ? shifted : straight, memory, probes,
               name + ".blocks." + std::to_string(i));
  }
}

}  // namespace mbench
