#include "runners/networks/network_model.h"

#include "core/error.h"
#include "runners/models/out_of_memory.h"
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
  NetworkModel(std::unique_ptr<Network> network, bool needs_trimap)
      : network_(std::move(network)), needs_trimap_(needs_trimap) {}

  Alpha matte(const MattingInput& input) override {
    phases_.restart(Phase::preprocess);
    if (needs_trimap_ && input.trimap && input.trimap->unknown_pixels() == 0) {
      phases_ = PhaseTimer();
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
      if (is_out_of_memory(failure)) throw OutOfMemory(first_line(failure));
      throw InternalError("LibTorch failed: " + first_line(failure));
    }
  }

  PhaseTimes last_phases() const override { return phases_.times(); }

 private:
  std::unique_ptr<Network> network_;
  PhaseTimer phases_;
  bool needs_trimap_;
};

/// Throws ModelError for a mode that this network, or this device, does not have.
void check_mode(const ModelCard& card, const MemoryMode& mode) {
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
  if (!mode.precision.empty() || mode.offload) {
    throw ModelError((mode.offload ? "offload" : mode.precision) + " needs a GPU",
                     "on the CPU networks run in float32; exact-lean saves memory there");
  }
}

NetworkOptions options_of(const ModelSpec& spec, const ModelSettings& settings, int threads,
                          const TensorMemory& memory) {
  NetworkOptions options;
  options.threads = threads;
  options.fusion = settings.fusion;
  const ModelCard& card = find_model(spec.name).card;
  const MemoryMode mode = settings.memory_mode();
  check_mode(card, mode);
  if (mode.max_tokens) options.max_tokens = *mode.max_tokens;
  if (mode.grid) options.grid = *mode.grid;
  if (mode.lean) {
    constexpr std::int64_t kShareOfBlocks = 4;  // the rest is for weights and whole features
    options.blocks =
        memory.limit() > 0 ? Blocks::within(memory.limit() / kShareOfBlocks) : Blocks::lean();
  }
  if (!settings.fusion.empty() && !card.takes_prompt) {
    throw ModelError(spec.name + " joins no scales, so --fusion says nothing to it",
                     "--fusion is for Matting Anything");
  }
  return options;
}

}  // namespace

std::unique_ptr<MattingModel> make_network_model(const ModelSpec& spec,
                                                 const ModelSettings& settings, int threads,
                                                 const TensorMemory& memory) {
  if (settings.vram_bytes) {
    throw ModelError("--vram limits a GPU's memory, and this runs on the CPU",
                     "--ram limits main memory");
  }
  const NetworkOptions options = options_of(spec, settings, threads, memory);
  try {
    if (spec.name == "torchscript") {
      return std::make_unique<NetworkModel>(make_torchscript(spec.argument), true);
    }
    const auto weights = open_weights(parameter_manifest(spec.name), settings.weights);
    return std::make_unique<NetworkModel>(make_network(spec.name, *weights, options),
                                          find_model(spec.name).card.needs_trimap);
  } catch (const c10::Error& failure) {
    if (is_out_of_memory(failure)) throw OutOfMemory(first_line(failure));
    throw;
  }
}

}  // namespace mbench
