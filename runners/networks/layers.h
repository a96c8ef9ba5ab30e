#pragma once

#include "runners/networks/parameters.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace mbench {

/// y = x·Wᵀ + b over the last side; weight (to, from). Without a bias `bias` is undefined.
struct Linear {
  Linear(const Parameters& own, std::int64_t from, std::int64_t to, bool has_bias = true);
  at::Tensor operator()(const at::Tensor& x) const;

  at::Tensor weight;
  at::Tensor bias;
};

struct ConvolutionShape {
  std::int64_t kernel = 3;
  std::int64_t stride = 1;
  std::int64_t padding = 1;  ///< zeros on every side
  std::int64_t groups = 1;
  bool has_bias = true;
};

/// Square two-dimensional convolution of (N, from, H, W); weight (to, from/groups, kernel, kernel).
struct Convolution {
  Convolution(const Parameters& own, std::int64_t from, std::int64_t to,
              const ConvolutionShape& shape = {});
  at::Tensor operator()(const at::Tensor& x) const;

  ConvolutionShape shape;
  at::Tensor weight;
  at::Tensor bias;
};

/// Lays the weight out channels last, for inputs that are; after load() and folding, once.
void lay_channels_last(Convolution& convolution);

/// Transposed convolution; weight (from, to, kernel, kernel).
struct TransposedConvolution {
  TransposedConvolution(const Parameters& own, std::int64_t from, std::int64_t to,
                        const ConvolutionShape& shape);
  at::Tensor operator()(const at::Tensor& x) const;

  ConvolutionShape shape;
  at::Tensor weight;
  at::Tensor bias;
};

/// (x − mean) / √(variance + epsilon) · weight + bias over the last side.
struct LayerNorm {
  LayerNorm(const Parameters& own, std::int64_t channels, double epsilon);
  at::Tensor operator()(const at::Tensor& x) const;

  double epsilon;
  at::Tensor weight;
  at::Tensor bias;
};

/// The same over the channels of (N, C, H, W), pixel by pixel.
struct ChannelNorm {
  ChannelNorm(const Parameters& own, std::int64_t channels, double epsilon);
  at::Tensor operator()(const at::Tensor& x) const;

  double epsilon;
  at::Tensor weight;
  at::Tensor bias;
};

/// Batch normalisation as in evaluation, by the running mean and variance.
struct BatchNorm {
  BatchNorm(const Parameters& own, std::int64_t channels, double epsilon = 1e-5);
  at::Tensor operator()(const at::Tensor& x) const;

  /// Makes the convolution do this normalisation as well; after load(), once. In float64, so that
  /// the folded weights are the rounded exact ones.
  void fold_into(Convolution& convolution) const;
  void fold_into(TransposedConvolution& convolution) const;

  double epsilon;
  at::Tensor weight;
  at::Tensor bias;
  at::Tensor running_mean;
  at::Tensor running_var;
};

/// Normalisation of `groups` groups of channels over all pixels.
struct GroupNorm {
  GroupNorm(const Parameters& own, std::int64_t groups, std::int64_t channels,
            double epsilon = 1e-5);
  at::Tensor operator()(const at::Tensor& x) const;

  std::int64_t groups;
  double epsilon;
  at::Tensor weight;
  at::Tensor bias;
};

}  // namespace mbench
