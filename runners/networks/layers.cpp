#include "runners/networks/layers.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>

namespace mbench {
namespace {

/// What a normalisation multiplies each channel with and adds to it, in float64.
struct ChannelScale {
  explicit ChannelScale(const BatchNorm& norm) {
    factor =
        norm.weight.to(at::kDouble) / at::sqrt(norm.running_var.to(at::kDouble) + norm.epsilon);
    shift = norm.bias.to(at::kDouble) - norm.running_mean.to(at::kDouble) * factor;
  }
  at::Tensor factor;
  at::Tensor shift;
};

/// `output_side`: which side of the weight counts output channels.
template <typename Layer>
void fold(const BatchNorm& norm, Layer& layer, int output_side) {
  const ChannelScale scale(norm);
  std::vector<std::int64_t> sides(4, 1);
  sides[static_cast<std::size_t>(output_side)] = -1;
  const at::ScalarType numbers = layer.weight.scalar_type();
  const at::Tensor factor = beside(scale.factor.view(sides), layer.weight);
  layer.weight = (layer.weight.to(at::kDouble) * factor).to(numbers);
  at::Tensor bias = scale.shift;
  if (layer.bias.defined()) bias = bias + layer.bias.to(at::kDouble) * scale.factor;
  layer.bias = bias.to(numbers);
}

}  // namespace

Linear::Linear(const Parameters& own, std::int64_t from, std::int64_t to, bool has_bias)
    : weight(own.tensor("weight", {to, from})) {
  if (has_bias) bias = own.tensor("bias", {to});
}

at::Tensor Linear::operator()(const at::Tensor& x) const {
  return at::linear(x, beside(weight, x), bias);
}

Convolution::Convolution(const Parameters& own, std::int64_t from, std::int64_t to,
                         const ConvolutionShape& shape_)
    : shape(shape_),
      weight(own.tensor("weight", {to, from / shape.groups, shape.kernel, shape.kernel})) {
  if (shape.has_bias) bias = own.tensor("bias", {to});
}

at::Tensor Convolution::operator()(const at::Tensor& x) const {
  return at::conv2d(x, beside(weight, x), bias, shape.stride, shape.padding, 1, shape.groups);
}

void lay_channels_last(Convolution& convolution) {
  convolution.weight = convolution.weight.contiguous(at::MemoryFormat::ChannelsLast);
}

TransposedConvolution::TransposedConvolution(const Parameters& own, std::int64_t from,
                                             std::int64_t to, const ConvolutionShape& shape_)
    : shape(shape_), weight(own.tensor("weight", {from, to, shape.kernel, shape.kernel})) {
  if (shape.has_bias) bias = own.tensor("bias", {to});
}

at::Tensor TransposedConvolution::operator()(const at::Tensor& x) const {
  if (x.is_cpu() && x.scalar_type() == at::kBFloat16) {
    // On the CPU LibTorch 1.13 takes the weight's sides for each other in bf16.
    const at::Tensor wide_bias = bias.defined() ? bias.to(at::kFloat) : bias;
    return at::conv_transpose2d(x.to(at::kFloat), weight.to(at::kFloat), wide_bias, shape.stride,
                                shape.padding)
        .to(at::kBFloat16);
  }
  return at::conv_transpose2d(x, beside(weight, x), bias, shape.stride, shape.padding);
}

LayerNorm::LayerNorm(const Parameters& own, std::int64_t channels, double epsilon_)
    : epsilon(epsilon_),
      weight(own.tensor("weight", {channels})),
      bias(own.tensor("bias", {channels})) {}

at::Tensor LayerNorm::operator()(const at::Tensor& x) const {
  return at::layer_norm(x, {weight.size(0)}, weight, bias, epsilon);
}

ChannelNorm::ChannelNorm(const Parameters& own, std::int64_t channels, double epsilon_)
    : epsilon(epsilon_),
      weight(own.tensor("weight", {channels})),
      bias(own.tensor("bias", {channels})) {}

at::Tensor ChannelNorm::operator()(const at::Tensor& x) const {
  const at::Tensor pixels = x.permute({0, 2, 3, 1});
  return at::layer_norm(pixels, {weight.size(0)}, weight, bias, epsilon).permute({0, 3, 1, 2});
}

BatchNorm::BatchNorm(const Parameters& own, std::int64_t channels, double epsilon_)
    : epsilon(epsilon_),
      weight(own.tensor("weight", {channels})),
      bias(own.tensor("bias", {channels})),
      running_mean(own.tensor("running_mean", {channels})),
      running_var(own.tensor("running_var", {channels})) {}

at::Tensor BatchNorm::operator()(const at::Tensor& x) const {
  return at::batch_norm(x, weight, bias, running_mean, running_var, /*training=*/false,
                        /*momentum=*/0, epsilon, /*cudnn_enabled=*/true);
}

void BatchNorm::fold_into(Convolution& convolution) const { fold(*this, convolution, 0); }

void BatchNorm::fold_into(TransposedConvolution& convolution) const { fold(*this, convolution, 1); }

GroupNorm::GroupNorm(const Parameters& own, std::int64_t groups_, std::int64_t channels,
                     double epsilon_)
    : groups(groups_),
      epsilon(epsilon_),
      weight(own.tensor("weight", {channels})),
      bias(own.tensor("bias", {channels})) {}

at::Tensor GroupNorm::operator()(const at::Tensor& x) const {
  return at::group_norm(x, groups, weight, bias, epsilon);
}

}  // namespace mbench
