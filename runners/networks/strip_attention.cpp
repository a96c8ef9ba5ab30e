#include "runners/networks/strip_attention.h"

#include <ATen/Functions.h>

#include <cmath>

namespace mbench {
namespace {

constexpr std::int64_t kWidth = 640;
constexpr std::int64_t kGuideWidth = 512;
constexpr std::int64_t kHalf = kWidth / 2;
constexpr std::int64_t kHidden = 2048;
constexpr std::int64_t kHeadWidth = 32;
constexpr std::int64_t kGroups = 16;
constexpr double kSlope = 0.1;
constexpr double kEpsilon = 1e-5;

ConvolutionShape one_by_one() { return {1, 1, 0, 1, true}; }

}  // namespace

GroupedBottleneck::GroupedBottleneck(const Parameters& own, std::int64_t width, std::int64_t inner)
    : conv1(own / "conv1", width, inner, one_by_one()),
      gn1(own / "gn1", kGroups, inner),
      conv2(own / "conv2", inner, inner),
      gn2(own / "gn2", kGroups, inner),
      conv3(own / "conv3", inner, width, one_by_one()) {}

at::Tensor GroupedBottleneck::operator()(const at::Tensor& x) const {
  at::Tensor inner = gn1(conv1(x));
  at::leaky_relu_(inner, kSlope);
  inner = gn2(conv2(inner));
  at::leaky_relu_(inner, kSlope);
  at::Tensor result = conv3(inner).add_(x);
  return at::leaky_relu_(result, kSlope);
}

StripAttention::StripAttention(const Parameters& own, std::int64_t width)
    : in_projection(own.tensor("in_proj_weight", {3 * width, width})),
      in_bias(own.tensor("in_proj_bias", {3 * width})),
      out_projection(own / "out_proj", width, width) {}

at::Tensor StripAttention::operator()(const at::Tensor& strips) const {
  const std::int64_t number = strips.size(0);
  const std::int64_t tokens = strips.size(1);
  const std::int64_t heads = strips.size(2) / kHeadWidth;
  const at::Tensor parts = at::linear(strips, beside(in_projection, strips), in_bias)
                               .view({number, tokens, 3, heads, kHeadWidth})
                               .permute({2, 0, 3, 1, 4})
                               .reshape({3, number * heads, tokens, kHeadWidth});
  at::Tensor scores = at::bmm(parts[0], parts[1].transpose(1, 2));
  scores.mul_(1 / std::sqrt(static_cast<double>(kHeadWidth)));
  const at::Tensor mixed = at::bmm(at::softmax(scores, -1), parts[2]);
  return out_projection(mixed.view({number, heads, tokens, kHeadWidth})
                            .transpose(1, 2)
                            .reshape({number, tokens, strips.size(2)}));
}

StripBlock::StripBlock(const Parameters& own)
    : gamma_(own.tensor("gamma", {1})),
      trans_in_(own / "trans" / 0, kWidth + kGuideWidth, kHalf),
      trans_middle_(own / "trans" / 1, kHalf, kHalf / 2),
      trans_out_(own / "trans" / 2, kHalf, kWidth),
      self_attn1_(own / "self_attn1", kHalf),
      self_attn2_(own / "self_attn2", kHalf),
      norm1_(own / "norm1", kWidth, kEpsilon),
      linear1_(own / "linear1", kWidth, kHidden),
      linear2_(own / "linear2", kHidden, kWidth),
      norm2_(own / "norm2", kWidth, kEpsilon) {}

TokenMap StripBlock::operator()(const TokenMap& x, const TokenMap& guide, const Probes& probes,
                                const std::string& name) const {
  at::Tensor tokens = guided(x, guide, probes, name);
  const at::Tensor attended =
      at::cat({in_rows(tokens.narrow(1, 0, kHalf), x.height, probes, name),
               in_columns(tokens.narrow(1, kHalf, kHalf), x.height, probes, name)},
              1);
  tokens = norm1_(tokens.add_(attended));
  if (probes) probes(name + ".norm1", tokens.unsqueeze(0));
  at::Tensor hidden = linear1_(tokens);
  at::relu_(hidden);
  const TokenMap result{norm2_(tokens.add_(linear2_(hidden))), x.height, x.width};
  if (probes) probes(name, result.picture());
  return result;
}

at::Tensor StripBlock::guided(const TokenMap& x, const TokenMap& guide, const Probes& probes,
                              const std::string& name) const {
  const at::Tensor middle = trans_middle_(trans_in_(x, guide).picture());
  const TokenMap appearance = trans_out_(token_map(middle));
  if (probes) probes(name + ".trans", appearance.picture());
  return at::addcmul(x.tokens, appearance.tokens, gamma_);
}

at::Tensor StripBlock::in_rows(const at::Tensor& tokens, std::int64_t height, const Probes& probes,
                               const std::string& name) const {
  const at::Tensor strips = self_attn1_(tokens.reshape({height / kStripSide, -1, kHalf}));
  if (probes) probes(name + ".self_attn1", strips);
  return strips.view({-1, kHalf});
}

at::Tensor StripBlock::in_columns(const at::Tensor& tokens, std::int64_t height,
                                  const Probes& probes, const std::string& name) const {
  const at::Tensor by_strip =
      tokens.reshape({height, -1, kStripSide, kHalf}).transpose(0, 1);  // strip, row, column
  const std::int64_t number = by_strip.size(0);
  const at::Tensor strips = self_attn2_(by_strip.reshape({number, -1, kHalf}));
  if (probes) probes(name + ".self_attn2", strips);
  return strips.view({number, height, kStripSide, kHalf}).transpose(0, 1).reshape({-1, kHalf});
}

}  // namespace mbench
