#include "metrics/component_tree.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace mbench {

/// One node for each component and level, the lowest level first, with parents of the same
/// kind and areas that include everything above.
std::vector<ComponentTree::Node> ComponentTree::gather_components() {
  std::array<std::size_t, kThresholds + 2> begin{};
  for (Node node = 1; node < node_count_; ++node) {
    const Node up = parent_[node];
    if (level_[up] == level_[node]) {
      // Equal levels point to earlier nodes, which are done: one step is enough.
      const Node first = level_[parent_[up]] == level_[up] ? parent_[up] : up;
      parent_[node] = first;
      area_[first] += area_[node];
    } else {
      ++begin[level_[node] + 1U];
    }
  }
  for (unsigned level = 1; level < begin.size(); ++level) begin[level] += begin[level - 1];
  std::vector<Node> components(begin.back());
  for (Node node = 1; node < node_count_; ++node) {
    const Node up = parent_[node];
    if (level_[up] == level_[node]) continue;
    if (level_[parent_[up]] == level_[up]) parent_[node] = parent_[up];
    components[begin[level_[node]]++] = node;
  }
  for (auto node = components.rbegin(); node != components.rend(); ++node) {
    area_[parent_[*node]] += area_[*node];
  }
  return components;
}

ComponentTree::Contests ComponentTree::hold_contests(const std::vector<Node>& components) const {
  Contests contests{};
  for (const Node node : components) {
    const std::uint32_t area = area_[node];
    for (unsigned i = level_[parent_[node]] + 1U; i <= level_[node]; ++i) {
      Contest& contest = contests[i];
      contest.passing += area;
      if (area < contest.largest) continue;
      contest.tied = area == contest.largest;
      contest.largest = area;
      contest.winner = node;
    }
  }
  return contests;
}

/// The component of {level >= threshold} around a node's.
ComponentTree::Node ComponentTree::component_at(Node node, unsigned threshold) const {
  while (level_[parent_[node]] >= threshold) node = parent_[node];
  return node;
}

