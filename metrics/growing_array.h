#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <type_traits>

namespace mbench {

/// A list of plain values that grows without copying where the system can move pages
/// (glibc's realloc), and whose new elements are left unset.
template <typename T>
class GrowingArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  /// Room for `count` elements in all. Throws std::bad_alloc.
  void reserve(std::size_t count) {
    if (count <= capacity_) return;
    const std::size_t capacity = count + count / 2;
    void* const moved = std::realloc(elements_.get(), capacity * sizeof(T));
    if (moved == nullptr) throw std::bad_alloc();
    static_cast<void>(elements_.release());
    elements_.reset(static_cast<T*>(moved));
    capacity_ = capacity;
  }
  T* data() { return elements_.get(); }
  const T* data() const { return elements_.get(); }
  T& operator[](std::size_t i) { return elements_.get()[i]; }
  const T& operator[](std::size_t i) const { return elements_.get()[i]; }

 private:
  struct Free {
    void operator()(T* elements) const { std::free(elements); }
  };
  std::unique_ptr<T, Free> elements_;
  std::size_t capacity_ = 0;
};

}  // namespace mbench
