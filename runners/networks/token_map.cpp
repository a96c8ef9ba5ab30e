#include "runners/networks/token_map.h"

#include <ATen/Functions.h>

namespace mbench {

at::Tensor TokenMap::picture() const {
  return tokens.view({1, height, width, channels()}).permute({0, 3, 1, 2});
}

TokenMap token_map(const at::Tensor& picture) {
  return {picture.permute({0, 2, 3, 1}).reshape({-1, picture.size(1)}), picture.size(2),
          picture.size(3)};
}

TokenMap doubled(const TokenMap& map) {
  return token_map(at::upsample_bilinear2d(map.picture(), {2 * map.height, 2 * map.width},
                                           /*align_corners=*/false));
}

PointConvolution::PointConvolution(const Parameters& own, std::int64_t from, std::int64_t to)
    : weight(own.tensor("weight", {to, from, 1, 1}, {to, from})), bias(own.tensor("bias", {to})) {}

TokenMap PointConvolution::operator()(const TokenMap& map) const {
  return {at::linear(map.tokens, beside(weight, map.tokens), bias), map.height, map.width};
}

TokenMap PointConvolution::operator()(const TokenMap& first, const TokenMap& second) const {
  at::Tensor sum = at::addmm(bias, first.tokens,
                             beside(weight, first.tokens).narrow(1, 0, first.channels()).t());
  add_part(sum, second.tokens, first.channels());
  return {sum, first.height, first.width};
}

TokenMap PointConvolution::with_doubled(const TokenMap& skip, const TokenMap& below) const {
  TokenMap result =
      doubled({part(below.tokens, skip.channels()).add_(bias), below.height, below.width});
  add_part(result.tokens, skip.tokens, 0);
  return result;
}

at::Tensor PointConvolution::part(const at::Tensor& tokens, std::int64_t first) const {
  return at::mm(tokens, beside(weight, tokens).narrow(1, first, tokens.size(1)).t());
}

void PointConvolution::add_part(at::Tensor& sum, const at::Tensor& tokens,
                                std::int64_t first) const {
  sum.addmm_(tokens, beside(weight, tokens).narrow(1, first, tokens.size(1)).t());
}

}  // namespace mbench
