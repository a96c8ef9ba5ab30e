#pragma once

#include "runners/weights/byte_source.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// The bytes of a pickle, one after the other, out of a file that may be much larger.
class PickleInput {
 public:
  /// Reads from `begin` and never at or beyond `end`.
  PickleInput(const ByteSource& source, std::uint64_t begin, std::uint64_t end);

  /// Where the next byte lies in the file.
  std::uint64_t position() const { return window_at_ + next_; }
  const std::string& name() const { return source_.name(); }

  // All throw DataError where the pickle is cut off.
  std::uint8_t byte();
  /// A little-endian number of 1 to 8 bytes.
  std::uint64_t number(std::size_t width);
  std::string text(std::uint64_t length);
  /// Up to the next line end, which is left out.
  std::string line();

  /// The DataError for what is wrong here.
  [[noreturn]] void damaged(std::string_view why) const;

 private:
  void fill();

  const ByteSource& source_;
  std::uint64_t end_;
  std::vector<std::uint8_t> window_;
  std::uint64_t window_at_;
  std::size_t next_ = 0;
};

}  // namespace mbench
