#include "runners/networks/network_model.h"

#include "core/error.h"
#include "runners/models/out_of_memory.h"
#include "runners/networks/cuda_device.h"
#include "runners/networks/network.h"
#include "runners/networks/torchscript.h"
#include "runners/weights/parameter_manifest.h"

#include <ATen/core/Tensor.h>
#include <c10/core/InferenceMode.h>
#include <c10/util/Exception.h>

#include <string>

namespace mbench {
namespace {

/// What LibTorch's allocators say when they cannot: c10::OutOfMemoryError on a GPU, a plain
/// c10::Error on the CPU.
bool is_out_of_memory(const c10::Error& failure) {
  if (dynamic_cast<const c10::OutOfMemoryError*>(&failure) != nullptr) return true;
  return std::string(failure.what_without_backtrace()).find("DefaultCPUAllocator") !=
         std::string::npos;
}

/// The first line, without what follows for LibTorch's developers.
std::string first_line(const c10::Error& failure) {
  const std::string text = failure.what_without_backtrace();
  return text.substr(0, text.find('\n'));
}

class NetworkModel : public MattingModel {
 public:
  NetworkModel(std::unique_ptr<Network> network, bool needs_trimap, const c10::Device& device)
      : network_(std::move(network)),
        device_(device),
        phases_(clock()),
        needs_trimap_(needs_trimap) {}

  Alpha matte(const MattingInput& input) override {
    phases_.restart(Phase::preprocess);
    if (needs_trimap_ && input.trimap && input.trimap->unknown_pixels() == 0) {
      phases_ = clock();
      return to_float(Alpha(input.trimap->pixels()));
    }
    try {
      const c10::InferenceMode no_gradients;
      // Interpolating between ones may give a little more than one.
      const at::Tensor alpha = network_->infer(input, {}, phases_).clamp(0, 1).contiguous();
      const cv::Mat pixels(input.image.size(), CV_32FC1, alpha.data_ptr<float>());
      const Alpha result(pixels.clone());
      phases_.stop();
      return result;
    } catch (const c10::Error& failure) {
      const bool out_of_memory = is_out_of_memory(failure);
      // What was allocated is free again by now, and the next image may want it in other pieces.
      if (out_of_memory && !device_.is_cpu()) release_freed_memory(device_);
      if (out_of_memory) throw OutOfMemory(first_line(failure));
      throw InternalError("LibTorch failed: " + first_line(failure));
    }
  }

  PhaseTimes last_phases() const override { return phases_.times(); }

 private:
  PhaseTimer clock() const {
    if (device_.is_cpu()) return PhaseTimer();
    return PhaseTimer([gpu = device_] { wait_for(gpu); });
  }

  std::unique_ptr<Network> network_;
  c10::Device device_;
  PhaseTimer phases_;
  bool needs_trimap_;
};

/// Throws ModelError for a mode that this network, or this device, does not have.
void check_mode(const ModelCard& card, const MemoryMode& mode, const c10::Device& device) {
  if (mode.max_tokens && !card.caps_tokens) {
    throw ModelError(card.name + " has no cap on its attention, so no mode " + mode.text(),
                     "tokens:N is MEMatte's");
  }
  if (mode.grid && !card.has_whole_attention) {
    throw ModelError(
        card.name + " has no attention over the whole picture, so no mode " + mode.text(),
        "grid:K is for ViTMatte and Matting Anything");
  }
  if (mode.lean && card.name == "torchscript") {
    throw ModelError("what a TorchScript file computes cannot be divided into blocks",
                     "tile:SIZE:OVERLAP and downscale:MAX work with any model");
  }
  const bool needs_gpu = mode.offload || mode.precision == "fp16" || mode.precision == "tf32";
  if (needs_gpu && device.is_cpu()) {
    throw ModelError((mode.offload ? "offload" : mode.precision) + " needs a GPU",
                     "--device cuda runs on one; on the CPU exact-lean and bf16 save memory");
  }
  if (mode.offload && card.name == "torchscript") {
    throw ModelError("the weights of a TorchScript file cannot be offloaded",
                     "tile:SIZE:OVERLAP and downscale:MAX work with any model");
  }
}

Compute compute_of(const MemoryMode& mode, const c10::Device& device) {
  Compute compute;
  compute.device = device;
  compute.offload = mode.offload;
  if (mode.precision == "bf16") compute.numbers = at::kBFloat16;
  if (mode.precision == "fp16") compute.numbers = at::kHalf;
  if (!device.is_cpu()) {
    allow_tf32(mode.precision == "tf32");
    compute.clock = std::make_shared<DeviceClock>(device);
  }
  return compute;
}

Blocks lean_blocks(const ModelSettings& settings, const TensorMemory& memory,
                   const c10::Device& device) {
  constexpr std::int64_t kShareOfBlocks = 4;  // the rest is for weights and whole features
  if (!device.is_cpu()) {
    return settings.vram_bytes ? Blocks::on_gpu(*settings.vram_bytes / kShareOfBlocks)
                               : Blocks::on_gpu();
  }
  return memory.limit() > 0 ? Blocks::within(memory.limit() / kShareOfBlocks) : Blocks::lean();
}

NetworkOptions options_of(const ModelSpec& spec, const ModelSettings& settings, int threads,
                          const TensorMemory& memory, const c10::Device& device) {
  NetworkOptions options;
  options.threads = threads;
  options.fusion = settings.fusion;
  const ModelCard& card = find_model(spec.name).card;
  const MemoryMode mode = settings.memory_mode();
  check_mode(card, mode, device);
  options.compute = compute_of(mode, device);
  if (mode.max_tokens) options.max_tokens = *mode.max_tokens;
  if (mode.grid) options.grid = *mode.grid;
  if (mode.lean) options.blocks = lean_blocks(settings, memory, device);
  if (!settings.fusion.empty() && !card.takes_prompt) {
    throw ModelError(spec.name + " joins no scales, so --fusion says nothing to it",
                     "--fusion is for Matting Anything");
  }
  return options;
}

}  // namespace

std::unique_ptr<MattingModel> make_network_model(const ModelSpec& spec,
                                                 const ModelSettings& settings, int threads,
                                                 const TensorMemory& memory,
                                                 const c10::Device& device) {
  if (settings.vram_bytes && device.is_cpu()) {
    throw ModelError("--vram limits a GPU's memory, and this runs on the CPU",
                     "--ram limits main memory");
  }
  const NetworkOptions options = options_of(spec, settings, threads, memory, device);
  try {
    if (spec.name == "torchscript") {
      return std::make_unique<NetworkModel>(make_torchscript(spec.argument, options.compute), true,
                                            device);
    }
    const auto weights = open_weights(parameter_manifest(spec.name), settings.weights);
    return std::make_unique<NetworkModel>(make_network(spec.name, *weights, options),
                                          find_model(spec.name).card.needs_trimap, device);
  } catch (const c10::Error& failure) {
    if (is_out_of_memory(failure)) throw OutOfMemory(first_line(failure));
    throw;
  }
}

}  // namespace mbench
