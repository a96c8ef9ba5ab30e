#include "runners/networks/sam_prompt_encoder.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>

#include <cmath>

namespace mbench {
namespace {

void push_place(std::vector<float>& places, double x, double y) {
  // The authors pass on float32 pixels, and count from their corner only then.
  places.push_back((static_cast<float>(x) + 0.5F) / static_cast<float>(kSamSide));
  places.push_back((static_cast<float>(y) + 0.5F) / static_cast<float>(kSamSide));
}

}  // namespace

SamPromptEncoder::SamPromptEncoder(const Parameters& own)
    : gaussian_matrix((own / "pe_layer")
                          .exact_tensor("positional_encoding_gaussian_matrix", {2, kSamWidth / 2})),
      not_a_point_embed((own / "not_a_point_embed").tensor("weight", {1, kSamWidth})),
      no_mask_embed((own / "no_mask_embed").tensor("weight", {1, kSamWidth})) {
  for (int i = 0; i < 4; ++i) {
    point_embeddings.push_back((own / "point_embeddings" / i).tensor("weight", {1, kSamWidth}));
  }
}

at::Tensor SamPromptEncoder::tokens(const Prompt& prompt) const {
  std::vector<float> places;
  std::vector<at::Tensor> meanings;
  for (const PointPrompt& point : prompt.points) {
    push_place(places, point.x, point.y);
    meanings.push_back(point_embeddings[point.inside ? 1 : 0]);
  }
  if (prompt.box) {
    push_place(places, prompt.box->left, prompt.box->top);
    push_place(places, prompt.box->right, prompt.box->bottom);
    meanings.insert(meanings.end(), {point_embeddings[2], point_embeddings[3]});
  }
  const at::Tensor result =
      encoded(at::tensor(places, at::kFloat).view({-1, 2})).add_(at::cat(meanings));
  return prompt.box ? result : at::cat({result, not_a_point_embed});
}

at::Tensor SamPromptEncoder::grid() const {
  const at::Tensor middles =
      at::arange(kSamGrid, at::kFloat).add_(0.5).div_(static_cast<double>(kSamGrid));
  const at::Tensor x = middles.unsqueeze(0).expand({kSamGrid, kSamGrid});
  return encoded(at::stack({x, x.t()}, -1).view({-1, 2}));
}

at::Tensor SamPromptEncoder::encoded(const at::Tensor& places) const {
  const at::Tensor there = (places * 2 - 1).to(gaussian_matrix.options());
  const at::Tensor angles = at::matmul(there, gaussian_matrix).mul_(2 * M_PI);
  return at::cat({angles.sin(), angles.cos()}, -1).to(no_mask_embed.scalar_type());
}

}  // namespace mbench
