#include "runners/weights/unpickler.h"

#include "runners/weights/pickle_calls.h"
#include "runners/weights/pickle_literals.h"

#include <fmt/format.h>

#include <cstring>
#include <unordered_map>

namespace mbench {
namespace {

constexpr int kNewestProtocol = 5;

/// The stack machine that a pickle is a program for. The letters of the opcodes and what they do
/// are those of Python's Lib/pickletools.py.
class Machine {
 public:
  Machine(PickleInput& input, const PickleLimits& limits) : input_(input), limits_(limits) {}

  PickleTree run() {
    for (;;) {
      const auto code = static_cast<char>(input_.byte());
      if (code == '.') break;
      const bool known = scalar(code) || text(code) || container(code) || remembered(code) ||
                         object(code) || housekeeping(code);
      if (!known) refuse_opcode(code);
    }
    tree_.root = pop();
    return std::move(tree_);
  }

 private:
  [[noreturn]] void refuse_opcode(char code) {
    const auto number = static_cast<unsigned char>(code);
    if (number >= 0x82 && number <= 0x84) {
      throw UnsafePickle(
          fmt::format("{}: its pickle asks for an entry of Python's extension "
                      "registry",
                      input_.name()));
    }
    input_.damaged(fmt::format("there is no opcode 0x{:02x}", number));
  }

  // The stack.
  void push_id(PickleId id) {
    if (stack_.size() >= limits_.nodes) input_.damaged("it is too large");
    stack_.push_back(id);
  }
  void push(PickleNode node) {
    held_bytes_ += node.text.size() + node.items.size() * sizeof(PickleId);
    if (tree_.nodes.size() >= limits_.nodes || held_bytes_ > limits_.held_bytes) {
      input_.damaged("it is too large");
    }
    tree_.nodes.push_back(std::move(node));
    push_id(static_cast<PickleId>(tree_.nodes.size() - 1));
  }
  void push_kind(PickleKind kind, std::int64_t integer = 0) {
    PickleNode node;
    node.kind = kind;
    node.integer = integer;
    push(std::move(node));
  }
  void push_text(PickleKind kind, std::string text) {
    PickleNode node;
    node.kind = kind;
    node.text = std::move(text);
    push(std::move(node));
  }
  void push_items(PickleKind kind, std::vector<PickleId> items) {
    PickleNode node;
    node.kind = kind;
    node.items = std::move(items);
    push(std::move(node));
  }
  std::size_t floor() const { return marks_.empty() ? 0 : marks_.back(); }
  PickleId pop() {
    if (stack_.size() <= floor()) input_.damaged("it takes from an empty stack");
    const PickleId id = stack_.back();
    stack_.pop_back();
    return id;
  }
  PickleId top() {
    if (stack_.size() <= floor()) input_.damaged("it takes from an empty stack");
    return stack_.back();
  }
  std::vector<PickleId> pop_to_mark() {
    if (marks_.empty()) input_.damaged("it ends what was never begun");
    const auto begin = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
    std::vector<PickleId> items(begin, stack_.end());
    stack_.erase(begin, stack_.end());
    marks_.pop_back();
    return items;
  }
  std::vector<PickleId> pop_some(std::size_t count) {
    std::vector<PickleId> items(count);
    for (std::size_t i = count; i-- > 0;) items[i] = pop();
    return items;
  }

  bool scalar(char code);
  bool text(char code);
  bool container(char code);
  bool remembered(char code);
  bool object(char code);
  bool housekeeping(char code);

  void push_big(std::uint64_t bytes);
  void push_real();
  void append(std::vector<PickleId> values);
  void set_items(std::vector<PickleId> pairs);
  void add_items(std::vector<PickleId> values);
  void remember(std::uint64_t place) {
    if (memo_.size() >= limits_.nodes) input_.damaged("it is too large");
    const PickleId id = top();
    memo_[place] = id;
  }
  void recall(std::uint64_t place) {
    const auto found = memo_.find(place);
    if (found == memo_.end()) input_.damaged("it recalls what was never remembered");
    push_id(found->second);
  }
  void push_global(const std::string& module, const std::string& name) {
    std::string whole = module + "." + name;
    check_global(whole, input_);
    push_text(PickleKind::global, std::move(whole));
  }
  std::string pop_text();
  void call();
  void build();

