// AEMatter: Liu et al., "Aematter: Revisiting Context Aggregation in Natural Image Matting" (2024),
// as in aipixel/AEMatter, branch main at 30dbee2665e3bc95f643c343be60e69f376ad8fb, with eval.py.
//
// Swin-T on a convolutional stem, strip attention (AEAL) at 1/32 of the sides, and a decoder of
// window attention. Trimap as three planes (background, unknown, foreground), colours in 0..1, the
// whole picture at once, mirrored up to a multiple of 32.
//
// Two more branches exist. PT20 is another network with files of its own, which the manifest
// refuses since they lack trans1.gamma. Pytorch2.0 has main's names and shapes but a pre-norm AEAL;
// files cannot tell the two apart, and as it was neither trained nor published it is not offered.

#include "runners/networks/network_list.h"
#include "runners/networks/pictures.h"
#include "runners/networks/prelu_stack.h"
#include "runners/networks/row_bands.h"
#include "runners/networks/strip_attention.h"
#include "runners/networks/swin_backbone.h"
#include "runners/networks/token_map.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>

#include <utility>

namespace mbench {
namespace {

constexpr std::int64_t kUnit = 32;        // sides are padded to multiples of this
constexpr std::int64_t kFewestRows = 48;  // of the convolutions at full and half size
// Rows that the convolutions of a decoder's last stages reach: three by themselves, one more by
// what they stand on, doubling or start_conv0.
constexpr std::int64_t kDecoderHalo = 4;
constexpr std::int64_t kHalfWidth = 64;     // channels of the stem at half size
constexpr std::int64_t kStemWidth = 48;     // of the first convolution
constexpr std::int64_t kDecodedWidth = 48;  // channels of the decoder at half size

/// What one decoder step is made of: its 1 x 1 convolution and its window attention.
struct DecoderStep {
  DecoderStep(const Parameters& all, int number, std::int64_t joined, std::int64_t width,
              std::int64_t heads, const Blocks& blocks)
      : convolution_name("conv" + std::to_string(number + 1)),
        layer_name("ctran" + std::to_string(number)),
        convolution(all / convolution_name / 0, joined, width),
        layer(all / layer_name, 3, width, heads, blocks) {}

  TokenMap attended(TokenMap map, const Probes& probes) const {
    if (probes) probes(convolution_name, map.picture());
    layer(map, probes, layer_name);
    if (probes) probes(layer_name, map.tokens.unsqueeze(0));
    return map;
  }

  std::string convolution_name;
  std::string layer_name;
  PointConvolution convolution;
  WindowLayer layer;
};

/// The appearance guide at 1/32 from the last two stages.
struct AppearanceGuide {
  explicit AppearanceGuide(const Parameters& all)
      : h2l(all / "h2l", 768, 256),
        first(all / "apptrans" / 0, 640, 256),
        second(all / "apptrans" / 1, 256, 128),
        third(all / "apptrans" / 2, 256, 128),
        fourth(all / "apptrans" / 3, 256, 512, {2, 2, 0, 1, true}),
        fifth(all / "apptrans" / 4, 512, 128) {}

  TokenMap operator()(const TokenMap& stage3, const TokenMap& stage4, const Probes& probes) const {
    const TokenMap deep = h2l(stage4);
    if (probes) probes("h2l", deep.picture());
    const TokenMap larger =
        token_map(at::upsample_nearest2d(deep.picture(), {stage3.height, stage3.width}));
    const at::Tensor mixed = third(second(first(stage3, larger).picture()));
    const at::Tensor guide = fifth(fourth(mixed));
    if (probes) probes("apptrans", guide);
    return token_map(guide);
  }

  PointConvolution h2l;
  PointConvolution first;
  GroupedBottleneck second;
  GroupedBottleneck third;
  Convolution fourth;
  GroupedBottleneck fifth;
};

/// Zeros around a map up to multiples of a strip's side, and back.
struct StripBorder {
  explicit StripBorder(const TokenMap& map)
      : height(map.height),
        width(map.width),
        more_rows((kStripSide - height % kStripSide) % kStripSide),
        more_columns((kStripSide - width % kStripSide) % kStripSide) {}

  TokenMap around(const TokenMap& map) const {
    const std::int64_t top = more_rows / 2;
    const std::int64_t left = more_columns / 2;
    return token_map(
        at::constant_pad_nd(map.picture(), {left, more_columns - left, top, more_rows - top}, 0));
  }
  TokenMap inside(const TokenMap& map) const {
    return token_map(
        map.picture().narrow(2, more_rows / 2, height).narrow(3, more_columns / 2, width));
  }

