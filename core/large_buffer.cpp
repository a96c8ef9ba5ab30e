#include "core/large_buffer.h"

#include <sys/mman.h>

#include <algorithm>
#include <new>

namespace mbench {
namespace {

constexpr std::size_t kLargePage = std::size_t{1} << 21;
/// Below this, clearing a large page costs more than the faults of the small ones.
constexpr std::size_t kLeastBytes = kLargePage / 2;

}  // namespace

void* new_large_block(std::size_t bytes) {
  if (bytes < kLeastBytes) {
    void* const memory = std::malloc(std::max<std::size_t>(bytes, 1));
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
  }
  const std::size_t whole_pages = (bytes + kLargePage - 1) / kLargePage * kLargePage;
  void* const memory = std::aligned_alloc(kLargePage, whole_pages);
  if (memory == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
  // Advice only: where it is refused, small pages do.
  static_cast<void>(::madvise(memory, whole_pages, MADV_HUGEPAGE));
#endif
  return memory;
}

}  // namespace mbench
