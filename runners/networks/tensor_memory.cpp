#include "runners/networks/tensor_memory.h"

#include "core/byte_size.h"
#include "core/large_buffer.h"
#include "runners/models/out_of_memory.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <c10/core/impl/alloc_cpu.h>
#include <torch/version.h>

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <exception>

namespace mbench {
namespace {

/// In front of each block, as long as vectors must be aligned: LibTorch wants the pointer that it
/// works with to be the one that it frees.
constexpr std::size_t kHeader = 64;

/// From here on a tensor lies in large memory pages. glibc asks the system for each such block
/// anew, so its first touch costs a fault a page; smaller blocks it hands out again as they are.
constexpr std::size_t kLeastInLargePages = std::size_t{32} << 20;

struct Counts {
  std::atomic<std::int64_t> live{0};
  std::atomic<std::int64_t> peak{0};
  std::atomic<std::int64_t> limit{0};
  std::atomic<std::int64_t> requests{0};
  std::atomic<std::int64_t> failing{0};
};

Counts& counts() {
  static Counts all;
  return all;
}

[[noreturn]] void refuse(std::int64_t bytes, std::int64_t live, const std::string& why) {
  throw OutOfMemory(rounded_byte_size(bytes) + " for a tensor beside " + rounded_byte_size(live) +
                    " that are held" + why);
}

void count(std::int64_t bytes) {
  Counts& all = counts();
  const std::int64_t number = all.requests.fetch_add(1) + 1;
  const std::int64_t live = all.live.fetch_add(bytes) + bytes;
  const std::int64_t limit = all.limit.load();
  const bool fails = number == all.failing.load();
  if (fails || (limit > 0 && live > limit)) {
    all.live.fetch_sub(bytes);
    refuse(bytes, live - bytes,
           fails ? "" : ", where " + rounded_byte_size(limit) + " are left for tensors");
  }
  std::int64_t peak = all.peak.load();
  while (peak < live && !all.peak.compare_exchange_weak(peak, live)) {
  }
}

char* allocate(std::size_t bytes) {
  return static_cast<char*>(bytes < kLeastInLargePages ? c10::alloc_cpu(bytes)
                                                       : new_large_block(bytes));
}

void release(void* block) {
  if (block == nullptr) return;
  char* const start = static_cast<char*>(block) - kHeader;
  std::int64_t bytes = 0;
  std::memcpy(&bytes, start, sizeof bytes);
  counts().live.fetch_sub(bytes);
  if (static_cast<std::size_t>(bytes) + kHeader < kLeastInLargePages) {
    c10::free_cpu(start);
  } else {
    std::free(start);
  }
}

void* acquire(std::size_t bytes) {
  if (bytes == 0) return nullptr;
  count(static_cast<std::int64_t>(bytes));
  const auto size = static_cast<std::int64_t>(bytes);
  char* start = nullptr;
  try {
    start = allocate(bytes + kHeader);
  } catch (const std::exception&) {  // c10::Error, or std::bad_alloc
    const std::int64_t live = counts().live.fetch_sub(size);
    refuse(size, live - size, "");
  }
  std::memcpy(start, &size, sizeof size);
  return start + kHeader;
}

class CountingAllocator : public c10::Allocator {
 public:
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 3)
  c10::DataPtr allocate(std::size_t bytes) override { return block(bytes); }
  void copy_data(void* to, const void* from, std::size_t bytes) const override {
    default_copy_data(to, from, bytes);
  }
#else
  c10::DataPtr allocate(std::size_t bytes) const override { return block(bytes); }
#endif
  c10::DeleterFnPtr raw_deleter() const override { return &release; }

 private:
  static c10::DataPtr block(std::size_t bytes) {
    void* const data = acquire(bytes);
    return {data, data, &release, c10::Device(c10::DeviceType::CPU)};
  }
};

}  // namespace

TensorMemory& TensorMemory::install() {
  static CountingAllocator allocator;
  static TensorMemory memory;
  constexpr std::uint8_t kPriority = 255;
  c10::SetCPUAllocator(&allocator, kPriority);
  return memory;
}

void TensorMemory::reset_peak() { counts().peak = counts().live.load(); }
std::int64_t TensorMemory::peak_bytes() const { return counts().peak; }
std::int64_t TensorMemory::live_bytes() const { return counts().live; }
void TensorMemory::set_limit(std::int64_t bytes) { counts().limit = bytes; }
std::int64_t TensorMemory::limit() const { return counts().limit; }
std::int64_t TensorMemory::requests() const { return counts().requests; }
void TensorMemory::fail_request(std::int64_t number) { counts().failing = number; }

}  // namespace mbench
