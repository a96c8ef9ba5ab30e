// mbench-torch: what of mbench needs LibTorch. A program of its own, because loading
// LibTorch costs every process half a second and 160 MB, and most commands need none of it.

#include "core/byte_size.h"
#include "runners/memory_probe.h"
#include "runners/models/nvml.h"
#include "runners/models/out_of_memory.h"
#include "runners/networks/cuda_device.h"
#include "runners/networks/network_model.h"
#include "runners/worker_process.h"
#include "runners/worker_protocol.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <torch/version.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>

namespace {

constexpr int kExitUsage = 2;
constexpr int kExitInternal = 70;

/// One JSON object on stdout: the version, and the threads before and after they are set.
void print_environment(int threads) {
  const int threads_by_default = at::get_num_threads();
  at::set_num_threads(threads);
  std::printf("{\"version\": \"%s\", \"default_threads\": %d, \"threads\": %d, \"cuda\": %s}\n",
              TORCH_VERSION, threads_by_default, at::get_num_threads(),
#if MBENCH_WITH_CUDA
              "true"
#else
              "false"
#endif
  );
}

/// Leaves to tensors what the process does not take already.
void limit_tensors(std::int64_t ram_bytes, mbench::TensorMemory& memory) {
  const std::int64_t taken = mbench::resident_bytes().value_or(0) - memory.live_bytes();
  if (taken >= ram_bytes) {
    throw mbench::OutOfMemory(mbench::byte_size_text(ram_bytes) +
                              " are allowed, and LibTorch alone takes " +
                              mbench::rounded_byte_size(taken));
  }
  memory.set_limit(ram_bytes - taken);
}

/// What this process takes of the GPU beside its tensors: CUDA's own memory.
std::int64_t cuda_bytes(const c10::Device& gpu, const std::string& name) {
  const mbench::Nvml nvml;
  const std::optional<mbench::GpuDevice> card = mbench::gpu_of(nvml, name);
  const std::optional<std::int64_t> ours =
      card ? card->process_bytes(static_cast<std::int64_t>(::getpid())) : std::nullopt;
  // Without NVML, or in a container where we have another number there: as if we were alone.
  return ours.value_or(mbench::taken_bytes(gpu)) - mbench::reserved_bytes(gpu);
}

/// Leaves to tensors what CUDA does not take of the card's memory.
void limit_gpu(std::int64_t vram_bytes, const c10::Device& gpu, const std::string& name) {
  const std::int64_t taken = cuda_bytes(gpu, name);
  if (taken >= vram_bytes) {
    throw mbench::OutOfMemory(mbench::byte_size_text(vram_bytes) +
                              " are allowed, and CUDA alone takes " +
                              mbench::rounded_byte_size(taken));
  }
  mbench::limit_tensors_on(gpu, vram_bytes - taken);
}

std::unique_ptr<mbench::MattingModel> make_model(const mbench::WorkerSetup& setup,
                                                 mbench::TensorMemory& memory,
                                                 mbench::DeviceMemory& meter) {
  at::set_num_threads(setup.threads);
  const c10::Device device = mbench::named_device(setup.device);
  if (setup.settings.ram_bytes) limit_tensors(*setup.settings.ram_bytes, memory);
  if (!device.is_cpu()) {
    at::empty({1}, at::TensorOptions(device));  // now CUDA has begun, and taken what it takes
    meter.watch(device);
    if (setup.settings.vram_bytes) limit_gpu(*setup.settings.vram_bytes, device, setup.device);
  }
  return mbench::make_network_model(mbench::parse_model_spec(setup.model), setup.settings,
                                    setup.threads, memory, device);
}

}  // namespace

int main(int argc, char** argv) {
  mbench::TensorMemory& memory = mbench::TensorMemory::install();
  try {
    if (argc == 3 && std::strcmp(argv[1], "worker") == 0) {
      // For tests of whole runs: the request for memory of that number fails.
      if (const char* number = std::getenv("MBENCH_FAIL_TENSOR")) {
        memory.fail_request(std::atoll(number));
      }
      mbench::DeviceMemory meter(memory);
      return mbench::serve_inference(
          argv[2],
          [&](const mbench::WorkerSetup& setup) { return make_model(setup, memory, meter); },
          &meter);
    }
    if (argc == 3 && std::strcmp(argv[1], "environment") == 0) {
      const int threads = std::atoi(argv[2]);
      if (threads > 0) {
        print_environment(threads);
        return 0;
      }
    }
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "mbench-torch: %s\n", failure.what());
    return kExitInternal;
  }
  std::fprintf(stderr, "mbench-torch is started by mbench: mbench-torch environment THREADS\n");
  return kExitUsage;
}
