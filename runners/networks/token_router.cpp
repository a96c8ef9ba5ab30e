#include "runners/networks/token_router.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>

namespace mbench {
namespace {

constexpr double kEpsilon = 1e-5;  // unlike the blocks'

}  // namespace

TokenRouter::TokenRouter(const Parameters& own, std::int64_t width)
    : norm(own / "in_conv" / 0, width, kEpsilon),
      local(own / "in_conv" / 1, width, width),
      joined(own / "out_conv" / 0, width, width / 2),
      narrowed(own / "out_conv" / 2, width / 2, width / 4),
      scored(own / "out_conv" / 4, width / 4, 2) {}

at::Tensor TokenRouter::operator()(const at::Tensor& tokens, const Stage& stage) const {
  at::Tensor x = local(norm(tokens));
  at::gelu_(x);
  stage(".in_conv", x);
  // The mean is every token's second half, so one product with it serves as a bias for all.
  const std::int64_t half = x.size(1) / 2;
  const at::Tensor mean = x.narrow(1, half, half).mean(0, /*keepdim=*/true);
  const at::Tensor weight = beside(joined.weight, x);
  const at::Tensor common = at::linear(mean, weight.narrow(1, half, half), joined.bias);
  x = at::linear(x.narrow(1, 0, half), weight.narrow(1, 0, half), common.squeeze(0));
  at::gelu_(x);
  x = narrowed(x);
  at::gelu_(x);
  x = at::log_softmax(scored(x), -1);
  stage(".log_probs", x);
  return x;
}

at::Tensor routed_tokens(const at::Tensor& log_probabilities, std::int64_t most) {
  const at::Tensor attention = log_probabilities.select(1, 0);
  const at::Tensor light = log_probabilities.select(1, 1);
  at::Tensor chosen = at::nonzero(attention > light).flatten();
  if (chosen.size(0) > most) {
    const at::Tensor by_margin = at::argsort(attention - light, /*dim=*/0, /*descending=*/true);
    chosen = std::get<0>(by_margin.narrow(0, 0, most).sort());
  }
  return chosen;
}

}  // namespace mbench
