#include "runners/networks/network_list.h"

#include "core/error.h"
#include "runners/networks/alpha_convolution.h"
#include "runners/networks/layers.h"
#include "runners/networks/pictures.h"
#include "runners/networks/row_bands.h"
#include "runners/networks/unpooling_bands.h"
#include "runners/networks/vgg_encoder.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>

#include <array>
#include <mutex>
#include <optional>
#include <utility>

namespace mbench {
namespace {

// ImageNet's colours in 0..255, rounded as mmagic's configuration has them.
constexpr std::array<double, 3> kMean{123.675, 116.28, 103.53};
constexpr std::array<double, 3> kDeviation{58.395, 57.12, 57.375};
constexpr std::int64_t kUnit = 32;  // sides are padded to multiples of it
constexpr std::int64_t kFewestRows = 32;

constexpr const char* kDecoder = "backbone.decoder.";
constexpr const char* kRefiner = "refiner.";

ConvolutionShape of_kernel(std::int64_t kernel) { return {kernel, 1, kernel / 2, 1, true}; }

VggEncoder encoder_of(const Parameters& own) {
  return VggEncoder(
      "backbone.encoder.layer", [&](int level, int index, std::int64_t from, std::int64_t to) {
        // Every second module of a level is a ReLU.
        const Parameters layer = own / ("layer" + std::to_string(level));
        return VggConvolution{Convolution(layer / (2 * index), from, to), std::nullopt};
      });
}

void tell(const Probes& probes, const std::string& stage, const at::Tensor& values) {
  if (probes) probes(stage, values);
}

/// Back to the picture's size: one un-pooling and convolution for each level of the encoder.
struct DimDecoder {
  explicit DimDecoder(const Parameters& own)
      : deconv6_1(own / "deconv6_1", 512, 512, of_kernel(1)),
        up{Convolution(own / "deconv5_1", 512, 512, of_kernel(5)),
           Convolution(own / "deconv4_1", 512, 256, of_kernel(5)),
           Convolution(own / "deconv3_1", 256, 128, of_kernel(5)),
           Convolution(own / "deconv2_1", 128, 64, of_kernel(5)),
           Convolution(own / "deconv1_1", 64, 64, of_kernel(5))},
        deconv1(own / "deconv1", 64, 5) {}

  void lay_out_all() {
    lay_channels_last(deconv6_1);
    for (Convolution& each : up) lay_channels_last(each);
  }

  /// 1 x 1 x H x W: alpha before the sigmoid.
  at::Tensor operator()(VggFeatures features, const Blocks& blocks, const Probes& probes) const {
    const std::string name = kDecoder;
    at::Tensor x = deconv6_1(features.values);
    features.values.reset();
    tell(probes, name + "deconv6_1", x);
    x.relu_();
    for (std::size_t i = 0; i + 1 < up.size(); ++i) {
      x = convolved_unpooling(up[i], x, features.places.back(), blocks);
      features.places.pop_back();
      if (probes) probes(name + "deconv" + std::to_string(up.size() - i) + "_1", x);
      x.relu_();
    }
    // At full size 64 channels take the most of all, so the last two go together.
    const Convolution& last = up.back();
    const std::int64_t halo = last.shape.padding + deconv1.convolution.shape.padding;
    x = in_unpooled_bands(x, features.places.back(), 1, halo, blocks, [&](const at::Tensor& rows) {
      at::Tensor wide = last(rows);
      tell(probes, name + "deconv1_1", wide);
      return deconv1(wide.relu_());
    });
    tell(probes, name + "deconv1", x);
    return x;
  }

  Convolution deconv6_1;
  std::array<Convolution, VggEncoder::kLevels> up;  ///< deconv5_1 to deconv1_1
  AlphaConvolution deconv1;
};

/// Sharpens an alpha by looking at it and the photograph once more.
struct DimRefiner {
  explicit DimRefiner(const Parameters& own)
      : refine{Convolution(own / "refine_conv1", 4, 64), Convolution(own / "refine_conv2", 64, 64),
               Convolution(own / "refine_conv3", 64, 64)},
        refine_pred(own / "refine_pred", 64, 3) {}

  void lay_out_all() {
    for (Convolution& each : refine) lay_channels_last(each);
  }

  /// What is to be added to `raw`, before the sigmoid; `colours` are the encoder's first three
  /// channels.
  at::Tensor operator()(const at::Tensor& colours, const at::Tensor& raw, const Blocks& blocks,
                        const Probes& probes) const {
    const at::Tensor seen =
        at::cat({colours, at::sigmoid(raw)}, 1).contiguous(at::MemoryFormat::ChannelsLast);
    const std::int64_t channels = refine[0].weight.size(0);
    const std::int64_t at_once = blocks.at_once(seen.size(2), channels * seen.size(3), kFewestRows);
    const auto halo = static_cast<std::int64_t>(refine.size()) + 1;
    const at::Tensor x = in_row_bands(
        seen.options(), 1, seen.size(2), seen.size(3), at_once, halo,
        [&](const RowBand& band) { return band.inside(refined(band.around(seen), probes)); });
    tell(probes, std::string(kRefiner) + "refine_pred", x);
    return x;
  }

