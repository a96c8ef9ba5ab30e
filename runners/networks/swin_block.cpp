#include "runners/networks/swin_block.h"

#include "runners/networks/compute.h"

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

/// Calls `work(first, count)` for all `count`s of at most `at_once`; on the CPU on all threads, of
/// which none gets less than `grain` but the last.
template <typename Work>
void over_all(std::int64_t all, std::int64_t grain, std::int64_t at_once, bool on_cpu,
              const Work& work) {
  const auto part = [&](std::int64_t begin, std::int64_t end) {
    const c10::InferenceMode no_gradients;  // is a thread's own
    for (std::int64_t first = begin; first < end; first += at_once) {
      work(first, std::min(at_once, end - first));
    }
  };
  if (on_cpu) {
    at::parallel_for(0, all, grain, part);
  } else {
    part(0, all);
  }
}

/// The same for tokens, each thread with whole products of its own.
template <typename Work>
void over_tokens(const at::Tensor& tokens, std::int64_t at_once, const Work& work) {
  over_all(tokens.size(0), /*grain=*/32, at_once, tokens.is_cpu(), work);
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

WindowGrid::WindowGrid(std::int64_t height, std::int64_t width, std::int64_t shift,
                       const c10::Device& device)
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
  order = order.to(device);
  places = places.to(device);
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
  const c10::Device device = bias_table_.device();
  const at::Tensor by_position =
      bias_table_.index_select(0, relative_positions().view(-1).to(device))
          .view({kPlaces, kPlaces, heads_})
          .permute({2, 0, 1})
          .contiguous();
  std::vector<at::Tensor> kinds{by_position};
  if (shifted_) {
    kinds.push_back(by_position + border_mask(false, true).to(by_position.options()));
    kinds.push_back(by_position + border_mask(true, false).to(by_position.options()));
    kinds.push_back(by_position + border_mask(true, true).to(by_position.options()));
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
  const at::Tensor projection = beside(projection_.weight, map.tokens).t();
  const at::Tensor fc2 = beside(fc2_.weight, map.tokens).t();
  over_tokens(map.tokens, at_once, [&](std::int64_t first, std::int64_t count) {
    at::Tensor x = map.tokens.narrow(0, first, count);
    const at::Tensor places = grid.places.narrow(0, first, count);
    x.addmm_(memory.mixed.index_select(0, places), projection).add_(projection_.bias);
    at::Tensor hidden = fc1_(norm2_(x));
    at::gelu_(hidden);
    x.addmm_(hidden, fc2).add_(fc2_.bias);
  });
  if (probes) probes(name, map.tokens.unsqueeze(0));
}

void WindowBlock::project(const at::Tensor& tokens, const WindowMemory& memory) const {
  const std::int64_t count = tokens.size(0);
  memory.query_key_value.select(0, count).copy_(qkv_.bias);  // padding's features are zero
  const at::Tensor weight = beside(qkv_.weight, tokens).t();
  over_tokens(tokens, count, [&](std::int64_t first, std::int64_t number) {
    at::Tensor rows = memory.query_key_value.narrow(0, first, number);
    at::addmm_out(rows, qkv_.bias, norm1_(tokens.narrow(0, first, number)), weight);
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
  // In one row of windows: each place's scores to the others, and its query, key and value.
  const std::int64_t numbers = grid.columns * kPlaces * (kPlaces + 3 * tokens.size(1));
  const std::int64_t at_once =
      tokens.is_cpu() && !blocks_.whole() ? 1 : blocks_.at_once(grid.rows, numbers, 1);
  over_all(grid.rows, 1, at_once, tokens.is_cpu(), [&](std::int64_t first, std::int64_t rows) {
    attend_rows(tokens, grid, first, rows, memory);
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
  const c10::Device device = map.tokens.device();
  const WindowGrid straight(map.height, map.width, 0, device);
  const WindowGrid shifted(map.height, map.width, kShift, device);
  const WindowMemory memory(map, straight, at_once_);
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    blocks_[i](map, blocks_[i].shifted() ? shifted : straight, memory, probes,
               name + ".blocks." + std::to_string(i));
  }
}

}  // namespace mbench
