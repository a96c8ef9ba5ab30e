#pragma once

#include "runners/weights/pickle_input.h"
#include "runners/weights/pickle_tree.h"
#include "runners/weights/unpickler.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace mbench {

/// What a pickle's opcodes work on: a stack of values, marks on it, and a memory of values by
/// number. Every call throws DataError, as damage of the input, where there is nothing to take or
/// a limit is reached.
class PickleStack {
 public:
  /// Both must outlive the stack.
  PickleStack(const PickleInput& input, const PickleLimits& limits)
      : input_(input), limits_(limits) {}

  PickleTree& tree() { return tree_; }
  /// The tree whose root is the topmost value, at the end.
  PickleTree finished();

  /// A new value on top.
  void push(PickleNode node);
  void push_kind(PickleKind kind, std::int64_t integer = 0);
  void push_text(PickleKind kind, std::string text);
  void push_items(PickleKind kind, std::vector<PickleId> items);
  /// A value that there is already.
  void push_id(PickleId id);

  PickleId top() const;
  PickleId pop();
  /// The `count` topmost, the lowest first.
  std::vector<PickleId> pop_some(std::size_t count);

  void mark();
  /// All above the last mark, the lowest first; the mark goes too.
  std::vector<PickleId> pop_to_mark();
  /// Takes the topmost value away, or the mark where it is on top.
  void drop();

  /// Keeps the topmost value under a number, or under how many are kept.
  void remember(std::uint64_t place);
  void remember_next() { remember(memo_.size()); }
  /// Pushes what was kept.
  void recall(std::uint64_t place);

 private:
  bool has_values() const { return stack_.size() > (marks_.empty() ? 0 : marks_.back()); }

  const PickleInput& input_;
  const PickleLimits& limits_;
  PickleTree tree_;
  std::size_t held_bytes_ = 0;
  std::vector<PickleId> stack_;
  std::vector<std::size_t> marks_;  ///< how high the stack was at each
  std::unordered_map<std::uint64_t, PickleId> memo_;
};

}  // namespace mbench
