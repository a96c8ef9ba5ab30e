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
    if (needs_trimap_ && input.trimap && input.trimap->unknown_pixels() == 0) {
      return to_float(Alpha(input.trimap->pixels()));
    }
    try {
      const c10::InferenceMode no_gradients;
      // Interpolating between ones may give a little more than one.
      const at::Tensor alpha = network_->infer(input).clamp(0, 1).contiguous();
      const cv::Mat pixels(input.image.size(), CV_32FC1, alpha.data_ptr<float>());
      return Alpha(pixels.clone());
    } catch (const c10::Error& failure) {
      if (is_out_of_memory(failure)) throw OutOfMemory(first_line(failure));
      throw InternalError("LibTorch failed: " + first_line(failure));
    }
  }

 private:
  std::unique_ptr<Network> network_;
  bool needs_trimap_;
};

NetworkOptions options_of(const ModelSpec& spec, const ModelSettings& settings, int threads) {
  NetworkOptions options;
  options.threads = threads;
  options.fusion = settings.fusion;
  const ModelCard& card = find_model(spec.name).card;
  if (const auto tokens = settings.max_tokens()) {
    if (!card.caps_tokens) {
      throw ModelError(spec.name + " has no cap on its attention, so no mode " + settings.memory,
                       "tokens:N is MEMatte's");
    }
    options.max_tokens = *tokens;
  }
  if (!settings.fusion.empty() && !card.takes_prompt) {
    throw ModelError(spec.name + " joins no scales, so --fusion says nothing to it",
                     "--fusion is for Matting Anything");
  }
  return options;
}

}  // namespace

std::unique_ptr<MattingModel> make_network_model(const ModelSpec& spec,
                                                 const ModelSettings& settings, int threads) {
  const NetworkOptions options = options_of(spec, settings, threads);
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
