#include "metrics/component_tree.h"

#include "metrics/level_edges.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace mbench {

ComponentTree::ComponentTree(int width)
    : width_(width), words_(static_cast<std::size_t>(width) / 64 + 1) {
  for (int i = 0; i < 2; ++i) {
    rows_[i].assign(kMargin + 64 * words_ + kMargin, 0);
    runs_before_[i].assign(words_, 0);
  }
  rises_.resize(words_);
  falls_.resize(words_);
  parent_.reserve(1);
  area_.reserve(1);
  level_.reserve(1);
  parent_[kOutside] = kOutside;
  area_[kOutside] = 0;
  level_[kOutside] = 0;
}

const std::uint64_t* ComponentTree::changes_of(int y) const {
  return changes_.data() + static_cast<std::size_t>(y) * words_;
}

void ComponentTree::add_row() {
  const int y = height_++;
  const std::uint8_t* const levels = rows_[y % 2].data() + kMargin;
  const std::uint8_t* const above = rows_[(y + 1) % 2].data() + kMargin;
  if (y == 0) first_row_ = rows_[0];
  changes_.reserve(static_cast<std::size_t>(height_) * words_);
  std::uint64_t* const changes = changes_.data() + static_cast<std::size_t>(y) * words_;
  find_edges(levels, above, words_, {changes, rises_.data(), falls_.data()});
  row_begin_.push_back(run_count_);
  cut_into_runs(levels, changes);
  if (y > 0) link_with_row_above(y);
}

/// Runs of the row are joined as they are seen: `open` holds the levels of the nodes whose
/// component reaches the current run. A run closes those above its level, whose parents
/// are then known.
void ComponentTree::cut_into_runs(const std::uint8_t* levels, const std::uint64_t* changes) {
  const auto room = static_cast<std::size_t>(width_) + 1;
  runs_.reserve(run_count_ + room);
  parent_.reserve(node_count_ + room);
  area_.reserve(node_count_ + room);
  level_.reserve(node_count_ + room);
  Node* const runs = runs_.data() + run_count_;
  Node* const parent = parent_.data();
  std::uint32_t* const area = area_.data();
  std::uint8_t* const level = level_.data();
  std::uint32_t* const before = runs_before_[(height_ - 1) % 2].data();

  Node nodes = static_cast<Node>(node_count_);
  Node at_level[kThresholds + 1] = {kOutside};
  unsigned open = 1;
  Node node = kOutside;
  std::uint32_t begin = 0;
  std::uint32_t count = 0;
  for (std::size_t w = 0; w < words_; ++w) {
    before[w] = count;
    for (std::uint64_t bits = changes[w]; bits != 0; bits &= bits - 1) {
      const auto x =
          static_cast<std::uint32_t>(64 * w) + static_cast<std::uint32_t>(std::countr_zero(bits));
      area[node] += x - begin;
      begin = x;
      const unsigned here = levels[x];
      if ((open >> here & 1) == 0) {
        level[nodes] = static_cast<std::uint8_t>(here);
        area[nodes] = 0;
        at_level[here] = nodes++;
        open |= 1U << here;
      }
      while (open >> here != 1) {
        const int top = std::bit_width(open) - 1;
        open ^= 1U << top;
        parent[at_level[top]] = at_level[std::bit_width(open) - 1];
      }
      node = at_level[here];
      runs[count++] = node;
    }
  }
  node_count_ = nodes;
  run_count_ += count;
}

void ComponentTree::link_with_row_above(int y) {
  std::uint64_t carry = 0;
  std::uint64_t last_rise = 0;
  for (std::size_t w = 0; w < words_; ++w) {
    const std::uint64_t rises = rises_[w];
    const std::uint64_t steady = ~(rises | falls_[w]);
    // Adding a bit behind each rise to the steady ones carries it to the next change: where
    // that is a fall, a maximum ends.
    const std::uint64_t starts = rises << 1 | last_rise;
    const std::uint64_t partly = steady + carry;
    const std::uint64_t sum = partly + starts;
    carry = static_cast<std::uint64_t>(partly < steady) + static_cast<std::uint64_t>(sum < partly);
    last_rise = rises >> 63;
    for (std::uint64_t ends = sum & ~steady & falls_[w]; ends != 0; ends &= ends - 1) {
      const std::size_t x = 64 * w + static_cast<std::size_t>(std::countr_zero(ends)) - 1;
      connect(node_at(y - 1, x), node_at(y, x));
    }
  }
}