std::vector<ComponentTree::Node> ComponentTree::equals(const std::vector<Node>& components,
                                                       unsigned threshold,
                                                       std::uint32_t area) const {
  std::vector<Node> found;
  for (const Node node : components) {
    if (area_[node] == area && level_[node] >= threshold && level_[parent_[node]] < threshold) {
      found.push_back(node);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// Of components of {level >= threshold}, the one with the first pixel.
ComponentTree::Node ComponentTree::earliest(const std::vector<Node>& candidates, unsigned threshold,
                                            bool by_column) const {
  Node first = candidates.front();
  std::size_t first_x = ~std::size_t{0};
  for (int y = 0; y < height_; ++y) {
    const Node* run = runs_.data() + row_begin_[static_cast<std::size_t>(y)];
    for (std::size_t w = 0; w < words_; ++w) {
      for (std::uint64_t bits = changes_of(y)[w]; bits != 0; bits &= bits - 1, ++run) {
        const std::size_t x = 64 * w + static_cast<std::size_t>(std::countr_zero(bits));
        if (x >= first_x || level_[*run] < threshold) continue;
        const Node component = component_at(*run, threshold);
        if (!std::binary_search(candidates.begin(), candidates.end(), component)) continue;
        if (!by_column || x == 0) return component;
        first = component;
        first_x = x;
      }
    }
  }
  return first;
}

ComponentTree::Chain ComponentTree::chain_of_winners(const std::vector<Node>& components,
                                                     const Contests& contests,
                                                     unsigned last_threshold,
                                                     bool by_column) const {
  Chain chain;
  for (unsigned i = 1; i <= last_threshold; ++i) {
    const auto inside = [&](Node node) {
      return i == 1 || component_at(node, i - 1) == chain.winners[i - 1];
    };
    Node winner = contests[i].winner;
    if (contests[i].tied) {
      const std::vector<Node> candidates = equals(components, i, contests[i].largest);
      // Who comes first matters only if one of them could go on with the chain.
      if (std::none_of(candidates.begin(), candidates.end(), inside)) return chain;
      winner = earliest(candidates, i, by_column);
    }
    if (!inside(winner)) return chain;
    chain.winners[i] = winner;
    chain.length = i;
  }
  return chain;
}

/// Puts into each component the last threshold at which it was part of the chain.
void ComponentTree::mark_chain(const std::vector<Node>& components, const Chain& chain) {
  for (unsigned i = 1; i <= chain.length; ++i) {
    std::uint8_t& level = level_[chain.winners[i]];
    level = static_cast<std::uint8_t>((level & 15U) | i << 4);
  }
  for (const Node node : components) {
    if (level_[node] >> 4 == 0) {
      level_[node] = static_cast<std::uint8_t>(level_[node] | (level_[parent_[node]] & 0xF0U));
    }
  }
}

namespace {

/// What a threshold keeps.
enum class Kept { component, background, everything, nothing };

}  // namespace

void ComponentTree::resolve(const ConnectionRule& rule) {
  const std::vector<Node> components = gather_components();
  const Contests contests = hold_contests(components);
  const auto pixels = static_cast<std::int64_t>(width_) * height_;

  std::array<Kept, kThresholds + 1> kept{};
  unsigned last = 0;
  for (unsigned i = 1; i <= kThresholds; ++i) {
    const Contest& contest = contests[i];
    if (rule.background_competes && pixels - contest.passing >= contest.largest) {
      kept[i] = Kept::background;
    } else if (contest.passing == 0) {
      kept[i] = rule.skip_empty ? Kept::everything : Kept::nothing;
    } else {
      last = i;
    }
  }
  mark_chain(components, chain_of_winners(components, contests, last, rule.ties_by_column));

  // Final level by (last threshold on the chain, level).
  std::uint8_t final_level[kThresholds + 1][kThresholds + 1];
  for (unsigned chained = 0; chained <= kThresholds; ++chained) {
    for (unsigned level = 0; level <= kThresholds; ++level) {
      unsigned i = 1;
      for (; i <= kThresholds; ++i) {
        const bool stays = kept[i] == Kept::component    ? i <= chained
                           : kept[i] == Kept::background ? level < i
                                                         : kept[i] == Kept::everything;
        if (!stays) break;
      }
      final_level[chained][level] = static_cast<std::uint8_t>(i - 1);
    }
  }
  for (const Node node : components) parent_[node] = node;
  // Downwards, since a node looks at an earlier one's marks.
  for (Node node = static_cast<Node>(node_count_); node-- > 0;) {
    level_[node] = final_level[level_[parent_[node]] >> 4][level_[node] & 15U];
  }
}

namespace {

/// Writes in steps of 16 bytes, beyond the end if need be: runs are mostly short.
void fill(std::uint8_t* begin, const std::uint8_t* end, std::uint8_t value) {
  const std::uint64_t eight = 0x0101010101010101U * value;
  while (begin < end) {
    std::memcpy(begin, &eight, 8);
    std::memcpy(begin + 8, &eight, 8);
    begin += 16;
  }
}

}  // namespace

void ComponentTree::final_levels(int y, const std::uint64_t* region, std::uint8_t* levels) const {
  const std::uint64_t* const changes = changes_of(y);
  const Node* const runs = runs_.data() + row_begin_[static_cast<std::size_t>(y)];
  std::size_t count = 0;
  for (std::size_t w = 0; 64 * w < static_cast<std::size_t>(width_); ++w) {
    std::uint64_t bits = changes[w];
    if (region[w] == 0) {
      count += static_cast<std::size_t>(std::popcount(bits));
      continue;
    }
    std::uint8_t* const word = levels + 64 * w;
    unsigned x = 0;
    std::uint8_t level = level_[count == 0 ? kOutside : runs[count - 1]];
    for (; bits != 0; bits &= bits - 1) {
      const auto next = static_cast<unsigned>(std::countr_zero(bits));
      fill(word + x, word + next, level);
      level = level_[runs[count++]];
      x = next;
    }
    fill(word + x, word + 64, level);
  }
}

}  // namespace mbench
