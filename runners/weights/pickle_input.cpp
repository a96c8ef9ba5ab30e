#include "runners/weights/pickle_input.h"

#include "core/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace mbench {
namespace {

constexpr std::size_t kWindowBytes = std::size_t{1} << 16;
constexpr std::size_t kMaxLineBytes = std::size_t{1} << 20;

}  // namespace

PickleInput::PickleInput(const ByteSource& source, std::uint64_t begin, std::uint64_t end)
    : source_(source), end_(std::min(end, source.size())), window_at_(begin) {}

void PickleInput::damaged(std::string_view why) const {
  throw DataError(fmt::format("{}: its pickle is damaged at byte {}: {}", name(), position(), why),
                  "obtain the file again");
}

void PickleInput::fill() {
  window_at_ += next_;
  next_ = 0;
  if (window_at_ >= end_) {
    window_.clear();
    damaged("it is cut off, or too long");
  }
  window_.resize(
      static_cast<std::size_t>(std::min<std::uint64_t>(kWindowBytes, end_ - window_at_)));
  source_.read(window_at_, window_.data(), window_.size());
}

std::uint8_t PickleInput::byte() {
  if (next_ >= window_.size()) fill();
  return window_[next_++];
}

std::uint64_t PickleInput::number(std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width; ++i) value |= static_cast<std::uint64_t>(byte()) << (8 * i);
  return value;
}

std::string PickleInput::text(std::uint64_t length) {
  // Looked at before anything is allocated: the length may be a lie.
  if (position() > end_ || length > end_ - position()) damaged("it is cut off, or too long");
  std::string text;
  text.reserve(static_cast<std::size_t>(length));
  while (text.size() < length) {
    if (next_ >= window_.size()) fill();
    const std::size_t piece =
        std::min(window_.size() - next_, static_cast<std::size_t>(length) - text.size());
    const auto from = window_.begin() + static_cast<std::ptrdiff_t>(next_);
    text.append(from, from + static_cast<std::ptrdiff_t>(piece));
    next_ += piece;
  }
  return text;
}

std::string PickleInput::line() {
  std::string line;
  for (std::uint8_t letter = byte(); letter != '\n'; letter = byte()) {
    if (line.size() >= kMaxLineBytes) damaged("a line is too long");
    line.push_back(static_cast<char>(letter));
  }
  return line;
}

}  // namespace mbench
