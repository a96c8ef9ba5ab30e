#include "runners/networks/compute.h"

#include "runners/networks/cuda_device.h"

namespace mbench {

at::Tensor sent(const at::Tensor& input, const Compute& compute, PhaseTimer& phases) {
  if (!compute.device.is_cpu()) phases.begin(Phase::host_to_device);
  const at::Tensor there = input.to(compute.device, compute.numbers);
  phases.begin(Phase::infer);
  if (compute.clock) compute.clock->start();
  return there;
}

at::Tensor fetched(const at::Tensor& output, const Compute& compute, PhaseTimer& phases) {
  if (compute.clock) {
    if (const auto nanoseconds = compute.clock->stop()) {
      phases.add(Phase::infer_device, *nanoseconds);
    }
  }
  if (!output.is_cpu()) phases.begin(Phase::device_to_host);
  const at::Tensor here = output.to(at::Device(at::kCPU), at::kFloat);
  phases.begin(Phase::postprocess);
  return here;
}

}  // namespace mbench
