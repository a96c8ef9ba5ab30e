#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>

namespace mbench {

/// Uninitialised memory for `bytes` bytes that free() releases: in large memory pages, on
/// their boundary, where that pays and the system has them. Throws std::bad_alloc.
void* new_large_block(std::size_t bytes);

/// Bytes to be filled, in such a block.
class LargeBuffer {
 public:
  explicit LargeBuffer(std::size_t size)
      : bytes_(static_cast<unsigned char*>(new_large_block(size))), size_(size) {}
  unsigned char* data() { return bytes_.get(); }
  const unsigned char* data() const { return bytes_.get(); }
  std::size_t size() const { return size_; }
  /// Forgets the bytes from `size` on. `size` must not be above size().
  void shrink(std::size_t size) { size_ = size; }

 private:
  struct Free {
    void operator()(unsigned char* bytes) const { std::free(bytes); }
  };
  std::unique_ptr<unsigned char, Free> bytes_;
  std::size_t size_;
};

}  // namespace mbench