  PickleInput& input_;
  const PickleLimits& limits_;
  PickleTree tree_;
  std::size_t held_bytes_ = 0;
  std::vector<PickleId> stack_;
  std::vector<std::size_t> marks_;  ///< how high the stack was at each MARK
  std::unordered_map<std::uint64_t, PickleId> memo_;
};

void Machine::push_big(std::uint64_t bytes) {
  std::string digits = input_.text(bytes);
  if (digits.size() > 8) return push_text(PickleKind::big_integer, std::move(digits));
  // Two's complement, little-endian, extended by its sign.
  const bool negative = !digits.empty() && (digits.back() & 0x80) != 0;
  digits.resize(8, negative ? '\xFF' : '\0');
  std::int64_t value = 0;
  std::memcpy(&value, digits.data(), sizeof(value));
  push_kind(PickleKind::integer, value);
}

void Machine::push_real() {
  std::uint64_t bits = 0;
  for (int i = 0; i < 8; ++i) bits = bits << 8 | input_.byte();  // the one big-endian number
  PickleNode node;
  node.kind = PickleKind::real;
  std::memcpy(&node.real, &bits, sizeof(node.real));
  push(std::move(node));
}

bool Machine::scalar(char code) {
  switch (code) {
    case 'N':
      return push_kind(PickleKind::none), true;
    case '\x88':
      return push_kind(PickleKind::boolean, 1), true;
    case '\x89':
      return push_kind(PickleKind::boolean, 0), true;
    case 'K':
      return push_kind(PickleKind::integer, input_.byte()), true;
    case 'M':
      return push_kind(PickleKind::integer, static_cast<std::int64_t>(input_.number(2))), true;
    case 'J':
      return push_kind(PickleKind::integer, static_cast<std::int32_t>(input_.number(4))), true;
    case 'I':
    case 'L':
      return push(integer_literal(input_.line(), code == 'I', input_)), true;
    case 'F':
      return push(real_literal(input_.line(), input_)), true;
    case 'G':
      return push_real(), true;
    case '\x8a':
      return push_big(input_.byte()), true;
    case '\x8b':
      return push_big(input_.number(4)), true;
    default:
      return false;
  }
}

bool Machine::text(char code) {
  switch (code) {
    case 'S':
      return push_text(PickleKind::text, quoted_literal(input_.line(), input_)), true;
    case 'V':
      return push_text(PickleKind::text, unicode_literal(input_.line(), input_)), true;
    case 'U':
    case '\x8c':
      return push_text(PickleKind::text, input_.text(input_.byte())), true;
    case 'T':
    case 'X':
      return push_text(PickleKind::text, input_.text(input_.number(4))), true;
    case '\x8d':
      return push_text(PickleKind::text, input_.text(input_.number(8))), true;
    case 'C':
      return push_text(PickleKind::bytes, input_.text(input_.byte())), true;
    case 'B':
      return push_text(PickleKind::bytes, input_.text(input_.number(4))), true;
    case '\x8e':
    case '\x96':
      return push_text(PickleKind::bytes, input_.text(input_.number(8))), true;
    default:
      return false;
  }
}

void Machine::append(std::vector<PickleId> values) {
  PickleNode& list = tree_.nodes[top()];
  const bool fits =
      list.kind == PickleKind::list || (list.kind == PickleKind::object && !list.pairs);
  if (!fits) input_.damaged("it appends to what is no list");
  list.items.insert(list.items.end(), values.begin(), values.end());
}

void Machine::set_items(std::vector<PickleId> pairs) {
  if (pairs.size() % 2 != 0) input_.damaged("a key has no value");
  PickleNode& dict = tree_.nodes[top()];
  const bool fits = dict.kind == PickleKind::dict ||
                    (dict.kind == PickleKind::object && (dict.pairs || dict.items.empty()));
  if (!fits) input_.damaged("it sets a key of what is no dict");
  if (dict.kind == PickleKind::object) dict.pairs = true;
  dict.items.insert(dict.items.end(), pairs.begin(), pairs.end());
}

void Machine::add_items(std::vector<PickleId> values) {
  PickleNode& set = tree_.nodes[top()];
  if (set.kind != PickleKind::set && set.kind != PickleKind::object) {
    input_.damaged("it adds to what is no set");
  }
  set.items.insert(set.items.end(), values.begin(), values.end());
}

bool Machine::container(char code) {
  switch (code) {
    case ']':
      return push_kind(PickleKind::list), true;
    case 'l':
      return push_items(PickleKind::list, pop_to_mark()), true;
    case ')':
      return push_kind(PickleKind::tuple), true;
    case 't':
      return push_items(PickleKind::tuple, pop_to_mark()), true;
    case '\x85':
    case '\x86':
    case '\x87':
      return push_items(
                 PickleKind::tuple,
                 pop_some(static_cast<std::size_t>(static_cast<unsigned char>(code) - 0x84))),
             true;
    case '}':
      return push_kind(PickleKind::dict), true;
    case 'd': {
      std::vector<PickleId> pairs = pop_to_mark();
      push_kind(PickleKind::dict);
      return set_items(std::move(pairs)), true;
    }
    case '\x8f':
      return push_kind(PickleKind::set), true;
    case '\x91':
      return push_items(PickleKind::set, pop_to_mark()), true;
    case 'a':
      return append(pop_some(1)), true;
    case 'e':
      return append(pop_to_mark()), true;
    case 's':
      return set_items(pop_some(2)), true;
    case 'u':
      return set_items(pop_to_mark()), true;
    case '\x90':
      return add_items(pop_to_mark()), true;
    default:
      return false;
  }
}

bool Machine::remembered(char code) {
  switch (code) {
    case 'p':
      return remember(place_literal(input_.line(), input_)), true;
    case 'q':
      return remember(input_.byte()), true;
    case 'r':
      return remember(input_.number(4)), true;
    case '\x94':
      return remember(memo_.size()), true;
    case 'g':
      return recall(place_literal(input_.line(), input_)), true;
    case 'h':
      return recall(input_.byte()), true;
    case 'j':
      return recall(input_.number(4)), true;
    default:
      return false;
  }
}

std::string Machine::pop_text() {
  const PickleNode& node = tree_.at(pop());
  if (node.kind != PickleKind::text) input_.damaged("a name is no text");
  return node.text;
}

void Machine::call() {
  const PickleId arguments = pop();
  const PickleId callable = pop();
  push(called(tree_, callable, arguments, input_));
}

void Machine::build() {
  const PickleId state = pop();
  PickleNode& node = tree_.nodes[top()];
  if (node.kind == PickleKind::object || node.kind == PickleKind::dict) node.state = state;
}

bool Machine::object(char code) {
  switch (code) {
    case 'c': {
      const std::string module = input_.line();
      return push_global(module, input_.line()), true;
    }
    case '\x93': {
      const std::string name = pop_text();
      return push_global(pop_text(), name), true;
    }
    case 'R':
      return call(), true;
    case 'b':
      return build(), true;
    case '\x81':    // NEWOBJ: class, arguments
    case '\x92': {  // NEWOBJ_EX: class, arguments, named arguments
      pop_some(code == '\x92' ? 2 : 1);
      return push(instance(tree_, pop(), input_)), true;
    }
    case 'i': {
      const std::string module = input_.line();
      push_global(module, input_.line());
      const PickleId type = pop();
      pop_to_mark();
      return push(instance(tree_, type, input_)), true;
    }
    case 'o': {
      const std::vector<PickleId> parts = pop_to_mark();
      if (parts.empty()) input_.damaged("an object has no class");
      return push(instance(tree_, parts.front(), input_)), true;
    }
    case 'P':
      push_text(PickleKind::text, input_.line());
      return push(persistent(tree_, pop(), input_)), true;
    case 'Q':
      return push(persistent(tree_, pop(), input_)), true;
    default:
      return false;
  }
}

bool Machine::housekeeping(char code) {
  switch (code) {
    case '(':
      if (marks_.size() >= limits_.depth) input_.damaged("it is nested too deeply");
      return marks_.push_back(stack_.size()), true;
    case '0':
      if (stack_.size() > floor()) return stack_.pop_back(), true;
      return pop_to_mark(), true;  // POP takes a MARK away too
    case '1':
      return pop_to_mark(), true;
    case '2':
      return push_id(top()), true;
    case '\x80':
      if (input_.byte() > kNewestProtocol) input_.damaged("its protocol is newer than 5");
      return true;
    case '\x95':
      input_.number(8);  // FRAME only says how much may be read at once
      return true;
    default:
      return false;
  }
}

}  // namespace

PickleTree unpickle(PickleInput& input, const PickleLimits& limits) {
  return Machine(input, limits).run();
}

}  // namespace mbench