  std::int64_t height;
  std::int64_t width;
  std::int64_t more_rows;
  std::int64_t more_columns;
};

class AEMatter : public Network {
 public:
  AEMatter(const Parameters& all, const NetworkOptions& options);
  void prepare();
  at::Tensor infer(const MattingInput& input, const Probes& probes,
                   PhaseTimer& phases) const override;

 private:
  at::Tensor opacity(const at::Tensor& input, const Probes& probes) const;
  at::Tensor half_size_features(const at::Tensor& input, const Probes& probes) const;
  at::Tensor stem(const at::Tensor& input) const;
  TokenMap with_appearance(const TokenMap& stage4, const TokenMap& guide,
                           const Probes& probes) const;
  TokenMap decoded(const at::Tensor& half, const Probes& probes) const;
  at::Tensor at_half_size(const at::Tensor& half, const TokenMap& map) const;
  at::Tensor at_full_size(const at::Tensor& input, const at::Tensor& half) const;

  Compute compute_;
  Blocks blocks_;
  PreluStack start_conv0_;
  PreluStack start_conv_;
  SwinBackbone trans_;
  AppearanceGuide guide_;
  PointConvolution emb_;
  GroupedBottleneck emb_block_;
  PointConvolution embdp_;
  std::vector<StripBlock> strip_blocks_;
  std::vector<DecoderStep> steps_;
  PreluStack conv5_;
  PreluStack convo_;
};

AEMatter::AEMatter(const Parameters& all, const NetworkOptions& options)
    : compute_(options.compute),
      blocks_(options.blocks),
      start_conv0_(all / "start_conv0", {6, kStemWidth}, 1, false),
      start_conv_(all / "start_conv", {kStemWidth, kHalfWidth, kHalfWidth}, 2, false),
      trans_(all / "trans", options.blocks),
      guide_(all),
      emb_(all / "emb" / 0, 768, 640),
      emb_block_(all / "emb" / 1, 640, 160),
      embdp_(all / "embdp" / 0, 640, 640),
      conv5_(all / "conv5", {192, 64, 64, kDecodedWidth}, 1, false),
      convo_(all / "convo", {102, 32, 32, 1}, 1, true) {
  for (int i = 1; i <= 3; ++i) strip_blocks_.emplace_back(all / ("trans" + std::to_string(i)));
  steps_.emplace_back(all, 0, 768 + 640, 256, 8, blocks_);
  steps_.emplace_back(all, 1, 384 + 256, 256, 8, blocks_);
  steps_.emplace_back(all, 2, 192 + 256, 192, 6, blocks_);
  steps_.emplace_back(all, 3, 96 + 192, 128, 4, blocks_);
}

void AEMatter::prepare() {
  trans_.prepare();
  for (DecoderStep& step : steps_) step.layer.prepare();
}

/// 1 x 6 x H x W: colours, and a plane for each of the trimap's values.
at::Tensor padded_input(const Image& image, const Trimap& trimap, const MirroredBorder& border) {
  const at::Tensor known = trimap_tensor(trimap);
  const at::Tensor planes = at::cat(
      {image_tensor(image).div_(255), (known == Trimap::kBackground).to(at::kFloat),
       (known == Trimap::kUnknown).to(at::kFloat), (known == Trimap::kForeground).to(at::kFloat)},
      1);
  return border.around(planes).contiguous(at::MemoryFormat::ChannelsLast);
}

at::Tensor AEMatter::infer(const MattingInput& input, const Probes& probes,
                           PhaseTimer& phases) const {
  const Trimap& trimap = required_trimap(input, "AEMatter");
  const MirroredBorder border(input.image.size(), kUnit);
  const at::Tensor padded = sent(padded_input(input.image, trimap, border), compute_, phases);
  const at::Tensor alpha =
      fetched(opacity(padded, probes), compute_, phases).view({border.height, border.width});
  return keep_known(border.inside(alpha), trimap);
}

/// 1 x 1 x H x W in 0..1 of the padded input, 1 x 6 x H x W.
at::Tensor AEMatter::opacity(const at::Tensor& input, const Probes& probes) const {
  if (probes) {
    probes("input", input);
    probes("start_conv0", start_conv0_(input));
  }
  at::Tensor alpha = at_full_size(input, half_size_features(input, probes));
  if (probes) probes("convo", alpha);
  return alpha.clamp_(0, 1);
}

/// What the decoder ends with at half the sides; all before it is gone when this returns.
at::Tensor AEMatter::half_size_features(const at::Tensor& input, const Probes& probes) const {
  const at::Tensor half = stem(input);
  if (probes) probes("start_conv", half);
  const at::Tensor features = at_half_size(half, decoded(half, probes));
  if (probes) probes("conv5", features);
  return features;
}

/// 64 channels at half the sides.
at::Tensor AEMatter::stem(const at::Tensor& input) const {
  const std::int64_t height = input.size(2) / 2;
  // Two rows of the input's size for each of the result.
  const std::int64_t at_once =
      blocks_.at_once(height, 2 * kStemWidth * input.size(3), kFewestRows / 2);
  return in_row_bands(input.options(), kHalfWidth, height, input.size(3) / 2, at_once,
                      /*halo=*/2, [&](const RowBand& band) {
                        return band.inside(start_conv_(start_conv0_(band.around(input, 2))));
                      });
}

/// The last stage in 640 channels, with the guide's appearance spread along strips.
TokenMap AEMatter::with_appearance(const TokenMap& stage4, const TokenMap& guide,
                                   const Probes& probes) const {
  const at::Tensor embedded = emb_block_(emb_(stage4).picture());
  if (probes) probes("emb", embedded);
  TokenMap x = embdp_(token_map(embedded));
  if (probes) probes("embdp", x.picture());
  const StripBorder border(x);
  x = border.around(x);
  const TokenMap padded_guide = border.around(guide);
  for (std::size_t i = 0; i < strip_blocks_.size(); ++i) {
    x = strip_blocks_[i](x, padded_guide, probes, "trans" + std::to_string(i + 1));
  }
  return border.inside(x);
}

/// 128 channels at a quarter of the sides, of the stem's features.
TokenMap AEMatter::decoded(const at::Tensor& half, const Probes& probes) const {
  const std::vector<TokenMap> stages = trans_(half, probes);
  const TokenMap guide = guide_(stages[2], stages[3], probes);
  const TokenMap context = with_appearance(stages[3], guide, probes);
  TokenMap map = steps_[0].attended(steps_[0].convolution(stages[3], context), probes);
  for (std::size_t i = 1; i < steps_.size(); ++i) {
    const TokenMap& skip = stages[stages.size() - 1 - i];
    map = steps_[i].attended(steps_[i].convolution.with_doubled(skip, map), probes);
  }
  return map;
}

/// The rows around `band` of `below`, a picture of half the band's size, doubled. Doubling spoils
/// one row where it sees no further.
at::Tensor doubled_around(const RowBand& band, const at::Tensor& below) {
  const std::int64_t rows = band.above + band.rows() + band.below;
  return at::upsample_bilinear2d(below.narrow(2, (band.top - band.above) / 2, rows / 2),
                                 {rows, 2 * below.size(3)}, /*align_corners=*/false);
}

/// 48 channels at half the sides, of the stem's features there and of the doubled map.
at::Tensor AEMatter::at_half_size(const at::Tensor& half, const TokenMap& map) const {
  const at::Tensor below = map.picture();
  const std::int64_t at_once =
      blocks_.at_once(half.size(2), (half.size(1) + map.channels()) * half.size(3), kFewestRows);
  return in_row_bands(
      half.options(), kDecodedWidth, half.size(2), half.size(3), at_once, kDecoderHalo,
      [&](const RowBand& band) {
        return band.inside(conv5_(at::cat({band.around(half), doubled_around(band, below)}, 1)));
      });
}

/// The alpha before it is clamped, of the input, its first features, and the doubled `half`.
at::Tensor AEMatter::at_full_size(const at::Tensor& input, const at::Tensor& half) const {
  const std::int64_t channels = input.size(1) + kStemWidth + half.size(1);
  const std::int64_t at_once =
      blocks_.at_once(input.size(2), channels * input.size(3), kFewestRows);
  return in_row_bands(input.options(), 1, input.size(2), input.size(3), at_once, kDecoderHalo,
                      [&](const RowBand& band) {
                        const at::Tensor own = band.around(input);
                        return band.inside(convo_(
                            at::cat({own, start_conv0_(own), doubled_around(band, half)}, 1)));
                      });
}

}  // namespace

std::unique_ptr<Network> make_aematter(const WeightSource& weights, const NetworkOptions& options) {
  const Parameters all(weights);
  auto network = std::make_unique<AEMatter>(all, options);
  all.load(options.threads, options.compute);
  network->prepare();
  return network;
}

}  // namespace mbench
