#include "runners/networks/torchscript.h"

#include "core/error.h"
#include "runners/networks/pictures.h"
#include "runners/networks/torchscript_settings.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace mbench {
namespace {

using Settings = TorchScriptSettings;

/// How much is added before and behind a side.
struct Margin {
  std::int64_t before = 0;
  std::int64_t behind = 0;
};

Margin margin_of(std::int64_t side, const Settings& settings) {
  const std::int64_t all =
      (settings.pad_multiple - side % settings.pad_multiple) % settings.pad_multiple;
  const std::int64_t before = settings.pad_all_sides ? all / 2 : 0;
  return {before, all - before};
}

/// Which pixel stands at each place of a mirrored side; mirrored again where it is short.
at::Tensor mirrored_places(std::int64_t side, const Margin& margin, Settings::PadMode mode) {
  const std::int64_t repeated = mode == Settings::PadMode::symmetric ? 1 : 0;
  const std::int64_t period = std::max<std::int64_t>(2 * (side - 1 + repeated), 1);
  std::vector<std::int64_t> places;
  for (std::int64_t i = -margin.before; i < side + margin.behind; ++i) {
    const std::int64_t phase = ((i % period) + period) % period;
    places.push_back(phase < side ? phase : period - phase - repeated);
  }
  return at::tensor(places, at::kLong);
}

at::Tensor padded(const at::Tensor& x, const Settings& settings) {
  const Margin down = margin_of(x.size(2), settings);
  const Margin right = margin_of(x.size(3), settings);
  if (down.before + down.behind + right.before + right.behind == 0) return x;
  if (settings.pad_mode == Settings::PadMode::zero) {
    return at::constant_pad_nd(x, {right.before, right.behind, down.before, down.behind});
  }
  return x.index_select(2, mirrored_places(x.size(2), down, settings.pad_mode))
      .index_select(3, mirrored_places(x.size(3), right, settings.pad_mode));
}

at::Tensor coded_image(const Image& image, const Settings& settings) {
  at::Tensor colours = image_tensor(image).div_(255);
  if (settings.bgr) colours = colours.flip({1});
  return normalised(colours, settings.mean, settings.deviation);
}

at::Tensor coded_trimap(const Trimap& trimap, const Settings& settings) {
  const at::Tensor values = trimap_tensor(trimap);
  if (settings.trimap == Settings::TrimapCoding::scale) return values.div(255);
  return at::cat({values == Trimap::kBackground, values == Trimap::kUnknown,
                  values == Trimap::kForeground},
                 1)
      .to(at::kFloat);
}

class TorchScript final : public Network {
 public:
  TorchScript(const fs::path& file, const Compute& compute)
      : compute_(compute),
        name_(file.string()),
        settings_(read_torchscript_settings(file.string() + ".toml")) {
    try {
      module_ = torch::jit::load(name_, compute.device);
      if (compute.numbers != at::kFloat) module_.to(compute.numbers);
    } catch (const c10::Error& error) {
      throw ModelError("cannot load " + name_ + ": " + error.what_without_backtrace(),
                       "it must be a file that torch.jit.save wrote");
    }
    module_.eval();
  }

  at::Tensor infer(const MattingInput& input, const Probes& probes,
                   PhaseTimer& phases) const override {
    const at::Tensor raw = fetched(output(inputs(input, probes, phases)), compute_, phases);
    if (probes) probes("output", raw);
    const std::int64_t height = input.image.size().height;
    const std::int64_t width = input.image.size().width;
    const Margin down = margin_of(height, settings_);
    const Margin right = margin_of(width, settings_);
    if (raw.size(0) != height + down.before + down.behind ||
        raw.size(1) != width + right.before + right.behind) {
      throw ModelError(name_ + ": its output is not as large as its input");
    }
    const at::Tensor alpha = raw.slice(0, down.before, down.before + height)
                                 .slice(1, right.before, right.before + width);
    const at::Tensor clipped = alpha.clamp(0, 1);
    return settings_.keep_known && input.trimap ? keep_known(clipped, *input.trimap) : clipped;
  }

 private:
  std::vector<c10::IValue> inputs(const MattingInput& input, const Probes& probes,
                                  PhaseTimer& phases) const {
    const at::Tensor image = padded(coded_image(input.image, settings_), settings_);
    if (settings_.trimap == Settings::TrimapCoding::none) {
      if (probes) probes("image", image);
      return {sent(image, compute_, phases)};
    }
    const Trimap& given = required_trimap(input, "torchscript");
    const at::Tensor trimap = padded(coded_trimap(given, settings_), settings_);
    if (!settings_.joined) {
      if (probes) probes("image", image);
      if (probes) probes("trimap", trimap);
      return {sent(image, compute_, phases), sent(trimap, compute_, phases)};
    }
    const at::Tensor both = at::cat({image, trimap}, 1);
    if (probes) probes("input", both);
    return {sent(both, compute_, phases)};
  }

  /// The chosen output, H x W.
  at::Tensor output(std::vector<c10::IValue> inputs) const {
    c10::IValue result;
    try {
      result = module_.forward(std::move(inputs));
    } catch (const c10::Error&) {
      throw;                                 // out of memory among them, which is known further out
    } catch (const std::exception& error) {  // what the script itself throws
      throw ModelError(name_ + " failed: " + error.what());
    }
    const auto place = static_cast<std::size_t>(settings_.output);
    if (result.isTuple() && place < result.toTupleRef().elements().size()) {
      result = c10::IValue(result.toTupleRef().elements()[place]);
    } else if (result.isList() && place < result.toListRef().size()) {
      result = c10::IValue(result.toListRef()[place]);
    } else if (result.isTensorList() && place < result.toTensorVector().size()) {
      result = result.toTensorVector()[place];
    }
    if (!result.isTensor()) {
      throw ModelError(name_ + " has no output " + std::to_string(settings_.output) +
                       " that is a tensor");
    }
    at::Tensor raw = result.toTensor();
    while (raw.dim() > 2 && raw.size(0) == 1) raw = raw.squeeze(0);
    if (raw.dim() != 2) throw ModelError(name_ + ": its output is not one picture of one channel");
    return raw;
  }

  Compute compute_;
  std::string name_;
  Settings settings_;
  mutable torch::jit::Module module_;  ///< forward() is not const
};

}  // namespace

std::unique_ptr<Network> make_torchscript(const fs::path& file, const Compute& compute) {
  boost::system::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) throw ModelError("there is no " + file.string());
  return std::make_unique<TorchScript>(file, compute);
}

}  // namespace mbench
