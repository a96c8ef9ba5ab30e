#pragma once

#include "metrics/growing_array.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace mbench {

/// What decides, beside the levels, how far each pixel stays connected.
struct ConnectionRule {
  /// Of equally large components: the one whose first pixel comes first column by column
  /// (MATLAB), or row by row.
  bool ties_by_column = true;
  /// A threshold that no pixel reaches is passed over; else it ends every pixel's level.
  bool skip_empty = false;
  /// The pixels below a threshold compete as one component, and win ties (GCA Python).
  bool background_competes = false;
};

/// The 4-connected components of {level >= i} for all ten thresholds i at once.
///
/// Rows of levels (0..10) go in from top to bottom. Each row is cut into runs of one level;
/// runs that reach each other without going below their level share a node, and a node's
/// parent is the component around it at the next lower level that occurs. Two rows need a
/// link only where the lesser of the levels above and below is at a local maximum along the
/// row: everywhere else the way round through that maximum is as high. This is a max-tree
/// (Salembier, Oliveras, Garrido 1998) whose partial trees are merged as by Wilkinson et al.
/// (2008), over runs instead of pixels.
///
/// Memory: 4 bytes a run, 9 bytes a node, 1 bit a pixel.
class ComponentTree {
 public:
  explicit ComponentTree(int width);

  int width() const { return width_; }
  int height() const { return height_; }

  /// Where the next row's levels are to be written: width() bytes, and 0 up to the next
  /// multiple of 64.
  std::uint8_t* next_row() { return rows_[height_ % 2].data() + kMargin; }
  /// Takes the row that was written to next_row().
  void add_row();

  /// Appends the rows of `below`, which go under the last one so far.
  void append(ComponentTree&& below);

  /// Decides every pixel's final level: the last threshold (0..10) up to which it was inside
  /// the largest component of every threshold. Once, after the last row.
  void resolve(const ConnectionRule& rule);

  /// Final levels of the pixels of row `y` in those 64-pixel words where `region` has a bit;
  /// others hold no meaning. `levels` has room for whole words and 16 bytes more.
  /// After resolve().
  void final_levels(int y, const std::uint64_t* region, std::uint8_t* levels) const;

 private:
  using Node = std::uint32_t;
  static constexpr Node kOutside = 0;  ///< the node around everything: level 0
  static constexpr std::size_t kMargin = 64;
  static constexpr unsigned kThresholds = 10;

  /// What competes at one threshold.
  struct Contest {
    std::int64_t passing = 0;   ///< pixels that reach the threshold
    std::uint32_t largest = 0;  ///< area of the largest component
    Node winner = kOutside;     ///< one that has it
    bool tied = false;          ///< there are others
  };
  using Contests = std::array<Contest, kThresholds + 1>;
  /// The winner of each threshold, as long as it lies inside the one before.
  struct Chain {
    std::array<Node, kThresholds + 1> winners{};
    unsigned length = 0;
  };

  const std::uint64_t* changes_of(int y) const;
  Node canonical(Node node);
  void connect(Node a, Node b);
  Node add_node(unsigned level);
  void cut_into_runs(const std::uint8_t* levels, const std::uint64_t* changes);
  void link_with_row_above(int y);
  Node node_at(int y, std::size_t x) const;
  void link_seam(int y, const std::vector<std::uint8_t>& levels);

  std::vector<Node> gather_components();
  Contests hold_contests(const std::vector<Node>& components) const;
  Node component_at(Node node, unsigned threshold) const;
  std::vector<Node> equals(const std::vector<Node>& components, unsigned threshold,
                           std::uint32_t area) const;
  Node earliest(const std::vector<Node>& candidates, unsigned threshold, bool by_column) const;
  Chain chain_of_winners(const std::vector<Node>& components, const Contests& contests,
                         unsigned last_threshold, bool by_column) const;
  void mark_chain(const std::vector<Node>& components, const Chain& chain);

  int width_;
  int height_ = 0;
  std::size_t words_;  ///< of a row of changes, which has one bit more than pixels

  std::vector<std::uint8_t> rows_[2];          ///< levels of the last two rows, with margins
  std::vector<std::uint8_t> first_row_;        ///< for the tree above, see append()
  std::vector<std::uint32_t> runs_before_[2];  ///< runs begun before each word of those rows
  std::vector<std::uint64_t> rises_;
  std::vector<std::uint64_t> falls_;

  GrowingArray<std::uint64_t> changes_;  ///< of all rows
  GrowingArray<Node> runs_;              ///< node of each run, row by row
  std::size_t run_count_ = 0;
  std::vector<std::size_t> row_begin_;  ///< first run of each row

  GrowingArray<Node> parent_;         ///< of equal level: the same component, an earlier node
  GrowingArray<std::uint32_t> area_;  ///< pixels of exactly this level; later, of all above too
  GrowingArray<std::uint8_t> level_;  ///< while resolving, the chain's threshold in the high half;
                                      ///< then the final level
  std::size_t node_count_ = 1;
};

}  // namespace mbench
