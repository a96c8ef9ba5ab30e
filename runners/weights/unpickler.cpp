#include "runners/weights/unpickler.h"

#include "runners/weights/pickle_calls.h"
#include "runners/weights/pickle_literals.h"
#include "runners/weights/pickle_policy.h"
#include "runners/weights/pickle_stack.h"

#include <fmt/format.h>

#include <cstring>

namespace mbench {
namespace {

constexpr int kNewestProtocol = 5;

/// The stack machine that a pickle is a program for. The letters of the opcodes and what they do
/// are those of Python's Lib/pickletools.py.
class Machine {
 public:
  Machine(PickleInput& input, const PickleLimits& limits) : input_(input), stack_(input, limits) {}

  PickleTree run() {
    for (;;) {
      const auto code = static_cast<char>(input_.byte());
      if (code == '.') break;
      const bool known = scalar(code) || text(code) || container(code) || remembered(code) ||
                         object(code) || housekeeping(code);
      if (!known) refuse_opcode(code);
    }
    return stack_.finished();
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
  void push_global(const std::string& module, const std::string& name) {
    std::string whole = module + "." + name;
    check_global(whole, input_);
    stack_.push_text(PickleKind::global, std::move(whole));
  }
  std::string pop_text();
  void call();
  void build();

  PickleInput& input_;
  PickleStack stack_;
};

void Machine::push_big(std::uint64_t bytes) {
  std::string digits = input_.text(bytes);
  if (digits.size() > 8) return stack_.push_text(PickleKind::big_integer, std::move(digits));
  // Two's complement, little-endian, extended by its sign.
  const bool negative = !digits.empty() && (digits.back() & 0x80) != 0;
  digits.resize(8, negative ? '\xFF' : '\0');
  std::int64_t value = 0;
  std::memcpy(&value, digits.data(), sizeof(value));
  stack_.push_kind(PickleKind::integer, value);
}

void Machine::push_real() {
  std::uint64_t bits = 0;
  for (int i = 0; i < 8; ++i) bits = bits << 8 | input_.byte();  // the one big-endian number
  PickleNode node;
  node.kind = PickleKind::real;
  std::memcpy(&node.real, &bits, sizeof(node.real));
  stack_.push(std::move(node));
}

bool Machine::scalar(char code) {
  switch (code) {
    case 'N':
      return stack_.push_kind(PickleKind::none), true;
    case '\x88':
      return stack_.push_kind(PickleKind::boolean, 1), true;
    case '\x89':
      return stack_.push_kind(PickleKind::boolean, 0), true;
    case 'K':
      return stack_.push_kind(PickleKind::integer, input_.byte()), true;
    case 'M':
      return stack_.push_kind(PickleKind::integer, static_cast<std::int64_t>(input_.number(2))),
             true;
    case 'J':
      return stack_.push_kind(PickleKind::integer, static_cast<std::int32_t>(input_.number(4))),
             true;
    case 'I':
    case 'L':
      return stack_.push(integer_literal(input_.line(), code == 'I', input_)), true;
    case 'F':
      return stack_.push(real_literal(input_.line(), input_)), true;
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
      return stack_.push_text(PickleKind::text, quoted_literal(input_.line(), input_)), true;
    case 'V':
      return stack_.push_text(PickleKind::text, unicode_literal(input_.line(), input_)), true;
    case 'U':
    case '\x8c':
      return stack_.push_text(PickleKind::text, input_.text(input_.byte())), true;
    case 'T':
    case 'X':
      return stack_.push_text(PickleKind::text, input_.text(input_.number(4))), true;
    case '\x8d':
      return stack_.push_text(PickleKind::text, input_.text(input_.number(8))), true;
    case 'C':
      return stack_.push_text(PickleKind::bytes, input_.text(input_.byte())), true;
    case 'B':
      return stack_.push_text(PickleKind::bytes, input_.text(input_.number(4))), true;
    case '\x8e':
    case '\x96':
      return stack_.push_text(PickleKind::bytes, input_.text(input_.number(8))), true;
    default:
      return false;
  }
}

void Machine::append(std::vector<PickleId> values) {
  PickleNode& list = stack_.tree().nodes[stack_.top()];
  const bool fits =
      list.kind == PickleKind::list || (list.kind == PickleKind::object && !list.pairs);
  if (!fits) input_.damaged("it appends to what is no list");
  list.items.insert(list.items.end(), values.begin(), values.end());
}

void Machine::set_items(std::vector<PickleId> pairs) {
  if (pairs.size() % 2 != 0) input_.damaged("a key has no value");
  PickleNode& dict = stack_.tree().nodes[stack_.top()];
  const bool fits = dict.kind == PickleKind::dict ||
                    (dict.kind == PickleKind::object && (dict.pairs || dict.items.empty()));
  if (!fits) input_.damaged("it sets a key of what is no dict");
  if (dict.kind == PickleKind::object) dict.pairs = true;
  dict.items.insert(dict.items.end(), pairs.begin(), pairs.end());
}

void Machine::add_items(std::vector<PickleId> values) {
  PickleNode& set = stack_.tree().nodes[stack_.top()];
  if (set.kind != PickleKind::set && set.kind != PickleKind::object) {
    input_.damaged("it adds to what is no set");
  }
  set.items.insert(set.items.end(), values.begin(), values.end());
}

bool Machine::container(char code) {
  switch (code) {
    case ']':
      return stack_.push_kind(PickleKind::list), true;
    case 'l':
      return stack_.push_items(PickleKind::list, stack_.pop_to_mark()), true;
    case ')':
      return stack_.push_kind(PickleKind::tuple), true;
    case 't':
      return stack_.push_items(PickleKind::tuple, stack_.pop_to_mark()), true;
    case '\x85':
    case '\x86':
    case '\x87':
      return stack_.push_items(PickleKind::tuple, stack_.pop_some(static_cast<std::size_t>(
                                                      static_cast<unsigned char>(code) - 0x84))),
             true;
    case '}':
      return stack_.push_kind(PickleKind::dict), true;
    case 'd': {
      std::vector<PickleId> pairs = stack_.pop_to_mark();
      stack_.push_kind(PickleKind::dict);
      return set_items(std::move(pairs)), true;
    }
    case '\x8f':
      return stack_.push_kind(PickleKind::set), true;
    case '\x91':
      return stack_.push_items(PickleKind::set, stack_.pop_to_mark()), true;
    case 'a':
      return append(stack_.pop_some(1)), true;
    case 'e':
      return append(stack_.pop_to_mark()), true;
    case 's':
      return set_items(stack_.pop_some(2)), true;
    case 'u':
      return set_items(stack_.pop_to_mark()), true;
    case '\x90':
      return add_items(stack_.pop_to_mark()), true;
    default:
      return false;
  }
}

bool Machine::remembered(char code) {
  switch (code) {
    case 'p':
      return stack_.remember(place_literal(input_.line(), input_)), true;
    case 'q':
      return stack_.remember(input_.byte()), true;
    case 'r':
      return stack_.remember(input_.number(4)), true;
    case '\x94':
      return stack_.remember_next(), true;
    case 'g':
      return stack_.recall(place_literal(input_.line(), input_)), true;
    case 'h':
      return stack_.recall(input_.byte()), true;
    case 'j':
      return stack_.recall(input_.number(4)), true;
    default:
      return false;
  }
}

std::string Machine::pop_text() {
  const PickleNode& node = stack_.tree().at(stack_.pop());
  if (node.kind != PickleKind::text) input_.damaged("a name is no text");
  return node.text;
}

void Machine::call() {
  const PickleId arguments = stack_.pop();
  const PickleId callable = stack_.pop();
  stack_.push(called(stack_.tree(), callable, arguments, input_));
}

void Machine::build() {
  const PickleId state = stack_.pop();
  PickleNode& node = stack_.tree().nodes[stack_.top()];
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
      stack_.pop_some(code == '\x92' ? 2 : 1);
      return stack_.push(instance(stack_.tree(), stack_.pop(), input_)), true;
    }
    case 'i': {
      const std::string module = input_.line();
      push_global(module, input_.line());
      const PickleId type = stack_.pop();
      stack_.pop_to_mark();
      return stack_.push(instance(stack_.tree(), type, input_)), true;
    }
    case 'o': {
      const std::vector<PickleId> parts = stack_.pop_to_mark();
      if (parts.empty()) input_.damaged("an object has no class");
      return stack_.push(instance(stack_.tree(), parts.front(), input_)), true;
    }
    case 'P':
      stack_.push_text(PickleKind::text, input_.line());
      return stack_.push(persistent(stack_.tree(), stack_.pop(), input_)), true;
    case 'Q':
      return stack_.push(persistent(stack_.tree(), stack_.pop(), input_)), true;
    default:
      return false;
  }
}

bool Machine::housekeeping(char code) {
  switch (code) {
    case '(':
      return stack_.mark(), true;
    case '0':
      return stack_.drop(), true;
    case '1':
      return stack_.pop_to_mark(), true;
    case '2':
      return stack_.push_id(stack_.top()), true;
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
