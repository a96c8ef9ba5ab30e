#include "runners/weights/pickle_stack.h"

namespace mbench {
namespace {

constexpr const char* kTooLarge = "it is too large";

}  // namespace

PickleTree PickleStack::finished() {
  tree_.root = pop();
  return std::move(tree_);
}

void PickleStack::push_id(PickleId id) {
  if (stack_.size() >= limits_.nodes) input_.damaged(kTooLarge);
  stack_.push_back(id);
}

void PickleStack::push(PickleNode node) {
  held_bytes_ += node.text.size() + node.items.size() * sizeof(PickleId);
  if (tree_.nodes.size() >= limits_.nodes || held_bytes_ > limits_.held_bytes) {
    input_.damaged(kTooLarge);
  }
  tree_.nodes.push_back(std::move(node));
  push_id(static_cast<PickleId>(tree_.nodes.size() - 1));
}

void PickleStack::push_kind(PickleKind kind, std::int64_t integer) {
  PickleNode node;
  node.kind = kind;
  node.integer = integer;
  push(std::move(node));
}

void PickleStack::push_text(PickleKind kind, std::string text) {
  PickleNode node;
  node.kind = kind;
  node.text = std::move(text);
  push(std::move(node));
}

void PickleStack::push_items(PickleKind kind, std::vector<PickleId> items) {
  PickleNode node;
  node.kind = kind;
  node.items = std::move(items);
  push(std::move(node));
}

PickleId PickleStack::top() const {
  if (!has_values()) input_.damaged("it takes from an empty stack");
  return stack_.back();
}

PickleId PickleStack::pop() {
  const PickleId id = top();
  stack_.pop_back();
  return id;
}

std::vector<PickleId> PickleStack::pop_some(std::size_t count) {
  std::vector<PickleId> items(count);
  for (std::size_t i = count; i-- > 0;) items[i] = pop();
  return items;
}

void PickleStack::mark() {
  if (marks_.size() >= limits_.depth) input_.damaged("it is nested too deeply");
  marks_.push_back(stack_.size());
}

std::vector<PickleId> PickleStack::pop_to_mark() {
  if (marks_.empty()) input_.damaged("it ends what was never begun");
  const auto begin = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
  std::vector<PickleId> items(begin, stack_.end());
  stack_.erase(begin, stack_.end());
  marks_.pop_back();
  return items;
}

void PickleStack::drop() {
  if (has_values()) {
    stack_.pop_back();
  } else {
    pop_to_mark();
  }
}

void PickleStack::remember(std::uint64_t place) {
  if (memo_.size() >= limits_.nodes) input_.damaged(kTooLarge);
  const PickleId id = top();
  memo_[place] = id;
}

void PickleStack::recall(std::uint64_t place) {
  const auto found = memo_.find(place);
  if (found == memo_.end()) input_.damaged("it recalls what was never remembered");
  push_id(found->second);
}

}  // namespace mbench
