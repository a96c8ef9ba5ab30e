#include "runners/networks/cuda_device.h"

#include "core/error.h"

#include <ATen/Context.h>

#include <algorithm>
#include <charconv>

#if MBENCH_WITH_CUDA
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <cuda_runtime_api.h>
#endif

namespace mbench {
namespace {

/// How many GPUs there are for LibTorch.
int gpu_count() {
#if MBENCH_WITH_CUDA
  return c10::cuda::device_count();
#else
  return 0;
#endif
}

[[noreturn]] void refuse(const std::string& device) {
  constexpr const char* kRemedy = "--device cpu runs every network, slower";
  if (!MBENCH_WITH_CUDA) {
    throw ModelError(
        "there is no " + device + ": this mbench is built with a LibTorch without CUDA", kRemedy);
  }
  throw ModelError(
      "there is no " + device + ": CUDA finds " + std::to_string(gpu_count()) + " GPUs here",
      kRemedy);
}

}  // namespace

c10::Device named_device(const std::string& name) {
  if (name == "cpu") return c10::Device(c10::kCPU);
  const std::string prefix = "cuda:";
  int index = 0;
  if (name != "cuda") {
    const char* const end = name.data() + name.size();
    const bool has_prefix = name.compare(0, prefix.size(), prefix) == 0;
    const auto [stopped, error] =
        std::from_chars(name.data() + std::min(prefix.size(), name.size()), end, index);
    if (!has_prefix || error != std::errc() || stopped != end || index < 0) {
      throw UsageError("there is no device '" + name + "'", "devices are cpu, cuda and cuda:N");
    }
  }
  if (index >= gpu_count()) refuse(name);
  return c10::Device(c10::kCUDA, static_cast<c10::DeviceIndex>(index));
}

void allow_tf32(bool allowed) {
  at::globalContext().setAllowTF32CuBLAS(allowed);
  at::globalContext().setAllowTF32CuDNN(allowed);
}

#if MBENCH_WITH_CUDA

namespace cuda = c10::cuda;
namespace allocator = c10::cuda::CUDACachingAllocator;

void wait_for(const c10::Device& gpu) { cuda::getCurrentCUDAStream(gpu.index()).synchronize(); }

void release_freed_memory(const c10::Device& /*gpu*/) { allocator::emptyCache(); }

std::int64_t reserved_bytes(const c10::Device& gpu) {
  return allocator::getDeviceStats(gpu.index()).reserved_bytes[0].current;
}

std::int64_t taken_bytes(const c10::Device& gpu) {
  const cuda::CUDAGuard on_it(gpu);
  std::size_t free = 0;
  std::size_t total = 0;
  C10_CUDA_CHECK(cudaMemGetInfo(&free, &total));
  return static_cast<std::int64_t>(total - free);
}

void limit_tensors_on(const c10::Device& gpu, std::int64_t bytes) {
  const cuda::CUDAGuard on_it(gpu);
  std::size_t free = 0;
  std::size_t total = 0;
  C10_CUDA_CHECK(cudaMemGetInfo(&free, &total));
  const double share = static_cast<double>(bytes) / static_cast<double>(total);
  allocator::setMemoryFraction(std::min(share, 1.0), gpu.index());
}

struct DeviceClock::Events {
  explicit Events(const c10::Device& gpu_) : gpu(gpu_) {
    const cuda::CUDAGuard on_it(gpu);
    C10_CUDA_CHECK(cudaEventCreate(&begin));
    C10_CUDA_CHECK(cudaEventCreate(&end));
  }
  ~Events() {
    cudaEventDestroy(begin);
    cudaEventDestroy(end);
  }
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

  c10::Device gpu;
  cudaEvent_t begin = nullptr;
  cudaEvent_t end = nullptr;
  bool runs = false;
};

DeviceClock::DeviceClock(const c10::Device& gpu) : events_(std::make_unique<Events>(gpu)) {}

void DeviceClock::start() {
  const cuda::CUDAGuard on_it(events_->gpu);
  C10_CUDA_CHECK(cudaEventRecord(events_->begin, cuda::getCurrentCUDAStream(events_->gpu.index())));
  events_->runs = true;
}

std::optional<std::int64_t> DeviceClock::stop() {
  if (!events_->runs) return std::nullopt;
  events_->runs = false;
  const cuda::CUDAGuard on_it(events_->gpu);
  C10_CUDA_CHECK(cudaEventRecord(events_->end, cuda::getCurrentCUDAStream(events_->gpu.index())));
  C10_CUDA_CHECK(cudaEventSynchronize(events_->end));
  float milliseconds = 0;
  C10_CUDA_CHECK(cudaEventElapsedTime(&milliseconds, events_->begin, events_->end));
  return static_cast<std::int64_t>(static_cast<double>(milliseconds) * 1e6);
}

void DeviceMemory::reset_peak() {
  host_.reset_peak();
  if (gpu_) allocator::resetPeakStats(gpu_->index());
}

std::optional<std::int64_t> DeviceMemory::device_peak_bytes() const {
  if (!gpu_) return std::nullopt;
  return allocator::getDeviceStats(gpu_->index()).allocated_bytes[0].peak;
}

std::optional<std::int64_t> DeviceMemory::device_reserved_bytes() const {
  if (!gpu_) return std::nullopt;
  return allocator::getDeviceStats(gpu_->index()).reserved_bytes[0].peak;
}

#else

void wait_for(const c10::Device& /*gpu*/) {}
void release_freed_memory(const c10::Device& /*gpu*/) {}
std::int64_t reserved_bytes(const c10::Device& /*gpu*/) { return 0; }
std::int64_t taken_bytes(const c10::Device& /*gpu*/) { return 0; }
void limit_tensors_on(const c10::Device& /*gpu*/, std::int64_t /*bytes*/) {}

struct DeviceClock::Events {};
DeviceClock::DeviceClock(const c10::Device& /*gpu*/) {}
void DeviceClock::start() {}
std::optional<std::int64_t> DeviceClock::stop() { return std::nullopt; }

void DeviceMemory::reset_peak() { host_.reset_peak(); }
std::optional<std::int64_t> DeviceMemory::device_peak_bytes() const { return std::nullopt; }
std::optional<std::int64_t> DeviceMemory::device_reserved_bytes() const { return std::nullopt; }

#endif

DeviceClock::~DeviceClock() = default;

}  // namespace mbench
