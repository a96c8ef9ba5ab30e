#include "runners/gpu_watch.h"

#include <algorithm>
#include <chrono>

namespace mbench {
namespace {

constexpr std::chrono::milliseconds kPause(20);

using Figure = std::optional<std::int64_t>;

void raise(Figure& highest, const Figure& value) {
  if (value) highest = std::max(highest.value_or(*value), *value);
}

void lower(Figure& lowest, const Figure& value) {
  if (value) lowest = std::min(lowest.value_or(*value), *value);
}

}  // namespace

std::unique_ptr<GpuWatch> GpuWatch::of(const std::string& device) {
  if (device == "cpu") return nullptr;
  std::unique_ptr<GpuWatch> watch(new GpuWatch(device));
  if (!watch->gpu_) return nullptr;
  return watch;
}

GpuWatch::GpuWatch(const std::string& device) : gpu_(gpu_of(nvml_, device)) {}

GpuWatch::~GpuWatch() {
  if (thread_.joinable()) end();
}

void GpuWatch::begin(std::int64_t pid) {
  if (thread_.joinable()) end();  // the image before ended without its reading
  pid_ = pid;
  reading_ = {};
  ends_ = false;
  look();
  thread_ = std::thread([this] { look_until_the_end(); });
}

GpuReading GpuWatch::end() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ends_ = true;
  }
  ended_.notify_all();
  thread_.join();
  look();
  return reading_;
}

void GpuWatch::look_until_the_end() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!ended_.wait_for(lock, kPause, [this] { return ends_; })) look();
}

void GpuWatch::look() {
  raise(reading_.process_vram_bytes, gpu_->process_bytes(pid_));
  if (const auto memory = gpu_->memory()) raise(reading_.device_vram_bytes, memory->used_bytes);
  lower(reading_.sm_clock_mhz, gpu_->sm_clock_mhz());
  raise(reading_.temperature_c, gpu_->temperature_c());
}

}  // namespace mbench
