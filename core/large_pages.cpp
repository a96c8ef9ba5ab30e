#include "core/large_pages.h"

#include <cstdlib>
#include <memory>

#include <opencv2/core.hpp>

#include "core/large_buffer.h"

namespace mbench {
namespace {

/// Smaller pictures do better from OpenCV's own allocator, which hands out memory that was
/// touched before.
constexpr std::size_t kLeastBytes = std::size_t{1} << 20;

class LargePageAllocator : public cv::MatAllocator {
 public:
  cv::UMatData* allocate(int dims, const int* sizes, int type, void* data, std::size_t* step,
                         cv::AccessFlag flags, cv::UMatUsageFlags usage) const override {
    std::size_t bytes = CV_ELEM_SIZE(type);
    for (int i = 0; i < dims; ++i) bytes *= static_cast<std::size_t>(sizes[i]);
    cv::MatAllocator* const ordinary = cv::Mat::getStdAllocator();
    if (data != nullptr || bytes < kLeastBytes) {
      return ordinary->allocate(dims, sizes, type, data, step, flags, usage);
    }
    std::size_t stride = CV_ELEM_SIZE(type);
    for (int i = dims - 1; i >= 0; --i) {
      if (step != nullptr) step[i] = stride;
      stride *= static_cast<std::size_t>(sizes[i]);
    }
    auto block = std::make_unique<cv::UMatData>(this);
    block->data = block->origdata = static_cast<uchar*>(new_large_block(bytes));
    block->size = bytes;
    return block.release();
  }

  bool allocate(cv::UMatData* block, cv::AccessFlag, cv::UMatUsageFlags) const override {
    return block != nullptr;
  }

  void deallocate(cv::UMatData* block) const override {
    if (block == nullptr) return;
    std::free(block->origdata);
    block->origdata = nullptr;
    delete block;
  }
};

cv::MatAllocator* large_page_allocator() {
  // Never destroyed: pictures in static variables may outlive every other object.
  static auto* const allocator = new LargePageAllocator;
  return allocator;
}

}  // namespace

cv::Mat new_pixels(cv::Size size, int type) {
  cv::Mat pixels;
  pixels.allocator = large_page_allocator();
  pixels.create(size, type);
  return pixels;
}

void use_large_pages_everywhere() { cv::Mat::setDefaultAllocator(large_page_allocator()); }

}  // namespace mbench
