#include "runners/models/memory_mode.h"

#include "core/error.h"

#include <charconv>
#include <vector>

namespace mbench {
namespace {

constexpr int kMostGrid = 8;
constexpr int kLeastTile = 64;
constexpr int kLeastSide = 64;
constexpr int kMostSide = 1 << 20;

constexpr const char* kRemedy =
    "modes are plain, exact-lean, tokens:N (MEMatte), grid:K (2 to 8), tile:SIZE:OVERLAP, "
    "downscale:MAX, bf16, fp16, tf32 and offload; several are joined with '+'";

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (;;) {
    const std::size_t end = text.find(separator, start);
    parts.push_back(text.substr(start, end - start));
    if (end == std::string::npos) return parts;
    start = end + 1;
  }
}

/// One part of a mode: its name and the numbers behind it.
class Part {
 public:
  explicit Part(const std::string& text) : text_(text), words_(split(text, ':')) {}

  const std::string& name() const { return words_.front(); }
  [[noreturn]] void refuse() const {
    throw UsageError("there is no memory mode '" + text_ + "'", kRemedy);
  }
  void require(bool holds) const {
    if (!holds) refuse();
  }
  void require_numbers(std::size_t count) const { require(words_.size() == count + 1); }

  template <typename Number>
  Number number(std::size_t index, Number low, Number high) const {
    const std::string& word = words_[index + 1];
    Number value = 0;
    const char* end = word.data() + word.size();
    const auto [stopped, error] = std::from_chars(word.data(), end, value);
    require(error == std::errc() && stopped == end && value >= low && value <= high);
    return value;
  }

 private:
  std::string text_;
  std::vector<std::string> words_;
};

template <typename Number>
void take_number(const Part& part, std::optional<Number>& target, Number low, Number high) {
  part.require_numbers(1);
  part.require(!target);
  target = part.number<Number>(0, low, high);
}

void take_flag(const Part& part, bool& flag) {
  part.require_numbers(0);
  part.require(!flag);
  flag = true;
}

void take_tiles(const Part& part, std::optional<MemoryMode::Tiles>& tiles) {
  part.require_numbers(2);
  part.require(!tiles);
  const int side = part.number<int>(0, kLeastTile, kMostSide);
  tiles = MemoryMode::Tiles{side, part.number<int>(1, 0, side / 2)};
}

void take(const Part& part, MemoryMode& mode) {
  const std::string& name = part.name();
  if (name == "exact-lean") {
    take_flag(part, mode.lean);
  } else if (name == "tokens") {
    take_number<std::int64_t>(part, mode.max_tokens, 1, std::int64_t{1} << 40);
  } else if (name == "grid") {
    take_number<std::int64_t>(part, mode.grid, 2, kMostGrid);
  } else if (name == "tile") {
    take_tiles(part, mode.tiles);
  } else if (name == "downscale") {
    take_number(part, mode.longest_side, kLeastSide, kMostSide);
  } else if (name == "offload") {
    take_flag(part, mode.offload);
  } else if (name == "bf16" || name == "fp16" || name == "tf32") {
    part.require_numbers(0);
    part.require(mode.precision.empty());
    mode.precision = name;
  } else {
    part.refuse();
  }
}

}  // namespace

bool MemoryMode::is_approximate() const {
  return max_tokens || grid || tiles || longest_side || !precision.empty();
}

std::string MemoryMode::text() const {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : "+") + part; };
  if (lean) add("exact-lean");
  if (max_tokens) add("tokens:" + std::to_string(*max_tokens));
  if (grid) add("grid:" + std::to_string(*grid));
  if (tiles) add("tile:" + std::to_string(tiles->side) + ":" + std::to_string(tiles->overlap));
  if (longest_side) add("downscale:" + std::to_string(*longest_side));
  if (!precision.empty()) add(precision);
  if (offload) add("offload");
  return text.empty() ? "plain" : text;
}

MemoryMode parse_memory_mode(const std::string& text) {
  MemoryMode mode;
  if (text == "plain") return mode;
  for (const std::string& part : split(text, '+')) take(Part(part), mode);
  return mode;
}

}  // namespace mbench
