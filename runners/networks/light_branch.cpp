#include "runners/networks/light_branch.h"

#include "runners/networks/vit_block.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>

namespace mbench {

LightBranch::LightBranch(const Parameters& own, std::int64_t width)
    : fc1(own / "fc1", width, 2 * width),
      dwconv(own / "dwconv", 2 * width, 2 * width, {5, 1, 2, 2 * width, true}),
      fc2(own / "fc2", 2 * width, width),
      eca_weight((own / "eca" / "conv").tensor("weight", {1, 1, 5})) {}

at::Tensor LightBranch::operator()(const at::Tensor& tokens, const TokenGrid& grid,
                                   const Stage& stage) const {
  at::Tensor x = fc1(tokens);
  stage(".fc1", x);
  at::gelu_(x);
  x = dwconv(as_picture(x, grid));
  stage(".dwconv_nchw", x);
  x = as_tokens(x);
  at::gelu_(x);
  x = fc2(x);
  stage(".fc2", x);
  const at::Tensor means = x.mean(0).view({1, 1, -1});
  const at::Tensor gate =
      at::conv1d(means, eca_weight, /*bias=*/{}, /*stride=*/1, /*padding=*/2).sigmoid_().flatten();
  if (stage.probes) stage(".eca_nchw", as_picture(x * gate, grid));
  x.mul_(gate + 1);
  stage("", x);
  return x;
}

}  // namespace mbench