  at::Tensor refined(at::Tensor x, const Probes& probes) const {
    for (std::size_t i = 0; i < refine.size(); ++i) {
      x = refine[i](x);
      if (probes) probes(kRefiner + ("refine_conv" + std::to_string(i + 1)), x);
      x.relu_();
    }
    return refine_pred(x);
  }

  std::array<Convolution, 3> refine;
  AlphaConvolution refine_pred;
};

class Dim final : public Network {
 public:
  Dim(const Parameters& own, const NetworkOptions& options)
      : compute_(options.compute),
        blocks_(options.blocks),
        encoder_(encoder_of(own / "backbone" / "encoder")),
        conv6_(own / "backbone" / "encoder" / "conv6", 512, 512, of_kernel(1)),
        decoder_(own / "backbone" / "decoder") {
    const Parameters refiner = own / "refiner";
    if (refiner.has("refine_conv1.weight")) refiner_.emplace(refiner);
    own.load(options.threads, options.compute);
  }

  at::Tensor infer(const MattingInput& input, const Probes& probes,
                   PhaseTimer& phases) const override {
    const Trimap& trimap = required_trimap(input, "dim");
    std::call_once(laid_out_, [this] { lay_out_all(); });
    const at::Tensor x = sent(padded_input(input.image, trimap), compute_, phases);
    tell(probes, "input", x);
    const Blocks blocks = probes ? Blocks() : blocks_;  // probes are told whole pictures
    at::Tensor raw = decoder_(encoded(x, blocks, probes), blocks, probes);
    if (refiner_) raw = raw + (*refiner_)(x.slice(1, 0, 3), raw, blocks, probes);
    const std::int64_t height = trimap.pixels().rows;
    const std::int64_t width = trimap.pixels().cols;
    const at::Tensor alpha = at::sigmoid(widened(raw[0][0].slice(0, 0, height).slice(1, 0, width)));
    return keep_known(fetched(alpha, compute_, phases), trimap);
  }

 private:
  /// As they are computed with. This copies all weights, which would double the time of loading,
  /// so the first image does it. May be called again after it failed for lack of memory.
  void lay_out_all() const {
    encoder_.lay_out();
    lay_channels_last(conv6_);
    decoder_.lay_out_all();
    if (refiner_) refiner_->lay_out_all();
  }

  /// 1 x 4 x H x W: colours and trimap, mirrored below and to the right up to
  /// multiples of 32.
  static at::Tensor padded_input(const Image& image, const Trimap& trimap) {
    const std::int64_t below = (kUnit - trimap.pixels().rows % kUnit) % kUnit;
    const std::int64_t right = (kUnit - trimap.pixels().cols % kUnit) % kUnit;
    if (below >= trimap.pixels().rows || right >= trimap.pixels().cols) {
      throw ModelError("dim: an image of " + std::to_string(trimap.pixels().cols) + "x" +
                           std::to_string(trimap.pixels().rows) + " is too small to be mirrored",
                       "both sides must be at least 17 pixels");
    }
    at::Tensor x = at::cat(
        {normalised(image_tensor(image), kMean, kDeviation), trimap_tensor(trimap).div_(255)}, 1);
    if (below > 0 || right > 0) x = at::reflection_pad2d(x, {0, right, 0, below});
    return x;
  }

  VggFeatures encoded(const at::Tensor& x, const Blocks& blocks, const Probes& probes) const {
    VggFeatures features = encoder_(x, blocks, probes);
    features.values = conv6_(features.values.contiguous(at::MemoryFormat::ChannelsLast));
    tell(probes, "backbone.encoder.conv6", features.values);
    features.values.relu_();
    return features;
  }

  Compute compute_;
  Blocks blocks_;
  mutable std::once_flag laid_out_;
  mutable VggEncoder encoder_;
  mutable Convolution conv6_;
  mutable DimDecoder decoder_;
  mutable std::optional<DimRefiner> refiner_;
};

}  // namespace

// Deep Image Matting (Xu et al., CVPR 2017) as open-mmlab/mmagic at
// 0a560bba9b79ebe78574e1d4cbbdd0e798e63568 builds and runs it. Weights of the first training stage
// have no refiner; alpha is then the sigmoid of what the encoder and decoder give.
std::unique_ptr<Network> make_dim(const WeightSource& weights, const NetworkOptions& options) {
  return std::make_unique<Dim>(Parameters(weights), options);
}

}  // namespace mbench
