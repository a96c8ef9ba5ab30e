#include "runners/networks/network_list.h"

#include "core/error.h"
#include "runners/networks/alpha_convolution.h"
#include "runners/networks/layers.h"
#include "runners/networks/pictures.h"
#include "runners/networks/unpooling_bands.h"
#include "runners/networks/vgg_encoder.h"

#include <ATen/Functions.h>

#include <array>
#include <mutex>
#include <utility>
#include <vector>

namespace mbench {
namespace {

constexpr int kLeastSide = 32;  // one pixel after five poolings
constexpr ConvolutionShape kUpShape{5, 1, 2, 1, true};
constexpr std::array<std::int64_t, VggEncoder::kLevels + 1> kUpChannels{512, 512, 256, 128, 64, 1};

class DimFoamliu final : public Network {
 public:
  DimFoamliu(const Parameters& own, const NetworkOptions& options)
      : compute_(options.compute),
        blocks_(options.blocks),
        encoder_(
            "down",
            [&](int level, int index, std::int64_t from, std::int64_t to) {
              const Parameters layers = own / ("down" + std::to_string(level)) /
                                        ("conv" + std::to_string(index + 1)) / "cbr_unit";
              return VggConvolution{Convolution(layers / 0, from, to), BatchNorm(layers / 1, to)};
            }),
        up1_(layers_of(own, 1) / 0, kUpChannels[4], kUpShape.kernel) {
    for (int level = VggEncoder::kLevels; level >= 1; --level) {
      const auto place = static_cast<std::size_t>(VggEncoder::kLevels - level);
      const Parameters layers = layers_of(own, level);
      if (level > 1)
        up_.emplace_back(layers / 0, kUpChannels[place], kUpChannels[place + 1], kUpShape);
      norms_.emplace_back(layers / 1, kUpChannels[place + 1]);
    }
    own.load(options.threads, options.compute);
  }

  at::Tensor infer(const MattingInput& input, const Probes& probes,
                   PhaseTimer& phases) const override {
    const Trimap& trimap = required_trimap(input, "dim-foamliu");
    std::call_once(folded_, [this] { fold_norms(); });
    const at::Tensor x = sent(network_input(input.image, trimap), compute_, phases);
    if (probes) probes("input", x);
    const at::Tensor logits = decoded(encoder_(x, blocks_, probes), probes);
    return keep_known(fetched(at::sigmoid(widened(logits)), compute_, phases)[0][0], trimap);
  }

 private:
  /// Into the convolutions of the decoder. This copies their weights, which would double the time
  /// of loading, so the first image does it. After a failure for lack of memory it goes on where it
  /// was.
  void fold_norms() const {
    while (!norms_.empty()) {
      const std::size_t place = norms_.size() - 1;
      Convolution& own = place < up_.size() ? up_[place] : up1_.convolution;
      Convolution folded = own;
      norms_.back().fold_into(folded);
      if (place < up_.size()) lay_channels_last(folded);
      own = std::move(folded);
      norms_.pop_back();
    }
  }

  static Parameters layers_of(const Parameters& own, int up_level) {
    return own / ("up" + std::to_string(up_level)) / "conv" / "cbr_unit";
  }

  /// 1 x 4 x H x W: colours and trimap.
  static at::Tensor network_input(const Image& image, const Trimap& trimap) {
    const cv::Size size = trimap.size();
    if (size.width < kLeastSide || size.height < kLeastSide) {
      throw ModelError("dim-foamliu: an image of " + std::to_string(size.width) + "x" +
                           std::to_string(size.height) + " is too small for its five poolings",
                       "both sides must be at least 32 pixels");
    }
    const at::Tensor colours = image_tensor(image).div_(255);
    return at::cat(
        {normalised(colours, kImageNetMean, kImageNetDeviation), trimap_tensor(trimap).div_(255)},
        1);
  }

  /// 1 x 1 x H x W: alpha before the sigmoid. No ReLU between the levels.
  at::Tensor decoded(VggFeatures features, const Probes& probes) const {
    at::Tensor x = std::move(features.values);
    for (std::size_t i = 0; i <= up_.size(); ++i) {
      const PoolingPlaces& places = features.places.back();
      x = i < up_.size() ? convolved_unpooling(up_[i], x, places, blocks_)
                         : in_unpooled_bands(x, places, 1, kUpShape.padding, blocks_, up1_);
      features.places.pop_back();
      if (probes) probes("up" + std::to_string(VggEncoder::kLevels - i), x);
    }
    return x;
  }

  Compute compute_;
  Blocks blocks_;
  VggEncoder encoder_;
  mutable std::once_flag folded_;
  mutable std::vector<BatchNorm> norms_;  ///< of up5 to up1, until they are folded
  mutable std::vector<Convolution> up_;   ///< up5 to up2
  mutable AlphaConvolution up1_;
};

}  // namespace

// The encoder and decoder of Deep Image Matting (Xu et al., CVPR 2017) as
// foamliu/Deep-Image-Matting-PyTorch at db6a96de7dd28e0a6746ec4d9a1c2efdf200c701 builds and runs
// them: BatchNorm after every convolution, no refinement, neither padding nor resizing.
std::unique_ptr<Network> make_dim_foamliu(const WeightSource& weights,
                                          const NetworkOptions& options) {
  return std::make_unique<DimFoamliu>(Parameters(weights), options);
}

}  // namespace mbench
