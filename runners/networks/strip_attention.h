#pragma once

#include "runners/networks/layers.h"
#include "runners/networks/network.h"
#include "runners/networks/token_map.h"

#include <string>

namespace mbench {

/// x + conv3(act(gn2(conv2(act(gn1(conv1(x))))))), activated: 1 x 1 to `inner` channels, 3 x 3,
/// 1 x 1 back; GroupNorm of 16 groups, LeakyReLU 0.1.
struct GroupedBottleneck {
  GroupedBottleneck(const Parameters& own, std::int64_t width, std::int64_t inner);
  /// Of 1 x C x H x W.
  at::Tensor operator()(const at::Tensor& x) const;

  Convolution conv1;
  GroupNorm gn1;
  Convolution conv2;
  GroupNorm gn2;
  Convolution conv3;
};

/// Multi-head attention among the tokens of each strip, without position code; heads of 32
/// channels, parameters as torch.nn.MultiheadAttention names them.
struct StripAttention {
  StripAttention(const Parameters& own, std::int64_t width);
  /// strips x tokens x channels, before and after.
  at::Tensor operator()(const at::Tensor& strips) const;

  at::Tensor in_projection;
  at::Tensor in_bias;
  Linear out_projection;
};

/// AEMatter's appearance-enhanced axis-wise learning block (branch main: post-norm).
///
/// The guide's appearance is added: x += gamma·trans(x, guide). Then half of the channels attend
/// in strips of 5 whole rows, half in strips of 5 whole columns; x = norm1(x + that), x = norm2(x +
/// linear2(relu(linear1(x)))).
class StripBlock {
 public:
  explicit StripBlock(const Parameters& own);

  /// `x` of 640 channels and `guide` of 512, both with sides that are multiples of 5.
  TokenMap operator()(const TokenMap& x, const TokenMap& guide, const Probes& probes,
                      const std::string& name) const;

 private:
  at::Tensor guided(const TokenMap& x, const TokenMap& guide, const Probes& probes,
                    const std::string& name) const;
  at::Tensor in_rows(const at::Tensor& tokens, std::int64_t height, const Probes& probes,
                     const std::string& name) const;
  at::Tensor in_columns(const at::Tensor& tokens, std::int64_t height, const Probes& probes,
                        const std::string& name) const;

  at::Tensor gamma_;
  PointConvolution trans_in_;
  GroupedBottleneck trans_middle_;
  PointConvolution trans_out_;
  StripAttention self_attn1_;  ///< rows
  StripAttention self_attn2_;  ///< columns
  LayerNorm norm1_;
  Linear linear1_;
  Linear linear2_;
  LayerNorm norm2_;
};

/// How many rows or columns a strip has.
constexpr std::int64_t kStripSide = 5;

}  // namespace mbench
