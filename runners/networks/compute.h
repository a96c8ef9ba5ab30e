#pragma once

#include "runners/models/phase_timer.h"

#include <ATen/core/Tensor.h>

#include <memory>

namespace mbench {

class DeviceClock;

/// Where a network computes, and in which numbers.
struct Compute {
  c10::Device device = c10::Device(c10::kCPU);
  /// Of weights and of all tensors between a network's input and its output. Matting Anything's
  /// places of prompts are float32 at least.
  c10::ScalarType numbers = c10::ScalarType::Float;
  /// Large weights stay in the host's memory and are copied each time that their layer runs.
  bool offload = false;
  /// Runs while a GPU infers; null: nothing is timed there.
  std::shared_ptr<DeviceClock> clock = nullptr;
};

/// A network's input where it computes; begins the phases of copying, if anything is copied
/// between devices, and of inferring.
at::Tensor sent(const at::Tensor& input, const Compute& compute, PhaseTimer& phases);
/// A network's output, float32 on the CPU; ends inferring and begins what comes after it.
at::Tensor fetched(const at::Tensor& output, const Compute& compute, PhaseTimer& phases);

/// Whether `x` is what kernels of our own are written for, float32 on the CPU. For all else
/// LibTorch's operations do the same.
inline bool for_own_kernels(const at::Tensor& x) {
  return x.is_cpu() && x.scalar_type() == at::kFloat;
}

/// `weight` on the device of `x`: a copy if it waits on the host.
inline at::Tensor beside(const at::Tensor& weight, const at::Tensor& x) {
  return weight.device() == x.device() ? weight : weight.to(x.device(), /*non_blocking=*/true);
}

/// bf16 and fp16 as float32: they have not the digits of an opacity near one.
inline at::Tensor widened(const at::Tensor& x) {
  const bool narrow = x.scalar_type() == at::kHalf || x.scalar_type() == at::kBFloat16;
  return narrow ? x.to(at::kFloat) : x;
}

}  // namespace mbench
