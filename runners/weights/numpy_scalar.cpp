#include "runners/weights/numpy_scalar.h"

#include <algorithm>
#include <cstring>

namespace mbench {
namespace {

template <typename Number>
Number load(const std::string& bytes) {
  Number value{};
  std::memcpy(&value, bytes.data(), sizeof(value));
  return value;
}

/// Sign-extended from its little-endian bytes.
std::int64_t whole(std::string bytes, bool is_signed) {
  const bool negative = is_signed && (bytes.back() & 0x80) != 0;
  bytes.resize(8, negative ? '\xFF' : '\0');
  return load<std::int64_t>(bytes);
}

PickleNode real(double value) {
  PickleNode node;
  node.kind = PickleKind::real;
  node.real = value;
  return node;
}

/// The state of a dtype is (version, byte order, ...).
bool is_big_endian(const PickleTree& tree, const PickleNode& type) {
  if (type.state == kNoPickle) return false;
  const PickleNode& state = tree.at(type.state);
  return state.items.size() > 1 && tree.at(state.items[1]).text == ">";
}

}  // namespace

PickleNode numpy_scalar(const PickleTree& tree, PickleId type, PickleId bytes,
                        const PickleInput& input) {
  PickleNode unread;
  unread.kind = PickleKind::object;
  unread.text = "numpy.scalar";
  const PickleNode& dtype = tree.at(type);
  const PickleNode& stored = tree.at(bytes);
  const bool readable = dtype.text == "numpy.dtype" && !dtype.items.empty() &&
                        (stored.kind == PickleKind::bytes || stored.kind == PickleKind::text);
  if (!readable) return unread;
  const std::string& code = tree.at(dtype.items.front()).text;  // "f8"
  std::string digits = stored.text;
  if (code.size() != 2 || code[1] < '1' || code[1] > '8') return unread;
  if (digits.size() != static_cast<std::size_t>(code[1] - '0')) {
    input.damaged("a number of NumPy has a wrong length");
  }
  if (is_big_endian(tree, dtype)) std::reverse(digits.begin(), digits.end());
  if (code == "f8") return real(load<double>(digits));
  if (code == "f4") return real(static_cast<double>(load<float>(digits)));
  if (code == "f2") return real(static_cast<double>(float_of_half(load<std::uint16_t>(digits))));
  PickleNode node;
  if (code[0] == 'b') {
    node.kind = PickleKind::boolean;
    node.integer = digits[0] != 0 ? 1 : 0;
    return node;
  }
  if (code[0] != 'i' && code[0] != 'u') return unread;
  node.kind = PickleKind::integer;
  node.integer = whole(std::move(digits), code[0] == 'i');
  return node;
}

}  // namespace mbench