void ComponentTree::append(ComponentTree&& below) {
  if (below.height_ == 0) return;
  const std::size_t node_offset = node_count_ - 1;
  const std::size_t nodes = below.node_count_ - 1;
  parent_.reserve(node_count_ + nodes);
  area_.reserve(node_count_ + nodes);
  level_.reserve(node_count_ + nodes);
  const auto moved = [&](Node node) {
    return node == kOutside ? kOutside : static_cast<Node>(node + node_offset);
  };
  for (std::size_t i = 1; i <= nodes; ++i) parent_[node_offset + i] = moved(below.parent_[i]);
  std::copy_n(below.area_.data() + 1, nodes, area_.data() + node_count_);
  std::copy_n(below.level_.data() + 1, nodes, level_.data() + node_count_);
  node_count_ += nodes;

  runs_.reserve(run_count_ + below.run_count_);
  std::transform(below.runs_.data(), below.runs_.data() + below.run_count_,
                 runs_.data() + run_count_, moved);
  for (const std::size_t begin : below.row_begin_) row_begin_.push_back(begin + run_count_);
  run_count_ += below.run_count_;

  const int seam = height_;
  height_ += below.height_;
  changes_.reserve(static_cast<std::size_t>(height_) * words_);
  std::copy_n(below.changes_.data(), static_cast<std::size_t>(below.height_) * words_,
              changes_.data() + static_cast<std::size_t>(seam) * words_);
  if (seam == 0) {
    first_row_ = below.first_row_;
  } else {
    link_seam(seam, below.first_row_);
  }
  // The last row, and what is known of its runs, may become the upper side of a seam.
  rows_[(height_ - 1) % 2] = std::move(below.rows_[(below.height_ - 1) % 2]);
  runs_before_[(height_ - 1) % 2] = std::move(below.runs_before_[(below.height_ - 1) % 2]);
}

void ComponentTree::link_seam(int y, const std::vector<std::uint8_t>& levels) {
  std::vector<std::uint64_t> changes(words_);
  find_edges(levels.data() + kMargin, rows_[(y - 1) % 2].data() + kMargin, words_,
             {changes.data(), rises_.data(), falls_.data()});
  std::uint32_t count = 0;
  for (std::size_t w = 0; w < words_; ++w) {
    runs_before_[y % 2][w] = count;
    count += static_cast<std::uint32_t>(std::popcount(changes[w]));
  }
  link_with_row_above(y);
}

/// The node of a pixel of one of the last two rows, above level 0.
ComponentTree::Node ComponentTree::node_at(int y, std::size_t x) const {
  const std::uint64_t up_to_x = ~std::uint64_t{0} >> (63 - x % 64);
  const std::size_t runs = runs_before_[y % 2][x / 64] +
                           static_cast<std::size_t>(std::popcount(changes_of(y)[x / 64] & up_to_x));
  return runs_[row_begin_[static_cast<std::size_t>(y)] + runs - 1];
}

ComponentTree::Node ComponentTree::canonical(Node node) {
  Node* const parent = parent_.data();
  const std::uint8_t* const level = level_.data();
  const std::uint8_t own = level[node];
  while (level[parent[node]] == own) {
    const Node up = parent[node];
    const Node further = parent[up];
    if (level[further] == own) parent[node] = further;
    node = up;
  }
  return node;
}

/// Merges the two branches from the components of `a` and `b` down to the outside.
void ComponentTree::connect(Node a, Node b) {
  Node* const parent = parent_.data();
  const std::uint8_t* const level = level_.data();
  a = canonical(a);
  b = canonical(b);
  while (a != b) {
    if (level[a] < level[b] || (level[a] == level[b] && a < b)) std::swap(a, b);
    const Node around = parent[a] == kOutside ? kOutside : canonical(parent[a]);
    if (level[around] < level[b]) {
      parent[a] = b;
      if (around == kOutside) return;
    }
    a = around;
  }
}

}  // namespace mbench
