#pragma once

#include <new>
#include <string>
#include <utility>

// Included by sources that also include LibTorch, so no newer than C++17.

namespace mbench {

/// Memory ran out, and somebody said of what and how much.
class OutOfMemory : public std::bad_alloc {
 public:
  explicit OutOfMemory(std::string message) : message_(std::move(message)) {}
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string message_;
};

}  // namespace mbench
